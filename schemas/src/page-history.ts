import { diff } from "./diff.ts";
import type { Release } from "./release.ts";

/** What one release has changed about one thing. */
export interface ReleaseChanges {
  readonly version: string;
  readonly changes: readonly string[];
}

const pages: Readonly<Record<string, string>> = {
  entities: "entities",
  codeLists: "code-lists",
  metrics: "metrics",
};

/**
 * What the releases have changed, by reference page (`entities/student`), the newest first. `releases`
 * come in the order of their versions.
 */
export function pageHistory(
  releases: readonly Release[],
): ReadonlyMap<string, readonly ReleaseChanges[]> {
  const changes = releases.slice(1).flatMap((newer, index) =>
    diff(releases[index] ?? newer, newer).flatMap(({ pointer, text }) => {
      const [kind = "", name] = pointer.split("/");
      const folder = pages[kind];
      return folder === undefined
        ? []
        : [{ page: `${folder}/${name}`, version: newer.version, text }];
    }),
  );
  const byPage = Map.groupBy(changes, ({ page }) => page);
  return new Map(
    [...byPage].map(([page, ofPage]) => {
      const byVersion = Map.groupBy(ofPage, ({ version }) => version);
      const entries = [...byVersion].map(([version, all]) => ({
        version,
        changes: all.map(({ text }) => text),
      }));
      return [page, entries.toReversed()];
    }),
  );
}

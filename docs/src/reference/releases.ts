import { diff, stepOf, type Change, type Release, type Step } from "@edufed/schemas";

/** One release, and what it changed. */
export interface ReleaseReference {
  readonly version: string;
  /** What there is in it. */
  readonly counts: Readonly<
    Record<"entities" | "properties" | "codeLists" | "rules" | "metrics", number>
  >;
  /** The step since the release before; absent for the first. */
  readonly step?: Step | "none";
  /** The greatest changes first. */
  readonly changes: readonly ReleaseChange[];
}

/** A change, and the page of what it is about, where that is still there. */
export interface ReleaseChange extends Change {
  readonly page?: string;
}

const greatestFirst: readonly Step[] = ["major", "minor", "patch"];

/** Every release, the newest first, each compared with the one before. */
export function releaseReference(releases: readonly Release[]): readonly ReleaseReference[] {
  const newest = releases.at(-1);
  return releases
    .map((release, index) => {
      const older = releases[index - 1];
      const changes = older === undefined ? [] : diff(older, release);
      return {
        version: release.version,
        counts: countsOf(release),
        ...(older !== undefined && { step: stepOf(changes) }),
        changes: greatestFirst.flatMap((step) =>
          changes
            .filter((change) => change.step === step)
            .map((change) => withPage(change, newest)),
        ),
      };
    })
    .toReversed();
}

function countsOf(release: Release): ReleaseReference["counts"] {
  const { entities, codeLists, rules, metrics } = release;
  const properties = Object.values(entities).map(({ properties: own }) =>
    typeof own === "object" && own !== null ? Object.keys(own).length : 0,
  );
  return {
    entities: properties.length,
    properties: properties.reduce((sum, count) => sum + count, 0),
    codeLists: Object.keys(codeLists).length,
    rules: Object.keys(rules).length,
    metrics: Object.keys(metrics).length,
  };
}

/** Part of a release → where the page of one of its things is. */
const pages: ReadonlyMap<string, (name: string) => string> = new Map([
  ["entities", (name: string) => `/reference/entities/${name}/`],
  ["codeLists", (name: string) => `/reference/code-lists/${name}/`],
  ["rules", (name: string) => `/reference/rules/#${name}`],
  ["metrics", (name: string) => `/reference/metrics/${name.toLowerCase()}/`],
]);

function withPage(change: Change, newest: Release | undefined): ReleaseChange {
  const [kind = "", name = ""] = change.pointer.split("/");
  const things = new Map(Object.entries(newest ?? {})).get(kind);
  const isThere = typeof things === "object" && Object.hasOwn(things, name);
  const page = isThere ? pages.get(kind)?.(name) : undefined;
  return page === undefined ? change : { ...change, page };
}

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

/** A change, and the page of what it is about. */
export interface ReleaseChange extends Change {
  readonly page?: string;
}

const greatestFirst: readonly Step[] = ["major", "minor", "patch"];

/** Every release, the newest first, each compared with the one before. */
export function releaseReference(releases: readonly Release[]): readonly ReleaseReference[] {
  return releases
    .map((release, index) => {
      const older = releases[index - 1];
      const changes = older === undefined ? [] : diff(older, release);
      return {
        version: release.version,
        counts: countsOf(release),
        ...(older !== undefined && { step: stepOf(changes) }),
        changes: greatestFirst.flatMap((step) =>
          changes.filter((change) => change.step === step).map(withPage),
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

/** Pointer of a change → page of the reference. */
function withPage(change: Change): ReleaseChange {
  const [kind = "", name = ""] = change.pointer.split("/");
  const folder = new Map([
    ["entities", "entities"],
    ["codeLists", "code-lists"],
    ["metrics", "metrics"],
  ]).get(kind);
  return folder === undefined
    ? change
    : { ...change, page: `/reference/${folder}/${name.toLowerCase()}/` };
}

import type { CaseOutcome } from "@edufed/schemas";
import type { Engine, SqlEngine } from "../engine/engine.ts";
import type { ValueRow } from "../engine/evaluate.ts";

/** The suite's files: path below conformance/ → text. */
export type Vectors = ReadonlyMap<string, string>;

/** What running the suite needs from outside: engines, and a place for files that are read back. */
export interface Tools {
  /** An empty engine; whoever opened it closes it. */
  readonly openEngine: () => Promise<SqlEngine>;
  /** The slow, obvious engine over some rows by relation. */
  readonly openReference: (rows: ReadonlyMap<string, readonly ValueRow[]>) => Engine;
  /** Writes a file into a scratch folder and says where it is. */
  readonly write: (name: string, text: string) => Promise<string>;
}

/** What came of a case; of one that failed, what was expected and what was found instead. */
export interface Outcome extends CaseOutcome {
  readonly difference?: string;
}

/** The paths of one kind's files: those in its folder, or the one that is named after it. */
export function pathsOf(vectors: Vectors, kind: string): readonly string[] {
  return [...vectors.keys()].filter(
    (path) => path.startsWith(`${kind}/`) || path === `${kind}.json`,
  );
}

/** The text of a file of the suite; its tests have seen that it is the JSON it must be. */
export function textAt(vectors: Vectors, path: string): string {
  const text = vectors.get(path);
  if (text === undefined) throw new RangeError(`the suite has no ${path}`);
  return text;
}

/** The id of a file's only case, or of a case in one of its lists. */
export function idOf(path: string, list?: string, place = 0): string {
  const name = path.replace(/\.json$/, "");
  return list === undefined ? name : `${name}#${list}/${place}`;
}

/** Passed where both are alike as JSON; a promise that is broken is a failed case, not an end. */
export async function compared(
  id: string,
  expected: unknown,
  find: () => unknown,
): Promise<Outcome> {
  const wanted = JSON.stringify(expected);
  try {
    const found = JSON.stringify(await find());
    if (found === wanted) return { id, passed: true };
    return { id, passed: false, difference: `expected ${wanted}, found ${found}` };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id, passed: false, difference: `expected ${wanted}, and it ended with: ${message}` };
  }
}

/** The outcome of a case that was run in several ways: passed when it passed in all of them. */
export function together(id: string, outcomes: readonly Outcome[]): Outcome {
  const failed = outcomes.find(({ passed }) => !passed);
  return failed === undefined ? { id, passed: outcomes.length > 0 } : { ...failed, id };
}

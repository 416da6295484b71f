import type { CountedRow, Plan } from "./plan.ts";

/** A value that leaves an engine: whole numbers beyond 2^53 never do. */
export type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value>>;

/** A question's id, and its cells ordered by their codes. */
export type QuestionCells = readonly [id: string, cells: readonly CountedRow[]];

/** Where a member's records live and are counted. Rows stay inside; findings and cells come out. */
export interface Engine {
  /** `duckdb`, `reference`; printed in every publication's provenance with the version. */
  readonly name: string;
  readonly version: string;
  /** Counts the cells of each question of a plan, by its id: margins included, ordered by their codes. */
  cells(plan: Plan): Promise<ReadonlyMap<string, readonly CountedRow[]>>;
  /**
   * The same, one question after the other in the order of the plan, so that the cells of one can be
   * forgotten before those of the next are there. Nothing else is counted until the last is taken.
   * Absent where an engine has them all at once.
   */
  eachCells?(plan: Plan): AsyncIterable<QuestionCells>;
  /** Lets go of memory, files and threads. */
  close(): void;
}

/** An engine that speaks SQL: what import, validation and pseudonymisation need. */
export interface SqlEngine extends Engine {
  /** Runs statements for their effect. Values are bound, never pasted. */
  run(sql: string, values?: readonly Value[]): Promise<void>;
  /** A small result as rows; bigint is turned into a number here, and a number too large is an error. */
  rows(sql: string, values?: readonly Value[]): Promise<readonly Row[]>;
}

/** The cells of a plan, one question after the other. */
export async function* eachCellsOf(
  engine: Engine,
  plan: Plan,
): AsyncGenerator<QuestionCells, void, undefined> {
  yield* engine.eachCells?.(plan) ?? (await engine.cells(plan));
}

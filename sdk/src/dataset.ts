import type { Row, SqlEngine } from "./engine/engine.ts";
import type { Finding } from "./finding.ts";

/** The stages a member's data pass, in this order. */
export type Stage = "records" | "valid" | "pseudonymous" | "protected" | "signed";

declare const stage: unique symbol;

/** A value that has passed a stage. The brand exists for the compiler only. */
export type Staged<S extends Stage, T> = T & { readonly [stage]: S };

/** The records of one entity: a named relation inside an engine. The rows stay there. */
export interface Relation {
  readonly entity: string;
  /** Name of a table or view in the engine; columns are the entity's property names. */
  readonly name: string;
  /** The file it came from, as a reader would name it; absent for what a stage made. */
  readonly file?: string;
  /** True where rows of its files could not be taken apart, and are not in it. */
  readonly isPartial?: boolean;
  /** Present where the rows still stand in text files: cheap for one look, dear for several. */
  readonly scan?: Scan;
}

/**
 * How to look once at rows that stand in text files, and what to do where once is not enough. Until
 * they are kept such rows have no `_row`.
 */
export interface Scan {
  /** SQL aggregates to take along in that look, given the SQL of a column as it is in the file. */
  readonly sums: (column: (name: string) => string) => Readonly<Record<string, string>>;
  /** Whether the look, which gives these sums, sees all that is in the files. Asked while it lasts. */
  readonly holds: (sums: Promise<Row>) => Promise<boolean>;
  /** Whether an error says that the files cannot be read in one look. */
  readonly isUnreadable: (error: unknown) => boolean;
  /** Reads the files into tables, after which the relation is like any other; says what was no record. */
  readonly keep: () => Promise<readonly Finding[]>;
}

/** A member's data set: relations by entity, in one engine. Costs the same for 300 rows and 300 million. */
export interface Dataset {
  readonly engine: SqlEngine;
  readonly relations: ReadonlyMap<string, Relation>;
}

/** Read from files, not yet checked. */
export type Records = Staged<"records", Dataset>;
/** Passed the schema and the rules without an error. */
export type Valid = Staged<"valid", Dataset>;
/** Without direct identifiers, keys re-keyed, quasi-identifiers coarsened. The only thing metrics are computed from. */
export type Pseudonymous = Staged<"pseudonymous", Dataset>;

/** Marks a value as having passed a stage; each stage calls it once, where its work is done. */
export function passed<S extends Stage, T>(_stage: S, value: T): Staged<S, T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place that applies a brand
  return value as Staged<S, T>;
}

import type { FixKind } from "../kinds.ts";

/** What is said about safe fixes, in one language. */
export interface FixWords {
  /** What was written otherwise, as it stands in a list: `letter case`. */
  readonly kinds: Readonly<Record<FixKind, string>>;
  /** The sentence of a finding: how many of its records, and what is mended in them. */
  readonly fixable: (count: number, of: number, kinds: string) => string;
  /** The line of a report of everything that was found. */
  readonly canBeFixed: (values: number, columns: number, command: string) => string;
  /** The sentence of a finding about a column that would be renamed. */
  readonly renames: string;
  readonly values: (count: number) => string;
  readonly records: (count: number) => string;
  readonly row: string;
  readonly rows: string;
  /** A column has been given the name of the property. */
  readonly renamed: (column: string, property: string) => string;
  readonly nothing: string;
  readonly fixed: (values: number, columns: number) => string;
  /** The same, of what was only tried. */
  readonly wouldFix: (values: number, columns: number) => string;
  readonly written: (place: string) => string;
  readonly notWritten: string;
  readonly allFixed: string;
  readonly remaining: (errors: number) => string;
  /** What is never fixed, where errors remain. */
  readonly byHand: string;
}

import type { Registry } from "@edufed/schemas";
import type { Records } from "../dataset.ts";
import type { SqlEngine } from "../engine/engine.ts";
import type { FindingCode } from "../finding.ts";
import type { FindingLanguage } from "../finding-text.ts";

/** Reads one source format. To add one: a file that implements this, and a line in importers.ts. */
export interface Importer {
  /** What the operator types: `contoso`. */
  readonly name: string;
  readonly title: string;
  /** What it reads and by which rules, in a few sentences; shown as help. */
  readonly describe: string;
  /** Whether it reads the tables of a database too, by its address. */
  readonly readsDatabases?: boolean;
  /** Reads an export into relations named after their entities, and accounts for every row. Writes nothing. */
  read(
    path: string,
    engine: SqlEngine,
    registry: Registry,
    options: ImportOptions,
  ): Promise<Imported>;
}

/** What the operator knows and the files do not say, and in which language to answer. */
export interface ImportOptions {
  /** How dates with slashes are written. Without it they are refused, never guessed. */
  readonly dateOrder?: "dmy" | "mdy";
  /** In which it is said why rows were rejected; English where it is not given. */
  readonly language?: FindingLanguage;
}

export interface Imported {
  readonly records: Records;
  readonly report: ImportReport;
}

/** What became of every row. Written as import-report.json; holds no value of a row. */
export interface ImportReport {
  readonly format: string;
  readonly files: readonly FileReport[];
  /** Entity → records written. */
  readonly records: Readonly<Record<string, number>>;
  readonly unmappedCodes: readonly UnmappedCode[];
  /** Files in the folder that are not part of the format. */
  readonly notRead: readonly string[];
}

/** read = written + superseded + duplicates + the rejected. */
export interface FileReport {
  readonly file: string;
  readonly entity: string;
  readonly read: number;
  readonly written: number;
  readonly rejected: readonly Rejection[];
  /** Replaced by a later batch. */
  readonly superseded: number;
  /** The same row again, dropped. */
  readonly duplicates: number;
  readonly assumptions: readonly string[];
  /** Columns that were not read, with the reason. */
  readonly leftOut: Readonly<Record<string, string>>;
}

/** Rows that could not become records, by reason. */
export interface Rejection {
  readonly code: FindingCode;
  readonly column: string;
  readonly count: number;
  /** First rows, as a spreadsheet shows them: the header is row 1. */
  readonly rows: readonly number[];
  readonly message: string;
  readonly fix: string;
}

/** A code of the source that the crosswalk does not map; shown only when it looks like a code. */
export interface UnmappedCode {
  readonly file: string;
  readonly column: string;
  readonly code: string | null;
  readonly count: number;
}

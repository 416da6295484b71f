/** When and of what a report was made. */
export interface RunFacts {
  /** Moment at which the records were checked, ISO 8601 in UTC. */
  readonly made: string;
  /** Id of the member in whose workspace it was made. */
  readonly member?: string;
  /** Version of the standard. */
  readonly standard: string;
  readonly files: readonly FileFacts[];
  /** Commands that come next, without `edufed`, by what they are for. */
  readonly next: readonly NextCommand[];
}

/** A file of records, so that a reader can tell whether the data have changed. */
export interface FileFacts {
  readonly entity: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Absent where the records of several files were not counted apart. */
  readonly records?: number;
}

/** A command with what it does, as a key of the words of a report. */
export interface NextCommand {
  readonly purpose: "pseudonymise" | "compute" | "fix" | "explain" | "again";
  readonly command: string;
}

/** One report of a series. */
export interface Moment {
  readonly made: string;
  readonly records: number;
  /** Kinds of errors, and of warnings. */
  readonly errors: number;
  readonly warnings: number;
}

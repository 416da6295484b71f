/** Something wrong with a file of the standard: which file, where in it (JSON Pointer) and what. */
export interface Problem {
  readonly file: string;
  readonly pointer: string;
  readonly message: string;
  /** What to write instead, where that can be said. */
  readonly remedy?: string;
}

/** A problem as one line: `entities/student.json/properties/sex: must have …`. */
export function problemText({ file, pointer, message }: Problem): string {
  return `${file}${pointer === "" ? "" : ` ${pointer}`}: ${message}`;
}

/** Files of the standard that cannot be read or break their meta-schema; nothing was loaded. */
export class RegistryError extends Error {
  readonly code = "registry";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], options?: ErrorOptions) {
    super(problems.map(problemText).join("\n"), options);
    this.name = "RegistryError";
    this.problems = problems;
  }
}

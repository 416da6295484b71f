/**
 * The few errors an operator can meet. Facts about data are findings (finding.ts) and are
 * returned; these are thrown, say what to do, and carry the exit code of the command line.
 */

/** Exit codes of every command. */
export const exitCode = {
  fine: 0,
  findings: 1,
  usage: 2,
  network: 3,
  bug: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export abstract class EduFedError extends Error {
  abstract readonly code: string;
  abstract readonly exitCode: ExitCode;
  /** What the operator can do about it, one sentence. */
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.remedy = remedy;
  }
}

/** The command was called wrongly: an unknown metric, a dimension that may not be used. */
export class UsageError extends EduFedError {
  readonly code = "usage";
  readonly exitCode: ExitCode = exitCode.usage;
}

/** A file is missing, unreadable or broken; nothing was written. */
export class InputError extends EduFedError {
  readonly code = "input";
  readonly exitCode: ExitCode = exitCode.usage;
}

/** A result could not be written: no room, no permission, or something is already there. */
export class OutputError extends EduFedError {
  readonly code = "output";
  readonly exitCode: ExitCode = exitCode.usage;
}

/** Something was refused because it would not be safe or is not what it claims to be. */
export class RefusedError extends EduFedError {
  readonly code = "refused";
  readonly exitCode: ExitCode = exitCode.findings;
}

/** A gateway could not be reached or answered with an error. */
export class NetworkError extends EduFedError {
  readonly code = "network";
  readonly exitCode: ExitCode = exitCode.network;
}

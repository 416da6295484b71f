import { CommanderError } from "commander";
import { EduFedError, exitCode, UsageError, type ExitCode } from "../errors.ts";
import type { Shell } from "./shell.ts";

/** Tells a person what went wrong and what to do, and returns the code to end with. */
export function report(error: unknown, shell: Shell): ExitCode {
  if (shell.signal?.aborted === true) {
    shell.err("Interrupted. Nothing was left half written.");
    return exitCode.interrupted;
  }
  // What the parser had to say, help or the version, it has said.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.fine : exitCode.usage;
  if (error instanceof EduFedError) {
    shell.err(`${shell.style("red", "error:")} ${shell.asWritten(error.message)}`);
    shell.err(`  ${shell.asWritten(error.remedy)}`);
    return error.exitCode;
  }
  shell.err(`${shell.style("red", "bug:")} EduFed failed in a way it should not.`);
  shell.err(traceOf(error));
  shell.err("  Please report it with these lines; they hold no data.");
  return exitCode.bug;
}

/** An error of the command line's parser as an operator's error, for the command it is about. */
export function misuse(error: CommanderError, command: string): UsageError {
  const [first = "", suggestion] = error.message.replace(/^error: /, "").split("\n");
  const words = `${first.slice(0, 1).toUpperCase()}${first.slice(1)}`;
  const meant = suggestion === undefined ? "" : `${suggestion.replace(/^\(|\)$/g, "")} `;
  const message = /[.?!]$/.test(words) ? words : `${words}.`;
  return new UsageError(message, `${meant}See \`${command} --help\`.`, { cause: error });
}

/** Errors whose words are the language's own; the words of all others may quote data. */
const wordless = new Set(["TypeError", "ReferenceError", "RangeError"]);

/** Where a bug happened; what it said only if that cannot hold anybody's data. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return `  a value of type ${typeof error} was thrown`;
  const name = error.constructor.name;
  const words = wordless.has(name) ? `${name}: ${error.message}` : name;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const cause = error.cause === undefined ? [] : [`  caused by ${traceOf(error.cause)}`];
  return [words, ...frames, ...cause].join("\n");
}

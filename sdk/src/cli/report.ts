import { CommanderError, type Command } from "commander";
import { EduFedError, exitCode, InputError, UsageError, type ExitCode } from "../errors.ts";
import { nearest } from "../import/nearest.ts";
import { withoutUserInfo } from "../engine/postgres-address.ts";
import { wrap } from "../validate/format/wrap.ts";
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
    const shown = (text: string): string => withoutUserInfo(shell.asWritten(text));
    const [first = "", ...more] = wrap(`error: ${shown(error.message)}`, "       ");
    shell.err([first.replace("error:", shell.style("red", "error:")), ...more].join("\n"));
    shell.err(wrap(`  ${shown(error.remedy)}`, "    ").join("\n"));
    return error.exitCode;
  }
  const refusal = refusedBySystem(error);
  if (refusal !== undefined) return report(refusal, shell);
  shell.err(`${shell.style("red", "bug:")} EduFed failed in a way it should not.`);
  shell.err(traceOf(error));
  shell.err("  Please report it with these lines; they hold no data.");
  return exitCode.bug;
}

/** The command that was misused: its name in full, and the words that were meant for it. */
export interface Misused {
  readonly command: Command;
  readonly words: readonly string[];
  readonly path: string;
}

/** An error of the command line's parser as an operator's error. */
export function misuse(error: CommanderError, misused: Misused): UsageError {
  const { path } = misused;
  if (error.code === "commander.missingMandatoryOptionValue") {
    const misspelt = misspeltOption(misused);
    if (misspelt !== undefined) return misspelt;
  }
  const [first = "", suggestion] = error.message.replace(/^error: /, "").split("\n");
  const words = `${first.slice(0, 1).toUpperCase()}${first.slice(1)}`;
  const meant = suggestion === undefined ? "" : `${suggestion.replace(/^\(|\)$/g, "")} `;
  const message = /[.?!]$/.test(words) ? words : `${words}.`;
  return new UsageError(message, `${meant}See \`${path} --help\`.`, { cause: error });
}

/** What the operating system refused is the operator's to mend, wherever it was asked. */
function refusedBySystem(error: unknown): InputError | undefined {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return undefined;
  const path = "path" in error ? ` for ${String(error.path)}` : "";
  return new InputError(
    `The system refused “${String(error.syscall)}”${path}: ${String(error.code)}.`,
    "Look at the path, its permissions and the disk, and run the command again.",
    { cause: error },
  );
}

/** An option that is missing may be there under a name that does not exist. */
function misspeltOption({ command, words, path }: Misused): UsageError | undefined {
  const strange = command.parseOptions([...words]).unknown.find((word) => word.startsWith("--"));
  if (strange === undefined) return undefined;
  const known = command.options.flatMap(({ long }) => long ?? []);
  const meant = nearest(strange, known);
  const question = meant === undefined ? "" : `Did you mean ${meant}? `;
  return new UsageError(`Unknown option '${strange}'.`, `${question}See \`${path} --help\`.`);
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

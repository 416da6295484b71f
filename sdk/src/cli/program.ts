import { Command, CommanderError } from "commander";
import { EduFedError, exitCode, type ExitCode } from "../errors.ts";
import { version } from "../version.ts";
import type { Io } from "./io.ts";

/** One command of the command line: builds its options and does its work through `io`. */
export type MakeCommand = (io: Io, finish: Finish) => Command;

/** Tells the code to end with; a command that says nothing ends with 0. */
export type Finish = (code: ExitCode) => void;

interface Entry {
  readonly summary: string;
  /** Code is loaded when the command is called, so that `--help` answers at once. */
  readonly load: () => Promise<{ readonly make: MakeCommand }>;
}

/** Every command, in the order of the path. */
export const commands: Readonly<Record<string, Entry>> = {
  init: { summary: "make a member workspace", load: () => import("./init.ts") },
  synth: { summary: "make a synthetic education system", load: () => import("./synth.ts") },
  import: { summary: "source export → records", load: () => import("./import.ts") },
  validate: { summary: "check records against the standard", load: () => import("./validate.ts") },
  pseudonymise: {
    summary: "records → the shareable profile",
    load: () => import("./pseudonymise.ts"),
  },
  metric: { summary: "list, show and compute metrics", load: () => import("./metric.ts") },
  protect: { summary: "cells → a draft that is proven safe", load: () => import("./protect.ts") },
  audit: { summary: "what an attacker could work out", load: () => import("./audit.ts") },
  run: { summary: "a use case, from records to drafts", load: () => import("./run.ts") },
  review: { summary: "read a draft before signing it", load: () => import("./review.ts") },
  sign: { summary: "sign a draft as checker or publisher", load: () => import("./sign.ts") },
  publish: { summary: "send a signed publication on its way", load: () => import("./publish.ts") },
  verify: { summary: "check a publication, trusting nobody", load: () => import("./verify.ts") },
  notebook: { summary: "run a use case's notebook to a page", load: () => import("./notebook.ts") },
  serve: { summary: "run a gateway", load: () => import("./serve.ts") },
};

/** Runs one command line and returns its exit code; nothing here ends the process. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCode.fine;
  const program = await programFor(argv[0], io, (finished) => {
    code = finished;
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    return report(error, io);
  }
}

async function programFor(name: string | undefined, io: Io, finish: Finish): Promise<Command> {
  const program = new Command("edufed")
    .description("Share what is known about schools, and never what is known about a child.")
    .version(version)
    .helpCommand(false)
    .showHelpAfterError("(see `edufed --help`)");
  for (const [known, entry] of Object.entries(commands)) {
    if (known === name) {
      const { make } = await entry.load();
      program.addCommand(quiet(make(io, finish), io));
    } else {
      program.command(known).summary(entry.summary).description(entry.summary);
    }
  }
  return quiet(program, io);
}

/** Sends a command's words through `io` and turns its exits into exceptions, its children's too. */
function quiet(command: Command, io: Io): Command {
  command.exitOverride().configureOutput({
    writeOut: (text) => io.out(text.trimEnd()),
    writeErr: (text) => io.err(text.trimEnd()),
  });
  command.commands.forEach((child) => quiet(child, io));
  return command;
}

function report(error: unknown, io: Io): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.fine : exitCode.usage;
  if (error instanceof EduFedError) {
    io.err(`${io.style("red", "error:")} ${error.message}`);
    io.err(`  ${error.remedy}`);
    return error.exitCode;
  }
  io.err(`${io.style("red", "bug:")} EduFed failed in a way it should not.`);
  io.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
  io.err("  Please report it with these lines; they hold no data.");
  return exitCode.bug;
}

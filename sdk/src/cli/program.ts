import { Command } from "commander";
import { exitCode, type ExitCode } from "../errors.ts";
import { version } from "../version.ts";
import { examples } from "./help.ts";
import type { Io } from "./io.ts";
import { misuse, report } from "./report.ts";
import { shellOver, type Shell } from "./shell.ts";

/** One command of the command line: builds its options and does its work through the shell. */
export type MakeCommand = (shell: Shell, finish: Finish) => Command;

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
  fix: { summary: "apply the safe fixes", load: () => import("./fix.ts") },
  rule: { summary: "explain a finding", load: () => import("./rule.ts") },
  pseudonymise: {
    summary: "records → the shareable profile",
    load: () => import("./pseudonymise.ts"),
  },
  metric: { summary: "list, show and compute metrics", load: () => import("./metric.ts") },
  watch: {
    summary: "keep the figures of the day up to date",
    load: () => import("./watch.ts"),
  },
  protect: { summary: "cells → a draft that is proven safe", load: () => import("./protect.ts") },
  budget: { summary: "what noise has cost, and what is left", load: () => import("./budget.ts") },
  audit: { summary: "what an attacker could work out", load: () => import("./audit.ts") },
  run: { summary: "a use case, from records to drafts", load: () => import("./run.ts") },
  review: { summary: "read a draft before signing it", load: () => import("./review.ts") },
  sign: { summary: "sign a draft as checker or publisher", load: () => import("./sign.ts") },
  publish: { summary: "send a signed publication on its way", load: () => import("./publish.ts") },
  withdraw: { summary: "take a publication back", load: () => import("./withdraw.ts") },
  verify: { summary: "check a publication, trusting nobody", load: () => import("./verify.ts") },
  notebook: { summary: "run a use case's notebook to a page", load: () => import("./notebook.ts") },
  conformance: {
    summary: "run the suite, check a report",
    load: () => import("./conformance.ts"),
  },
  schema: {
    summary: "list, show and compare the standard",
    load: () => import("./schema.ts"),
  },
  serve: { summary: "run a gateway", load: () => import("./serve.ts") },
};

/** Runs one command line and returns its exit code; nothing here ends the process. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const shell = shellOver(io);
  let code: ExitCode = exitCode.fine;
  try {
    const words = argv[0] === "help" ? [...argv.slice(1), "--help"] : argv;
    const program = await programFor(words, shell, (finished) => {
      code = finished;
    });
    await program.parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    return report(error, shell);
  }
}

async function programFor(
  words: readonly string[],
  shell: Shell,
  finish: Finish,
): Promise<Command> {
  const program = new Command("edufed")
    .description("Share what is known about schools, and never what is known about a child.")
    .version(version, "-V, --version", "print the version")
    .helpCommand(false)
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", afterwords);
  for (const [known, entry] of Object.entries(commands)) {
    if (known === words[0]) {
      const { make } = await entry.load();
      program.addCommand(make(shell, finish).summary(entry.summary));
    } else {
      program.command(known).summary(entry.summary).description(entry.summary);
    }
  }
  return spoken(program, shell, words, "edufed");
}

const afterwords = `
The path: import → validate → run (or metric run → protect) → review → sign
(checkers, then the publisher) → publish. \`edufed <command> --help\` tells more.

Exit codes: 0 fine · 1 findings: invalid data, unsafe table, failed verification
· 2 wrong usage or unreadable input · 3 network or gateway · 70 a bug in EduFed
· 130 interrupted
${examples(
  "init helsinki --member FI-HEL --name Helsinki --contact data@example.org",
  "synth --member helsinki --students 2000 --out records",
  "validate records",
)}`;

/** Sends a command's words through the shell and turns its exits into errors, its children's too. */
function spoken(command: Command, shell: Shell, words: readonly string[], path: string): Command {
  command
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .exitOverride((error) => {
      if (error.exitCode === 0 || error.code === "commander.help") throw error;
      throw misuse(error, { command, words, path });
    })
    .configureOutput({
      writeOut: (text) => shell.out(text.trimEnd()),
      writeErr: (text) => shell.err(text.trimEnd()),
      outputError: () => undefined,
    });
  for (const child of command.commands)
    spoken(child, shell, words.slice(1), `${path} ${child.name()}`);
  return command;
}

import { Command } from "commander";
import { examples } from "./help.ts";
import type { Finish, MakeCommand } from "./program.ts";
import type { Shell } from "./shell.ts";

/** Options of `conformance run`, as written on the command line. */
export interface RunOptions {
  readonly out?: string;
  readonly only?: string;
  readonly name: string;
  readonly vendor: string;
  readonly by: string;
  readonly json?: boolean;
}

interface Json {
  readonly json?: boolean;
}

export const make: MakeCommand = (shell, finish) =>
  new Command("conformance")
    .description("The conformance suite: what any implementation must do alike.")
    .usage("run|check")
    .addCommand(runCommand(shell, finish))
    .addCommand(checkCommand(shell, finish))
    .addHelpText(
      "after",
      examples("conformance run --out conformance.json", "conformance check conformance.json"),
    );

function runCommand(shell: Shell, finish: Finish): Command {
  return new Command("run")
    .summary("run this program over the suite")
    .description(
      "Runs this program over every case of the suite that comes with it, on every engine. Ends with 1 when a case fails.",
    )
    .option("--out <file>", "write the report there: conformance.json")
    .option("--only <kinds>", "run these kinds and skip the others, such as entities,rules")
    .option("--name <text>", "what the report calls this program", "EduFed")
    .option("--vendor <text>", "who makes it", "the EduFed community")
    .option("--by <text>", "who states what came out", "whoever ran `edufed conformance run`")
    .option("--json", "the report for machines")
    .addHelpText(
      "after",
      examples("conformance run --out conformance.json", "conformance run --only entities,rules"),
    )
    .action(async (options: RunOptions) => {
      const { runSuite } = await import("./conformance-run.ts");
      finish(await runSuite(shell, options));
    });
}

function checkCommand(shell: Shell, finish: Finish): Command {
  return new Command("check")
    .summary("check a report, of any implementation")
    .description(
      "Checks a report against the suite of this version: every kind is told, counts add up, nothing is skipped in silence, the verdicts follow. Ends with 1 when they do not.",
    )
    .argument("<report>", "a conformance.json")
    .option("--json", "the same facts for machines")
    .addHelpText("after", examples("conformance check conformance.json"))
    .action(async (report: string, options: Json) => {
      const { checkFile } = await import("./conformance-check.ts");
      finish(await checkFile(shell, report, options.json === true));
    });
}

import { Command, Option } from "commander";
import { exitCode } from "../errors.ts";
import { examples } from "./help.ts";
import type { Finish, MakeCommand } from "./program.ts";
import type { Shell } from "./shell.ts";

interface Json {
  readonly json?: boolean;
}

/** Options of `schema diff`, as written on the command line. */
export interface DiffOptions extends Json {
  readonly failAbove?: "none" | "patch" | "minor";
  readonly history?: string;
  readonly from?: string;
}

export const make: MakeCommand = (shell, finish) =>
  new Command("schema")
    .description("The standard: what is in it, and what a change of it means.")
    .usage("list|show|diff|check")
    .addCommand(listCommand(shell))
    .addCommand(showCommand(shell))
    .addCommand(diffCommand(shell, finish))
    .addCommand(checkCommand(shell, finish))
    .addHelpText(
      "after",
      examples("schema list", "schema show student", "schema diff 1.0.0 current"),
    );

function listCommand(shell: Shell): Command {
  return new Command("list")
    .summary("everything in the standard")
    .description(
      "Entities, code lists, rules, metrics, dimensions, other formats and releases, a line each.",
    )
    .option("--json", "the same facts for machines")
    .addHelpText("after", examples("schema list", "schema list --json"))
    .action(async (options: Json) => {
      const { listStandard } = await import("./schema-list.ts");
      listStandard(shell, options.json === true);
    });
}

function showCommand(shell: Shell): Command {
  return new Command("show")
    .summary("how one thing is defined")
    .description(
      "An entity or one of its properties, a code list, rule, metric, dimension or other format, as a person reads it.",
    )
    .argument("<name>", "its name, as `edufed schema list` gives it")
    .option("--json", "the definition with every reference followed")
    .addHelpText(
      "after",
      examples("schema show student", "schema show student.sex", "schema show sex --json"),
    )
    .action(async (name: string, options: Json) => {
      const { showDefinition } = await import("./schema-show.ts");
      await showDefinition(shell, name, options.json === true);
    });
}

const release = "a released version, `current`, a file of a release, or a folder of a standard";

function diffCommand(shell: Shell, finish: Finish): Command {
  return new Command("diff")
    .summary("what a change of the standard means")
    .description(
      "Every change between two states of the standard, the step it asks for, and the metrics and " +
        "published series that it may concern.",
    )
    .argument("<older>", release)
    .argument("<newer>", "likewise")
    .addOption(
      new Option("--fail-above <step>", "end with 1 when the change is greater").choices([
        ...["none", "patch", "minor"],
      ]),
    )
    .option("--json", "the same facts for machines")
    .option(
      "--history <dir>",
      "feed folder of a member: names its series that the change may concern",
    )
    .option("--from <url|dir>", "the same of a gateway, for all members")
    .addHelpText(
      "after",
      examples(
        "schema diff 1.0.0 current",
        "schema diff 1.0.0 current --fail-above minor",
        "schema diff 1.0.0 current --from https://gateway.example.org",
      ),
    )
    .action(async (older: string, newer: string, options: DiffOptions) => {
      const { diffStandards } = await import("./schema-diff.ts");
      const isGreater = await diffStandards(shell, { older, newer, options });
      if (isGreater) finish(exitCode.findings);
    });
}

function checkCommand(shell: Shell, finish: Finish): Command {
  return new Command("check")
    .summary("may the standard be released as it is?")
    .description(
      "Compares the last release with the standard, and the change with its changesets: step, " +
        "deprecations, migrations, examples and notes.",
    )
    .argument("[dir]", "the repository, with schemas/ and .changeset/", ".")
    .option("--json", "the same facts for machines")
    .addHelpText("after", examples("schema check", "schema check ../edufed --json"))
    .action(async (dir: string, options: Json) => {
      const { checkStandard } = await import("./schema-check.ts");
      const isReady = checkStandard(shell, dir, options.json === true);
      if (!isReady) finish(exitCode.findings);
    });
}

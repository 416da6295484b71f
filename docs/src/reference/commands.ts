import { exitCode } from "@edufed/sdk";
import { commands, type MakeCommand } from "../../../sdk/src/cli/program.ts";
import { shellOver } from "../../../sdk/src/cli/shell.ts";

type Command = ReturnType<MakeCommand>;

/** A command as its own help says it. */
export interface CommandReference {
  /** With the command it belongs to: `metric run`. */
  readonly name: string;
  readonly description: string;
  /** `edufed metric run [options] <id...>`. */
  readonly usage: string;
  readonly arguments: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly OptionReference[];
  /** What its help says below the options. */
  readonly notes: string;
  readonly subcommands: readonly CommandReference[];
}

export interface OptionReference {
  readonly flags: string;
  readonly description: string;
  readonly required: boolean;
  /** Values it takes; empty when it takes any. */
  readonly choices: readonly string[];
  /** What is used when it is not given. */
  readonly usual: string | null;
}

/** Reading a command's help does none of its work. */
const silent = shellOver({
  out: () => undefined,
  err: () => undefined,
  progress: () => undefined,
  style: (_, text) => text,
  cwd: process.cwd(),
});

/** Every command as the command line builds it, by name and in the order of the path. */
export async function loadCommands(): Promise<ReadonlyMap<string, Command>> {
  const loaded = await Promise.all(
    Object.entries(commands).map(async ([name, { load }]) => {
      const { make } = await load();
      return [name, make(silent, () => undefined)] as const;
    }),
  );
  return new Map(loaded);
}

/** Every command with its arguments, options and subcommands. */
export async function commandReference(): Promise<readonly CommandReference[]> {
  const loaded = await loadCommands();
  return [...loaded.values()].map((command) => describeCommand(command, ""));
}

function describeCommand(command: Command, parent: string): CommandReference {
  const name = `${parent}${command.name()}`;
  return {
    name,
    description: command.description().replaceAll("\n", " "),
    usage: `edufed ${name} ${command.usage()}`,
    arguments: command.registeredArguments.map((argument) => ({
      name: argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
      description: argument.description,
    })),
    options: command.options.map(describeOption),
    notes: notesOf(command),
    subcommands: command.commands.map((child) => describeCommand(child, `${name} `)),
  };
}

function describeOption(option: Command["options"][number]): OptionReference {
  const { flags, description, mandatory, argChoices, defaultValue } = option;
  const usual: unknown = defaultValue;
  const isSaid = typeof usual === "number" || (typeof usual === "string" && usual !== "");
  return {
    flags,
    description,
    required: mandatory,
    choices: argChoices ?? [],
    usual: isSaid ? String(usual) : null,
  };
}

/** Help that a command adds after what is made from its options. */
function notesOf(command: Command): string {
  const said: string[] = [];
  command.configureOutput({ writeOut: (text) => said.push(text) });
  command.outputHelp();
  return said.join("").replace(command.helpInformation(), "").trim();
}

/** What a command ends with. */
export const exitCodes: readonly { readonly code: number; readonly meaning: string }[] =
  Object.entries({
    fine: "Done; there is nothing to mend.",
    findings:
      "Done, and something is wrong: invalid data, a table that is not safe, a failed verification.",
    usage: "Called wrongly, or an input cannot be read.",
    network: "A gateway or another address does not answer.",
    bug: "A fault of EduFed. Please report it; the message holds no data.",
    interrupted: "Interrupted. Nothing is left half written.",
  } satisfies Record<keyof typeof exitCode, string>).map(([name, meaning]) => ({
    code: codeNamed(name),
    meaning,
  }));

function codeNamed(name: string): number {
  const found = Object.entries(exitCode).find(([known]) => known === name);
  return found?.[1] ?? exitCode.bug;
}

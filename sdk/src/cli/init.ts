import { createInterface, type Interface } from "node:readline/promises";
import { Command } from "commander";
import { UsageError } from "../errors.ts";
import type { MemberConfig } from "../member-config.ts";
import { defaultPolicy } from "../protect/policy.ts";
import { generateKeyPair } from "../sign/keys.ts";
import { configProblems, parseConfig } from "../workspace/config.ts";
import { createWorkspace } from "../workspace/create.ts";
import { examples } from "./help.ts";
import { listed, wholeNumber } from "./options.ts";
import type { MakeCommand } from "./program.ts";
import type { Shell } from "./shell.ts";

interface Options extends Partial<Record<Asked, string>> {
  readonly refArea?: string;
  readonly licence: string;
  readonly checkers: number;
  readonly json?: boolean;
}

type Asked = "member" | "name" | "contact" | "languages" | "schoolYearStart";

interface Question {
  readonly flag: string;
  readonly ask: string;
  /** What is assumed when nobody answers; absent where an answer is needed. */
  readonly otherwise?: string;
}

/** What `init` must know, and the question that asks for it. */
const questions: Readonly<Record<Asked, Question>> = {
  member: { flag: "--member", ask: "Id of your system in the community (FI-HEL, AZ)" },
  name: { flag: "--name", ask: "Its name in English" },
  contact: { flag: "--contact", ask: "Contact address for readers" },
  languages: { flag: "--languages", ask: "Languages of your publications", otherwise: "en" },
  schoolYearStart: {
    flag: "--school-year-start",
    ask: "First day of the school year (--MM-DD)",
    otherwise: "--08-01",
  },
};

export const make: MakeCommand = (shell) =>
  new Command("init")
    .description(
      "Makes a member workspace: configuration, keys, folders. Asks for what no flag says, when there is somebody to ask.",
    )
    .argument("[dir]", "folder to make", ".")
    .option("--member <id>", "id of the system in the community, such as FI-HEL")
    .option("--name <text>", "its name in English")
    .option("--ref-area <code>", "its code in REF_AREA (default: the member id)")
    .option("--languages <list>", "languages of its publications, such as fi,sv,en (default: en)")
    .option(
      "--school-year-start <--MM-DD>",
      "first day of the school year (default: --08-01, the first of August)",
    )
    .option("--contact <address>", "contact for readers of its publications")
    .option("--licence <id>", "licence of its publications", "CC-BY-4.0")
    .option("--checkers <n>", "how many people check before the publisher signs", wholeNumber, 1)
    .option("--json", "the same facts for machines")
    .addHelpText(
      "after",
      examples(
        "init helsinki --member FI-HEL --name Helsinki --contact data@example.org",
        "init baku --member AZ --name Azerbaijan --contact data@example.org --languages az,en --school-year-start --09-15",
      ),
    )
    .action(async (dir: string, options: Options) => {
      const config = configOf(await answered(shell, options), options);
      const folder = shell.at(dir);
      const files = await createWorkspace(folder, config, {
        publisher: await generateKeyPair(),
        checker: await generateKeyPair(),
      });
      say(shell, { folder: dir, member: config.member, files }, options.json === true);
    });

/** The answers that the flags give, and those that somebody at the terminal gives. */
async function answered(shell: Shell, options: Options): Promise<Readonly<Record<Asked, string>>> {
  const isComplete = Object.keys(questions).every((key) => Object.hasOwn(options, key));
  const terminal = process.stdin.isTTY && !isComplete ? openTerminal() : undefined;
  try {
    const answerTo = async (key: Asked): Promise<string> => {
      const question = questions[key];
      const said = options[key] ?? (terminal && (await ask(shell, terminal, question)));
      return said ?? assumed(question);
    };
    return {
      member: await answerTo("member"),
      name: await answerTo("name"),
      contact: await answerTo("contact"),
      languages: await answerTo("languages"),
      schoolYearStart: await answerTo("schoolYearStart"),
    };
  } finally {
    terminal?.close();
  }
}

/** Ctrl-C at a question interrupts the command, as it does anywhere else. */
function openTerminal(): Interface {
  const terminal = createInterface(process.stdin, process.stderr);
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  return terminal;
}

async function ask(
  shell: Shell,
  terminal: Interface,
  question: Question,
): Promise<string | undefined> {
  const hint = question.otherwise === undefined ? "" : ` [${question.otherwise}]`;
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const end = (): void => reject(unanswered(question));
  terminal.once("close", end);
  const signal = shell.signal === undefined ? {} : { signal: shell.signal };
  const asked = terminal.question(`${question.ask}${hint}: `, signal);
  const answer = (await Promise.race([asked, ended])).trim();
  terminal.off("close", end);
  return answer === "" ? undefined : answer;
}

function assumed(question: Question): string {
  if (question.otherwise !== undefined) return question.otherwise;
  throw unanswered(question);
}

function unanswered({ flag, ask: words }: Question): UsageError {
  return new UsageError(
    `A workspace needs to know: ${words}.`,
    `Say it with ${flag}, or run \`edufed init\` in a terminal to be asked.`,
  );
}

function configOf(answers: Readonly<Record<Asked, string>>, options: Options): MemberConfig {
  const { member, name, languages, schoolYearStart, contact } = answers;
  const config = {
    member,
    name: { en: name },
    refArea: options.refArea ?? member,
    languages: listed(languages),
    schoolYearStart,
    engine: "duckdb",
    contact,
    licence: options.licence,
    policy: defaultPolicy,
    checkersMin: options.checkers,
  };
  const problems = configProblems(config).filter(
    (problem) => options.refArea !== undefined || !problem.startsWith("refArea"),
  );
  if (problems.length === 0) return parseConfig(JSON.stringify(config), "the answers");
  const of = problems.length === 1 ? "One answer" : `${problems.length} answers`;
  throw new UsageError(
    `${of} cannot be used: ${problems.join("; ")}.`,
    "Give them again; `edufed init --help` names the flags.",
  );
}

interface Made {
  readonly folder: string;
  readonly member: string;
  readonly files: readonly string[];
}

function say(shell: Shell, made: Made, json: boolean): void {
  if (json) {
    shell.out(JSON.stringify(made));
    return;
  }
  shell.out(`Workspace of ${made.member} in ${made.folder}:`);
  for (const file of made.files) shell.out(`  ${file}`);
  shell.err("Keep keys/ secret and backed up. Give checker.key to the person who checks, and");
  shell.err("delete it here. Send member.json, which holds public keys only, to the gateway that");
  shell.err("you publish to.");
  shell.next("import --help, or for a try: edufed synth --help");
}

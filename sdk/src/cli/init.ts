import { createInterface } from "node:readline/promises";
import { resolve } from "node:path";
import { Command } from "commander";
import { UsageError } from "../errors.ts";
import { defaultPolicy } from "../protect/policy.ts";
import { parseConfig } from "../workspace/config.ts";
import { generateKeyPair } from "../sign/keys.ts";
import { createWorkspace } from "../workspace/create.ts";
import type { Io } from "./io.ts";
import type { MakeCommand } from "./program.ts";

interface Answers {
  member?: string;
  name?: string;
  refArea?: string;
  languages?: string;
  schoolYearStart?: string;
  contact?: string;
  licence?: string;
  checkers?: string;
  json?: boolean;
}

/** What `init` must know, the question that asks for it, and what is assumed when nobody is asked. */
const questions = [
  { key: "member", ask: "Id of your system in the community (FI-HEL, AZ)", otherwise: undefined },
  { key: "name", ask: "Its name in English", otherwise: undefined },
  { key: "contact", ask: "Contact address for readers", otherwise: undefined },
  { key: "languages", ask: "Languages of your publications", otherwise: "en" },
  { key: "schoolYearStart", ask: "First day of the school year (--MM-DD)", otherwise: "--08-01" },
] as const;

export const make: MakeCommand = (io) =>
  new Command("init")
    .description("Makes a member workspace: configuration, keys, folders. Asks, or takes flags.")
    .argument("[dir]", "folder to make", ".")
    .option("--member <id>", "id of the system in the community, e.g. FI-HEL")
    .option("--name <text>", "its name in English")
    .option("--ref-area <code>", "its code in REF_AREA (default: the member id)")
    .option("--languages <list>", "languages of its publications, e.g. fi,sv,en")
    .option("--school-year-start <--MM-DD>", "first day of the school year")
    .option("--contact <address>", "contact for readers of its publications")
    .option("--licence <id>", "licence of its publications", "CC-BY-4.0")
    .option("--checkers <n>", "how many people must check before the publisher signs", "1")
    .option("--json", "the same facts for machines")
    .action(async (dir: string, given: Answers) => {
      const answers = await complete(given);
      const folder = resolve(io.cwd, dir);
      const config = parseConfig(JSON.stringify(configOf(answers)), "the answers");
      const made = await createWorkspace(folder, config, {
        publisher: await generateKeyPair(),
        checker: await generateKeyPair(),
      });
      say(io, dir, given.json === true, { folder, member: config.member, files: made });
    });

async function complete(
  given: Answers,
): Promise<Required<Pick<Answers, (typeof questions)[number]["key"]>> & Answers> {
  const ask = process.stdin.isTTY ? createInterface(process.stdin, process.stderr) : undefined;
  try {
    const values: Partial<Record<(typeof questions)[number]["key"], string>> = {};
    for (const { key, ask: question, otherwise } of questions) {
      const hint = otherwise === undefined ? "" : ` [${otherwise}]`;
      const asked = given[key] ?? (await ask?.question(`${question}${hint}: `))?.trim();
      const value = asked === undefined || asked === "" ? otherwise : asked;
      if (value === undefined) throw missing(key);
      values[key] = value;
    }
    const { member, name, contact, languages, schoolYearStart } = values;
    return {
      ...given,
      member: member ?? "",
      name: name ?? "",
      contact: contact ?? "",
      languages: languages ?? "",
      schoolYearStart: schoolYearStart ?? "",
    };
  } finally {
    ask?.close();
  }
}

function missing(key: string): UsageError {
  const flag = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return new UsageError(
    `A workspace needs a ${key}.`,
    `Say it with --${flag}, or run \`edufed init\` in a terminal to be asked.`,
  );
}

function configOf(answers: Answers): unknown {
  return {
    member: answers.member,
    name: { en: answers.name },
    refArea: answers.refArea ?? answers.member,
    languages: answers.languages?.split(",").map((language) => language.trim()),
    schoolYearStart: answers.schoolYearStart,
    engine: "duckdb",
    contact: answers.contact,
    licence: answers.licence,
    policy: defaultPolicy,
    checkersMin: Number(answers.checkers),
  };
}

function say(
  io: Io,
  dir: string,
  json: boolean,
  made: { folder: string; member: string; files: readonly string[] },
): void {
  if (json) {
    io.out(JSON.stringify(made));
    return;
  }
  io.out(`Workspace of ${made.member} in ${dir}:`);
  for (const file of made.files) io.out(`  ${file}`);
  io.out("");
  io.out(
    "Keep keys/ secret and backed up. Give checker.key to the person who checks, and delete it here.",
  );
  io.out("Send member.json to the gateway you publish to; it holds public keys only.");
  io.out("Next: edufed import --help");
}

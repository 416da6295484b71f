import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadRegistry } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { checkReference } from "../docs/src/reference/checks.ts";
import { commandReference, exitCodes, loadCommands } from "../docs/src/reference/commands.ts";
import { findingReference } from "../docs/src/reference/findings.ts";
import { exampleAddress, gatewayReference } from "../docs/src/reference/gateway.ts";
import * as pages from "../docs/src/reference/pages.ts";
import { commands } from "../sdk/src/cli/program.ts";
import { exitCode } from "../sdk/src/errors.ts";
import { checkTitles } from "../sdk/src/publish/check.ts";
import { parseRules } from "../sdk/src/validate/parse-rules.ts";
import { checksOf } from "../sdk/src/validate/plan.ts";
import { createGateway, openStore, parseTrustList } from "../server/src/index.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const registry = loadRegistry();

function sorted(names: Iterable<string>): readonly string[] {
  return [...names].toSorted();
}

describe("every part of the standard and its tools has its place on a page", () => {
  test("entities with their properties and rules", () => {
    const found = pages.entityPages(registry);
    const said = found.flatMap(({ entity, rules }) => [
      entity.description,
      ...entity.properties.map(({ description }) => description),
      ...rules.map(({ why }) => why),
    ]);
    const rules = found.flatMap((page) => page.rules.map(({ id }) => id));
    expect(said.filter((text) => text.trim() === "")).toEqual([]);
    expect(sorted(found.map(({ entity }) => entity.name))).toEqual(
      sorted(registry.entities.keys()),
    );
    expect(sorted(rules)).toEqual(sorted(registry.rules.map(({ id }) => id)));
  });

  test("code lists, metrics and dimensions", () => {
    const lists = pages.codeListPages(registry).map(({ list }) => list.id);
    const metrics = pages.metricPages(registry);
    const dimensions = pages.dimensionReference(registry);
    expect(sorted(lists)).toEqual(sorted(registry.codeLists.keys()));
    expect(sorted(metrics.map(({ metric }) => metric.id))).toEqual(sorted(registry.metrics.keys()));
    expect(sorted(dimensions.map(({ dimension }) => dimension.id))).toEqual(
      sorted(registry.dimensions.keys()),
    );
    expect(dimensions.filter((each) => each.metrics.length === 0)).toEqual([]);
  });

  test("finding codes, as grave as the checks that raise them", () => {
    const source = readFileSync(join(root, "sdk/src/finding.ts"), "utf8");
    const codes = [...source.matchAll(/^ {2}\| "([a-z-]+)"/gmu)].map(([, code]) => code ?? "");
    const found = findingReference("en").flatMap(({ findings }) => findings);
    const severities = new Map(found.map((finding) => [finding.code, finding.severities]));
    expect(codes.length).toBeGreaterThan(0);
    expect(sorted(severities.keys())).toEqual(sorted(codes));
    const rules = parseRules(registry);
    const graver = [...registry.entities.values()]
      .flatMap((entity) => checksOf(entity, rules))
      .filter(({ facts, severity }) => severities.get(facts.code)?.includes(severity) !== true);
    expect(graver.map(({ id }) => id)).toEqual([]);
  });

  test("checks of a publication and exit codes", () => {
    const checks = checkReference().filter(({ why }) => why !== "");
    expect(checks.map(({ code }) => code)).toEqual(Object.keys(checkTitles));
    expect(exitCodes.map(({ code }) => code)).toEqual(Object.values(exitCode));
  });

  test("commands with their arguments and options", async () => {
    const found = await commandReference();
    const all = found.flatMap((command) => [command, ...command.subcommands]);
    const silent = all.flatMap((command) =>
      [command, ...command.arguments, ...command.options]
        .filter(({ description }) => description === "")
        .map((part) => `${command.name}: ${"flags" in part ? part.flags : part.name}`),
    );
    expect(found.map(({ name }) => name)).toEqual(Object.keys(commands));
    expect(silent).toEqual([]);
  });

  test.each([
    ["entities/[name]", "entityPages"],
    ["code-lists/[id]", "codeListPages"],
    ["metrics/[id]", "metricPages"],
    ["crosswalks/[format]", "crosswalkPages"],
    ["rules", "ruleReference"],
    ["privacy", "privacyReference"],
    ["releases", "releaseReference"],
    ["dimensions", "dimensionReference"],
    ["findings", "findingReference"],
    ["checks", "checkReference"],
    ["commands", "commandReference"],
    ["gateway", "gatewayReference"],
  ])("the page %s is made by %s", (page, maker) => {
    const file = join(root, "docs/src/pages/[...locale]/reference", `${page}.astro`);
    expect(readFileSync(file, "utf8")).toContain(`${maker}(`);
  });
});

/** Texts that tell people what to type and where to look. */
const texts = ["*.md", "docs/src/content/**/*.md", "use-cases/*/README.md"].flatMap((pattern) => {
  const found = globSync(pattern, { cwd: root });
  if (found.length === 0) throw new Error(`no file matches ${pattern}`);
  return found.map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
});

const fence = /^(?<ticks>`{3,})(?<language>\S*)[^\n]*\n(?<body>[\s\S]*?)^\k<ticks>$/gmu;

/** What stands between single backticks, outside of fences. */
function codeIn(text: string): readonly string[] {
  return [...text.replaceAll(fence, "").matchAll(/`([^`\n]+)`/gu)].map(([, code]) => code ?? "");
}

/** Lines of a text's shell examples, without comments and with continued lines joined. */
function shellLines(text: string): readonly string[] {
  const fenced = [...text.matchAll(fence)]
    .filter(({ groups }) => ["sh", "bash", "console"].includes(groups?.["language"] ?? ""))
    .map(({ groups }) => groups?.["body"] ?? "");
  const indented = text.replaceAll(fence, "").match(/^ {4}\S.*$/gmu) ?? [];
  return [...fenced, ...indented]
    .flatMap((lines) => lines.replaceAll("\\\n", " ").split("\n"))
    .map((line) => line.replace(/(^|\s)#.*$/u, "").trim())
    .filter((line) => line !== "");
}

/** A command line as its words; quotes are the only thing of the shell that examples use. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/gu)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? "",
  );
}

/** The words after `edufed`, when a line calls it. */
function callOf(line: string): readonly string[] | null {
  const [first, second, ...rest] = wordsOf(line);
  if (first === "npx" && second === "edufed") return rest;
  return first === "edufed" && second !== undefined ? [second, ...rest] : null;
}

const helped = new Set(["commander.helpDisplayed", "commander.help", "commander.version"]);
/** What stands where a command would. */
const noCommand = new Set(["--help", "--version", "…", "<command>"]);

/** Why the command line would refuse a call; null when it would not. Nothing is run. */
async function refusal(call: readonly string[], isWhole: boolean): Promise<string | null> {
  const [name = "", ...words] = call;
  if (noCommand.has(name)) return null;
  const command = (await loadCommands()).get(name);
  if (command === undefined) return `there is no command ${name}`;
  for (const each of [command, ...command.commands]) harmless(each, isWhole);
  try {
    await command.parseAsync(words, { from: "user" });
    return null;
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    return helped.has(String(error.code)) ? null : error.message;
  }
}

/** A command that is parsed and does nothing; a mention in a sentence may leave out what it needs. */
function harmless(command: CommandOf<ReturnType<typeof loadCommands>>, isWhole: boolean): void {
  command.exitOverride().configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  if (command.commands.length === 0) command.action(() => undefined);
  if (isWhole) return;
  command.options.forEach((option) => option.makeOptionMandatory(false));
  command.registeredArguments.forEach((argument) => argument.argOptional());
}

type CommandOf<T> = T extends Promise<ReadonlyMap<string, infer C>> ? C : never;

interface Call {
  /** Where it stands. */
  readonly file: string;
  readonly line: string;
  readonly isWhole: boolean;
}

async function refusals(calls: readonly Call[]): Promise<readonly string[]> {
  const found = await Promise.all(
    calls.map(async ({ file, line, isWhole }) => {
      const problem = await refusal(callOf(line) ?? [], isWhole);
      return problem === null ? [] : [`${file}: ${line}: ${problem}`];
    }),
  );
  return found.flat();
}

/** What is wrong in any of the texts; there must be something to look at. */
function wrongIn(
  named: (text: string) => readonly string[],
  isRight: (name: string) => boolean,
): readonly string[] {
  const all = texts.flatMap(({ file, text }) => named(text).map((name) => ({ file, name })));
  expect(all.length).toBeGreaterThan(5);
  return all.filter(({ name }) => !isRight(name)).map(({ file, name }) => `${file}: ${name}`);
}

describe("what a text tells people to type and where to look", () => {
  test("every edufed command line would be taken", async () => {
    const written = texts.flatMap(({ file, text }) => [
      ...shellLines(text).map((line) => ({ file, line, isWhole: true })),
      ...codeIn(text).map((line) => ({ file, line, isWhole: false })),
    ]);
    const helps = (await commandReference())
      .flatMap((command) => [command, ...command.subcommands])
      .flatMap(({ name, notes }) =>
        notes
          .split("\n")
          .map((line) => ({ file: `edufed ${name}`, line: line.trim(), isWhole: true })),
      );
    const calls = [...written, ...helps];
    const ours = calls.filter(({ line }) => callOf(line) !== null);
    expect(ours.length).toBeGreaterThan(20);
    expect(await refusals(ours)).toEqual([]);
  });

  test("every npm script exists", () => {
    const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
      readFileSync(join(root, "package.json"), "utf8"),
    );
    expect(wrongIn(scriptsIn, (script) => scripts[script] !== undefined)).toEqual([]);
  });

  test("every path of the repository exists", () => {
    expect(wrongIn(pathsIn, pathExists)).toEqual([]);
  });

  test("every link of the site leads to a page", () => {
    expect(wrongIn(linksIn, siteHas)).toEqual([]);
  });
});

function scriptsIn(text: string): readonly string[] {
  const named = text.matchAll(/npm (?:run (?<long>[\w:-]+)|(?<short>start|test)\b)/gu);
  return [...named].map(({ groups }) => groups?.["long"] ?? groups?.["short"] ?? "");
}

const repositoryPath = /^(?:(?:schemas|sdk|server|use-cases|docs|test|scripts)\/\S*|[A-Z]+\.md)$/u;

function pathsIn(text: string): readonly string[] {
  return codeIn(text).filter((code) => repositoryPath.test(code));
}

/** Whether anything is there; `<name>` stands for any name. */
function pathExists(path: string): boolean {
  return globSync(path.replaceAll(/<[^>]+>/gu, "*"), { cwd: root }).length > 0;
}

function linksIn(text: string): readonly string[] {
  return [...text.matchAll(/(?:\]\(|href=")(\/[^)"#]*)/gu)].map(([, link]) => link ?? "");
}

/** Whether an address of the site is a page, in any language. */
function siteHas(link: string): boolean {
  const page = link.replace(/^\/(?:fi|sv|az)\//u, "/").replaceAll(/^\/|\/$/gu, "");
  const [section = "", id = "", name = ""] = page.split("/");
  const members: Readonly<Record<string, ReadonlySet<string>>> = {
    entities: new Set(registry.entities.keys()),
    "code-lists": new Set(registry.codeLists.keys()),
    metrics: new Set([...registry.metrics.keys()].map((metric) => metric.toLowerCase())),
  };
  if (section === "reference" && name !== "") return members[id]?.has(name) === true;
  if (section === "use-cases" && id !== "") return existsSync(join(root, page, "use-case.json"));
  const routes = `docs/src/pages/[[]...locale[]]/${page}{.astro,/index.astro}`;
  const written = `docs/src/content/docs/${page === "" ? "index" : page}{.md,/index.md}`;
  return globSync([routes, written], { cwd: root }).length > 0;
}

describe("the examples of the page on the gateway", () => {
  test("are command lines and questions that a gateway takes", async () => {
    const { doors } = await gatewayReference();
    const examples = doors.flatMap((door) => door.examples);
    const calls = examples.filter((line) => callOf(line) !== null);
    const whole = calls.map((line) => ({ file: "gateway", line, isWhole: true }));
    expect(doors.filter((door) => door.examples.length === 0)).toEqual([]);
    expect(await refusals(whole)).toEqual([]);
    const questions = examples.filter((line) => line.startsWith("curl "));
    expect(questions.length).toBeGreaterThan(doors.length);
    expect(await failures(questions)).toEqual([]);
  });
});

/** Asks a gateway of two members that holds nothing; what it does not hold is no failure. */
async function failures(questions: readonly string[]): Promise<readonly string[]> {
  const members = ["FI-HEL", "AZ"].map((id) => ({
    ...{ id, name: { en: id }, refArea: id, languages: ["en"] },
    ...{ schoolYearStart: "--08-01", checkersMin: 1, keys: [] },
  }));
  const gateway = await createGateway({
    store: openStore("sqlite::memory:"),
    members: parseTrustList(JSON.stringify({ version: 1, members }), "members.json"),
    onBug: (error) => {
      throw error;
    },
  });
  try {
    const address = await gateway.listen(0);
    const found = await Promise.all(
      questions.map(async (line) => {
        const answer = await (await fetch(addressOf(line, address))).text();
        const codes = [...answer.matchAll(/"code":\s*"([^"]+)"/gu)].map(([, code]) => code ?? "");
        const isError = /"errors?":/u.test(answer) && !codes.includes("no-such-publication");
        return isError ? [`${line}: ${answer}`] : [];
      }),
    );
    return found.flat();
  } finally {
    await gateway.close();
  }
}

/** The address that a curl line asks, at another gateway. */
function addressOf(line: string, gateway: string): string {
  const words = wordsOf(line);
  const url = new URL(words.find((word) => word.startsWith(exampleAddress)) ?? line);
  const [name, ...value] = (words[words.indexOf("--data-urlencode") + 1] ?? "").split("=");
  if (words.includes("--data-urlencode")) url.searchParams.set(name ?? "", value.join("="));
  return `${gateway}${url.pathname.replace("$DIGEST", "sha256:0")}${url.search}`;
}

import {
  type CodeList,
  loadConformance,
  type LocalisedText,
  type Registry,
  type ValueType,
} from "@edufed/schemas";
import { Command } from "commander";
import { UsageError } from "../errors.ts";
import { findingCodes } from "../finding-meaning.ts";
import type { FindingLanguage } from "../finding-text.ts";
import { nearest } from "../import/nearest.ts";
import { allChecks, explain, type Explanation } from "../validate/explain.ts";
import { wrap } from "../validate/format/wrap.ts";
import { examples } from "./help.ts";
import { textTable } from "./io.ts";
import { languageOption } from "./options.ts";
import type { MakeCommand } from "./program.ts";
import { type Example, type Examples, examplesOf } from "./rule-example.ts";
import { ruleWords } from "./rule-words.ts";
import { standardHere } from "./session.ts";
import type { Shell } from "./shell.ts";

interface Options {
  readonly json?: boolean;
  readonly language: FindingLanguage;
}

export const make: MakeCommand = (shell) =>
  new Command("rule")
    .description(
      "Explains a finding: what is checked, why, what to do, and a record that passes beside one that fails.",
    )
    .argument(
      "<code>",
      "a finding code, the id of a check or the id of a rule, as a report gives it",
    )
    .addOption(languageOption("language of the explanation"))
    .option("--json", "the same facts for machines")
    .addHelpText(
      "after",
      examples(
        "rule unknown-code",
        "rule student/sex/enum --language fi",
        "rule enrolment-no-overlap-in-school",
      ),
    )
    .action(async (code: string, options: Options) => {
      const registry = await standardHere(shell, shell.cwd);
      const explanation = explain(code, registry, options.language);
      if (explanation === undefined) throw await unknown(code, registry);
      const { language } = options;
      const shown = examplesOf(explanation, loadConformance(), registry);
      const documented = pageOf(explanation, language);
      const facts = { explanation, examples: shown && told(shown, language), documented };
      if (options.json === true) shell.out(JSON.stringify(documentOf(facts), null, 2));
      else print(shell, facts, registry, language);
    });

/** Examples whose description is in a language; the suite describes them in English. */
function told({ check, passing, failing }: Examples, language: FindingLanguage): Examples {
  if (language === "en") return { check, passing, failing };
  const { keeps, breaks } = ruleWords[language];
  return {
    check,
    passing: { ...passing, description: keeps },
    failing: { ...failing, description: breaks },
  };
}

interface Facts {
  readonly explanation: Explanation;
  readonly examples: Examples | undefined;
  readonly documented: string;
}

function documentOf({ explanation, examples: shown, documented }: Facts): object {
  return { ...explanation, documented, ...(shown === undefined ? {} : { examples: shown }) };
}

/** The nearest of everything that has an explanation, and where the rest is. */
async function unknown(code: string, registry: Registry): Promise<UsageError> {
  const checks = await allChecks(registry);
  const known = [
    ...findingCodes,
    ...registry.rules.map(({ id }) => id),
    ...checks.map(({ id }) => id),
  ];
  return new UsageError(
    `There is no finding, check or rule called “${code}”.`,
    remedyOf(code, known),
  );
}

/** Ids that are shown where several hold what was asked for. */
const idsShown = 3;

function remedyOf(code: string, known: readonly string[]): string {
  const holding = code === "" ? [] : [...new Set(known)].filter((id) => id.includes(code));
  if (holding.length > 1)
    return `Give a whole id, such as ${holding.slice(0, idsShown).join(", ")}.`;
  const meant = holding[0] ?? nearest(code, known);
  if (meant !== undefined) return `Did you mean ${meant}? See \`edufed rule ${meant}\`.`;
  return `Take the code or the id that a report gives. Codes: ${findingCodes.join(", ")}.`;
}

/** The page of the documentation that tells more, in a language. */
function pageOf(
  { id, kind, code, entity, pointer }: Explanation,
  language: FindingLanguage,
): string {
  const reference = language === "en" ? "/reference" : `/${language}/reference`;
  if (kind === "rule" && !id.includes("/")) return `${reference}/rules/#${id}`;
  const property = pointer?.split("/")[1];
  if (entity === undefined || property === undefined) return `${reference}/findings/#${code}`;
  return `${reference}/entities/${entity}/#${property}`;
}

function print(
  shell: Shell,
  { explanation, examples: shown, documented }: Facts,
  registry: Registry,
  language: FindingLanguage,
): void {
  const { id, kind, code, severities, title, checked, why, fix } = explanation;
  const words = ruleWords[language];
  const grave = severities.map((severity) => words.severity[severity]);
  const heading = [
    id,
    ...(grave.length === 0 ? [] : [grave.join(` ${words.or} `)]),
    ...(kind === "check" ? [code] : []),
    ...aboutOf(explanation),
  ];
  for (const line of wrap(heading.join(" · "), "    ")) shell.out(shell.style("bold", line));
  shell.out("");
  say(shell, title);
  if (checked !== undefined) say(shell, `${words.checked}: ${checked.replaceAll("`", "")}`);
  say(shell, `${words.why}: ${why}`);
  say(shell, `${words.fix}: ${fix}`);
  for (const line of codeLines(explanation, registry, language)) shell.out(line);
  if (shown !== undefined) {
    const of = shown.check === id ? "" : ` (${shown.check})`;
    for (const line of exampleLines(`${words.passes}${of}`, shown.passing)) shell.out(line);
    for (const line of exampleLines(`${words.fails}${of}`, shown.failing)) shell.out(line);
  }
  shell.out(`\n${words.documented}: ${documented}`);
}

/** A sentence or two in the width of a terminal. */
function say(shell: Shell, text: string): void {
  for (const line of wrap(text, "    ")) shell.out(line);
}

function aboutOf({ entity, pointer }: Explanation): readonly string[] {
  if (entity === undefined) return [];
  return [pointer === undefined ? entity : `${entity}.${pointer.slice(1).replaceAll("/", ".")}`];
}

/** Every code that a value may be, with its label where the list is the standard's. */
function codeLines(
  { codes, entity, pointer }: Explanation,
  { entities, codeLists }: Registry,
  language: FindingLanguage,
): readonly string[] {
  if (codes === undefined) return [];
  const properties = entities.get(entity ?? "")?.properties ?? [];
  const list = codeLists.get(
    listOf(properties.find(({ name }) => `/${name}` === pointer)?.type) ?? "",
  );
  const rows = codes.map((code) => [`  ${code}`, labelOf(list, code, language)]);
  const words = ruleWords[language];
  const title = list === undefined ? words.codes : words.codesOf(list.id);
  return [`\n${title}:`, textTable(rows, new Set())];
}

/** The list that a property takes its codes from, or those of its items. */
function listOf(type: ValueType | undefined): string | undefined {
  const item = type?.kind === "list" ? type.item : type;
  return item?.kind === "code" ? item.list : undefined;
}

function labelOf(list: CodeList | undefined, code: string, language: FindingLanguage): string {
  const label: LocalisedText | undefined = list?.codes.find((each) => each.code === code)?.label;
  return label?.[language] ?? label?.en ?? "";
}

function exampleLines(title: string, { description, records }: Example): readonly string[] {
  const rows = Object.entries(records).flatMap(([entity, list]) =>
    list.map((record) => `  ${entity} ${JSON.stringify(record)}`),
  );
  return ["", ...wrap(`${title}: ${description}`, "    "), ...rows];
}

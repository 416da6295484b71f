import type { LocalisedText, Registry } from "@edufed/schemas";
import { decidesRecord, type ParsedRule } from "../validate/rules.ts";
import { conditionsModule } from "./conditions-module.ts";
import { imported, lines, notice } from "./module-text.ts";
import { rulesModule } from "./rules-module.ts";

const folder = "sdk/src/generated";

/** Languages whose words are modules of their own; English comes with the rules. */
const languages = ["fi", "sv", "az"] as const;

/**
 * Modules that hold one record against its schema and its rules without parsing anything, so that
 * they run in a browser under a strict content security policy: the rules of each entity as code, a
 * function for each entity, a map of all, and the rules' words in other languages. Path from the root
 * of the repository → text. Pure.
 */
export function ruleModules(
  registry: Registry,
  parsed: readonly ParsedRule[],
): Readonly<Record<string, string>> {
  const entities = [...registry.entities.values()].toSorted((one, other) =>
    one.name < other.name ? -1 : 1,
  );
  const names = entities.map(({ name }) => name);
  const rules = parsed.filter(decidesRecord);
  return {
    ...Object.fromEntries(
      entities.flatMap((entity) => [
        [`${folder}/rules/${entity.name}.ts`, rulesModule(entity, rules)],
        [`${folder}/records/${entity.name}.ts`, recordModule(entity.name)],
      ]),
    ),
    [`${folder}/records.ts`]: mapModule(names),
    [`${folder}/conditions.ts`]: conditionsModule(parsed),
    ...Object.fromEntries(
      languages.map((language) => [
        `${folder}/rule-words/${language}.ts`,
        wordsModule(language, parsed),
      ]),
    ),
  };
}

function recordModule(entity: string): string {
  return lines([
    notice,
    imported("{ checkRecord }", "../../validate/one-record.ts"),
    imported("type { ValidateOptions, Validation }", "../../validate/one-record.ts"),
    imported("{ breaksRule, rules }", `../rules/${entity}.ts`),
    imported("type { EntityRecords }", "../types.ts"),
    imported("{ validate as validator }", `../validators/${entity}.js`),
    "",
    `/** A record of ${entity} with its type, or what is wrong with the value; its rules are checked too. */`,
    "export function validate(",
    "  value: unknown,",
    "  options: ValidateOptions = {},",
    `): Validation<EntityRecords["${entity}"]> {`,
    "  return checkRecord(value, checks, options);",
    "}",
    "",
    `const checks = { entity: "${entity}", validator, rules, breaksRule };`,
  ]);
}

function mapModule(names: readonly string[]): string {
  return lines([
    notice,
    imported("type { ValidateOptions, Validation }", "../validate/one-record.ts"),
    imported("type { EntityName, EntityRecords }", "./types.ts"),
    ...names.map((name, index) =>
      imported(`{ validate as validate${index + 1} }`, `./records/${name}.ts`),
    ),
    "",
    "/** Entity → the function that tells a record of it. */",
    "export const recordChecks: {",
    "  readonly [E in EntityName]: (",
    "    value: unknown,",
    "    options?: ValidateOptions,",
    "  ) => Validation<EntityRecords[E]>;",
    "} = {",
    ...names.map((name, index) => `  "${name}": validate${index + 1},`),
    "};",
  ]);
}

function wordsModule(language: (typeof languages)[number], all: readonly ParsedRule[]): string {
  const said = all.flatMap(({ rule: { id, message, fix } }) => {
    const words = { message: inLanguage(message, language), fix: inLanguage(fix, language) };
    return `  ${JSON.stringify(id)}: ${JSON.stringify(words)},`;
  });
  return lines([
    notice,
    "",
    `/** Id of a rule → its words in the language ${language}; English where it has none. */`,
    "export const ruleWords: Readonly<",
    "  Record<string, { readonly message: string; readonly fix: string }>",
    "> = {",
    ...said,
    "};",
  ]);
}

function inLanguage(text: LocalisedText, language: (typeof languages)[number]): string {
  return text[language] ?? text.en;
}

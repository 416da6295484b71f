import { type Entity, type Registry, type Rule, ruleReason, ruleText } from "@edufed/schemas";
import type { FindingCode, Severity } from "../finding.ts";
import { isFindingCode, meaningOf } from "../finding-meaning.ts";
import { type FindingFacts, type FindingLanguage, wordsOf } from "../finding-text.ts";
import { checkText } from "./check-text.ts";
import { deprecationRules } from "./deprecated.ts";
import { type Constrained, factsOf } from "./keywords.ts";
import { rulesOf } from "./known-rules.ts";
import { type Check, checksOf } from "./plan.ts";
import { absentEntity } from "./unchecked.ts";

/** What a rule is about, for a reader who has met its id in a report. */
export interface Explanation {
  readonly id: string;
  readonly kind: "code" | "check" | "rule";
  readonly code: FindingCode;
  readonly severities: readonly Severity[];
  readonly title: string;
  /** What is asked of the records; absent where it is the title in other words. */
  readonly checked?: string;
  readonly why: string;
  readonly fix: string;
  /** Where it is used: entity and property. */
  readonly entity?: string;
  readonly pointer?: string;
  /** The codes of which a value is one. */
  readonly codes?: readonly string[];
}

/**
 * Explains a finding code, the id of a check, or the id of a declared rule in a language; undefined
 * when there is none.
 */
export function explain(
  id: string,
  registry: Registry,
  language: FindingLanguage = "en",
): Explanation | undefined {
  const rules = [...registry.rules, ...deprecationRules(registry)];
  const declared = rules.find((rule) => rule.id === id);
  if (declared !== undefined) return explainRule(declared, language);
  if (isFindingCode(id)) return explainCode(id, id, language);
  const entity = registry.entities.get(id.split("/")[0] ?? "");
  return entity === undefined ? undefined : explainOf(entity, id, language);
}

/** What is checked of an entity's records, or of a file of them. */
function explainOf(entity: Entity, id: string, language: FindingLanguage): Explanation | undefined {
  const check = checksOf(entity, []).find((known) => known.id === id) ?? innerCheck(id, entity);
  if (check !== undefined) return explainCheck(check, language);
  const code = id.slice(entity.name.length + 1);
  return isFindingCode(code) ? explainCode(id, code, language, { entity: entity.name }) : undefined;
}

/** Every check of the standard, entity by entity. */
export async function allChecks(registry: Registry): Promise<readonly Check[]> {
  const rules = await rulesOf(registry);
  return [...registry.entities.values()].flatMap((entity) => checksOf(entity, rules));
}

/** Ids of the checks that cannot be made over the entities of a data set → the entity each lacks. */
export async function absentEntities(
  present: ReadonlySet<string>,
  registry: Registry,
): Promise<ReadonlyMap<string, string>> {
  const rules = await rulesOf(registry);
  const checks = [...registry.entities.values()]
    .filter(({ name }) => present.has(name))
    .flatMap((entity) => checksOf(entity, rules));
  return new Map(
    checks.flatMap((check) => {
      const entity = absentEntity(check, present, registry);
      return entity === undefined ? [] : [[check.id, entity] as const];
    }),
  );
}

function explainCode(
  id: string,
  code: FindingCode,
  language: FindingLanguage,
  place: { readonly entity?: string } = {},
): Explanation | undefined {
  const meaning = meaningOf(code, language);
  if (meaning === undefined) return undefined;
  const { title, why, fix, severities } = meaning;
  return { id, kind: "code", code, severities, title, why, fix, ...place };
}

function explainRule(rule: Rule, language: FindingLanguage): Explanation {
  const { message, fix } = wordsOf(
    { code: "rule", message: rule.message, fix: rule.fix },
    language,
  );
  return {
    id: rule.id,
    kind: "rule",
    code: "rule",
    severities: [rule.severity],
    title: message,
    checked: ruleText(rule.check, language),
    why: ruleReason(rule, language),
    fix,
    entity: rule.entity,
    pointer: `/${rule.property}`,
  };
}

type Known = Pick<Check, "id" | "entity" | "severity" | "pointer" | "facts">;

function explainCheck(check: Known, language: FindingLanguage): Explanation {
  const { facts, pointer } = check;
  const checked = checkText(check.entity, facts, language);
  return {
    id: check.id,
    kind: "check",
    code: facts.code,
    severities: [check.severity],
    title: wordsOf(facts, language).message,
    ...(checked === undefined ? {} : { checked }),
    why: meaningOf(facts.code, language)?.why ?? "",
    fix: wordsOf(facts, language).fix,
    entity: check.entity,
    ...(pointer === undefined ? {} : { pointer }),
    ...(facts.code === "unknown-code" ? { codes: facts.codes } : {}),
  };
}

/** A keyword inside of an object or of a list of objects, which the plan takes as one check. */
function innerCheck(id: string, entity: Entity): Known | undefined {
  const path = id.split("/").slice(1);
  const keyword = path.pop() ?? "";
  const schema = path.reduce<unknown>(inner, entity.schema);
  const names = path.filter((_, at) => !isItems(path, at));
  const isItem = isItems(path, path.length - 1);
  const facts = innerFacts(keyword, schema, { property: names.join("."), isItem, check: id });
  if (facts === undefined) return undefined;
  const pointer = names.map((name) => `/${name}`).join("");
  return { id, entity: entity.name, severity: "error", pointer, facts };
}

/** The word `items` is the items of a list unless a property is called so. */
function isItems(path: readonly string[], at: number): boolean {
  return path[at] === "items" && at > 0;
}

function innerFacts(
  keyword: string,
  schema: unknown,
  about: Omit<Constrained, "examples">,
): FindingFacts | undefined {
  const { property } = about;
  if (schema === undefined || property === "") return undefined;
  if (keyword === "required") return { code: "missing", property };
  if (keyword === "unknown-property") return { code: "unknown-property", property: "" };
  const argument = member(schema, keyword);
  const examples = member(schema, "examples");
  return argument === undefined ? undefined : factsOf(keyword, argument, { ...about, examples });
}

/** The schema of a property of an object, or of the items of a list. */
function inner(schema: unknown, segment: string): unknown {
  return member(member(schema, "properties"), segment) ?? itemsOf(schema, segment);
}

function itemsOf(schema: unknown, segment: string): unknown {
  return segment === "items" ? member(schema, "items") : undefined;
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}

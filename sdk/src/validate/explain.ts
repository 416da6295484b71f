import type { Registry, Rule } from "@edufed/schemas";
import type { FindingCode } from "../finding.ts";
import { meaningOf } from "../finding-meaning.ts";
import { wordsOf } from "../finding-text.ts";
import { type Check, checksOf } from "./plan.ts";
import { parseRules } from "./parse-rules.ts";

/** What a rule is about, for a reader who has met its id in a report. */
export interface Explanation {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** Where it is used: entity and property. */
  readonly entity?: string;
  readonly pointer?: string;
}

/** Explains a finding code, the id of a check, or the id of a declared rule; undefined when there is none. */
export function explain(id: string, registry: Registry): Explanation | undefined {
  const declared = registry.rules.find((rule) => rule.id === id);
  if (declared !== undefined) return explainRule(declared);
  const meaning = meaningOf(id);
  if (meaning !== undefined) return { id, ...meaning };
  const check = checkNamed(id, registry);
  return check === undefined ? undefined : explainCheck(check);
}

/** Every check of the standard, entity by entity. */
export function allChecks(registry: Registry): readonly Check[] {
  const rules = parseRules(registry);
  return [...registry.entities.values()].flatMap((entity) => checksOf(entity, rules));
}

function checkNamed(id: string, registry: Registry): Check | undefined {
  const entity = registry.entities.get(id.split("/")[0] ?? "");
  return entity === undefined ? undefined : checksOf(entity, []).find((check) => check.id === id);
}

function explainRule(rule: Rule): Explanation {
  return {
    id: rule.id,
    title: rule.message.en,
    why: rule.why,
    fix: rule.fix.en,
    entity: rule.entity,
    pointer: `/${rule.property}`,
  };
}

function explainCheck(check: Check): Explanation {
  const code: FindingCode = check.facts.code;
  const { message, fix } = wordsOf(check.facts);
  return {
    id: check.id,
    title: message,
    why: meaningOf(code)?.why ?? "",
    fix,
    entity: check.entity,
    ...(check.pointer === undefined ? {} : { pointer: check.pointer }),
  };
}

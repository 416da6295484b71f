import type { FunctionName } from "../engine/expression.ts";

/** Functions that a condition of a rule can call; the others are errors on some values, or count for metrics. */
type RuleFunction = Exclude<FunctionName, "whole" | "scaled" | "list_item" | "years_later">;

/** Whether a condition of a rule can call a function. */
export function isForRules(name: FunctionName): name is RuleFunction {
  return Object.hasOwn(texts, name);
}

/** Functions that pass over what is unknown. */
export const passesOver: ReadonlySet<FunctionName> = new Set(["coalesce", "least", "greatest"]);

/** Functions that may give null for what is known. */
export const unsure: ReadonlySet<FunctionName> = new Set([
  "digits",
  "list_sum",
  "list_min",
  "list_max",
]);

/** The code of a call with the code of its values; what it calls of rule-functions.ts joins `calls`. */
export function callText(name: RuleFunction, of: readonly string[], calls: Set<string>): string {
  return texts[name](of, calls);
}

/** The code of a call of a function of that name. */
export function called(name: string, of: readonly string[], calls: Set<string>): string {
  calls.add(name);
  return `${name}(${of.join(", ")})`;
}

type CallText = (of: readonly string[], calls: Set<string>) => string;

const texts: Readonly<Record<RuleFunction, CallText>> = {
  coalesce: (of) => (of.length === 1 ? of.join("") : `(${of.join(" ?? ")})`),
  least: calling("least"),
  greatest: calling("greatest"),
  abs: (of) => `Math.abs(${of.join(", ")})`,
  length: calling("length"),
  left: calling("left"),
  right: calling("right"),
  digits: calling("digits"),
  year: calling("year"),
  days_between: calling("daysBetween"),
  list_sum: calling("listSum"),
  list_min: ([list = ""], calls) => called("least", [`...${list}`], calls),
  list_max: ([list = ""], calls) => called("greatest", [`...${list}`], calls),
  list_length: ([list = ""]) => `${list}.length`,
  list_count_known: calling("countKnown"),
  list_contains: calling("contains"),
};

function calling(name: string): CallText {
  return (of, calls) => called(name, of, calls);
}

import type { Component, Rule } from "./system.ts";

/**
 * Checks a proposed solution in exact whole-number arithmetic against every rule. Whatever this
 * accepts could be the truth, whoever proposed it: safety rests on this function and not on a solver.
 */
export function isWitness(component: Component, values: readonly number[]): boolean {
  return (
    values.length === component.lower.length &&
    values.every((value, unknown) => {
      const lower = component.lower[unknown];
      return Number.isSafeInteger(value) && lower !== undefined && value >= lower;
    }) &&
    component.rules.every((rule) => holds(rule, values))
  );
}

function holds(rule: Rule, values: readonly number[]): boolean {
  let sum = 0;
  for (const { unknown, factor } of rule.terms) {
    const part = factor * (values[unknown] ?? Number.NaN);
    sum += part;
    if (!Number.isSafeInteger(part) || !Number.isSafeInteger(sum)) return false;
  }
  return sum >= rule.least && sum <= rule.most;
}

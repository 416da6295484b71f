import type { TableDescription } from "../../cells.ts";

/**
 * Tables of one metric and period that count by different rules: another threshold, another source,
 * another definition. Who is counted by one rule and not by the other is a group of its own, often
 * of one person, and the difference of two published numbers shows it. How the two rules are related
 * is not in the tables, so they cannot be judged together. Names them; empty when there are none.
 */
export function countedOtherwise(
  descriptions: readonly Pick<TableDescription, "metric" | "period" | "quantity">[],
): readonly string[] {
  const rules = new Map<string, Set<string>>();
  for (const { metric, period, quantity } of descriptions) {
    const key = `${metric}, ${period}`;
    const known = rules.get(key) ?? new Set();
    rules.set(key, known.add(JSON.stringify([quantity.num, quantity.den])));
  }
  return [...rules]
    .filter(([, known]) => known.size > 1)
    .map(([name]) => `tables of ${name}, that count by different rules`);
}

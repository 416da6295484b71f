import type { Dialect } from "./dialect.ts";
import type { Plan } from "./plan.ts";
import { totalsOf } from "./totals.ts";

/** The codes of a margin: what was rolled up is the total. */
export function totalsSql(plan: Plan, { identifier, literal }: Dialect): readonly string[] {
  const totals = totalsOf(plan.populations);
  return plan.dimensions.map((id) => {
    const total = literal({ kind: "literal", value: totals.get(id) ?? null });
    return `coalesce(${identifier(id)}, ${total}) as ${identifier(id)}`;
  });
}

/** The margins of a plan as what follows `group by`; nothing where it has no dimension. */
export function marginSets({ dimensions, cuts }: Plan, { identifier }: Dialect): readonly string[] {
  if (dimensions.length === 0) return [];
  const all = dimensions.map(identifier).join(", ");
  if (cuts === undefined) return [`cube (${all})`];
  const sets = crossings(cuts).map((set) => `(${set.map(identifier).join(", ")})`);
  return [`grouping sets (${sets.join(", ")})`];
}

/** Every subset of every cut, each once, the smallest last. */
export function crossings(cuts: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const sets = cuts.flatMap((cut) =>
    cut.reduce<string[][]>((made, id) => made.flatMap((set) => [[...set, id], set]), [[]]),
  );
  const distinct = new Map(sets.map((set) => [set.toSorted().join("\n"), set]));
  return [...distinct.values()].toSorted((a, b) => b.length - a.length);
}

import type { Dialect } from "./dialect.ts";
import type { Plan } from "./plan.ts";

/** The codes of a margin: what was rolled up is the total. */
export function totalsSql(plan: Plan, { identifier, literal }: Dialect): readonly string[] {
  const totals = new Map(
    plan.populations.flatMap(({ dimensions }) => dimensions.map(({ id, total }) => [id, total])),
  );
  return plan.dimensions.map((id) => {
    const total = literal({ kind: "literal", value: totals.get(id) ?? null });
    return `coalesce(${identifier(id)}, ${total}) as ${identifier(id)}`;
  });
}

import { describe, expect, test } from "vitest";
import { loadRegistry } from "@edufed/schemas";
import type { Entity, Metric } from "@edufed/schemas";
import { columnTypes } from "../../src/compute/column-types.ts";
import { planMetric } from "../../src/compute/plan-metric.ts";
import { typeOf } from "../../src/engine/expression-type.ts";
import { parseExpression } from "../../src/engine/parse-expression.ts";

const registry = loadRegistry();
const relations = new Map(
  [...registry.entities.keys()].map((entity) => [entity, { entity, name: entity }]),
);

const conditions = registry.rules.flatMap(({ id, entity, check }) =>
  check.kind === "record" ? [[id, { entity, holds: check.holds }] as const] : [],
);

test.each(conditions)("the rule %s is a condition over its entity", (_id, { entity, holds }) => {
  const columns = columnTypes(entityNamed(entity));
  const names = { columns: new Set(columns.keys()), parameters: new Set<string>() };
  const parsed = parseExpression(holds, names);
  const context = { columns, parameters: new Map(), place: entity };
  expect(typeOf(parsed, context).kind).toBe("boolean");
});

test("there are rules and metrics to look at", () => {
  expect(registry.rules.length).toBeGreaterThan(0);
  expect(registry.metrics.size).toBeGreaterThan(0);
});

describe.each([...registry.metrics.values()].map((metric) => [metric.id, metric] as const))(
  "%s",
  (_id, metric) => {
    test.each(sourceChoices(metric).map((sources) => [Object.values(sources).join(", "), sources]))(
      "can be planned from %s, cut by each of its dimensions",
      (_name, sources) => {
        for (const dimension of [[], ...metric.dimensions.map((id) => [id])]) {
          const config = { refArea: "XX", schoolYearStart: "--09-15" };
          const question = { metric, registry, config, sources, dimensions: dimension };
          const { plan } = planMetric({ ...question, period: "2025/2026" }, relations);
          expect(plan.dimensions).toEqual(dimension);
        }
      },
    );
  },
);

/** Every way to choose one source for each population of a metric. */
function sourceChoices({ populations }: Metric): readonly Readonly<Record<string, string>>[] {
  return Object.entries(populations).reduce<Readonly<Record<string, string>>[]>(
    (choices, [name, { sources }]) =>
      choices.flatMap((choice) =>
        sources.map(({ entity }) => Object.assign({ [name]: entity }, choice)),
      ),
    [{}],
  );
}

function entityNamed(name: string): Entity {
  const entity = registry.entities.get(name);
  if (entity === undefined) throw new Error(`no entity ${name}`);
  return entity;
}

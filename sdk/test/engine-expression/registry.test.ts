import { describe, expect, test } from "vitest";
import { isCounted, loadRegistry } from "@edufed/schemas";
import type { CountedMetric, Entity, Related, Rule } from "@edufed/schemas";
import { columnTypes } from "../../src/compute/column-types.ts";
import { planMetric } from "../../src/compute/plan-metric.ts";
import { type ExpressionType, typeOf } from "../../src/engine/expression-type.ts";
import { parseExpression } from "../../src/engine/parse-expression.ts";
import { exampleParameters } from "../compute/engines.ts";

const registry = loadRegistry();
const relations = new Map(
  [...registry.entities.keys()].map((entity) => [entity, { entity, name: entity }]),
);

interface Condition {
  readonly text: string;
  readonly names: ReadonlyMap<string, ExpressionType>;
}

/** Every condition of a rule with the names that it may use. */
function conditionsOf({ entity, check }: Rule): readonly Condition[] {
  const own = columnTypes(entityNamed(entity));
  const when =
    "when" in check && check.when !== undefined ? [{ text: check.when, names: own }] : [];
  if (!("holds" in check)) return when;
  const taken = "related" in check ? takenTypes(check.related) : [];
  return [{ text: check.holds, names: new Map([...own, ...taken]) }, ...when];
}

/** What is taken can always be unknown; of a list of objects only the items can be counted. */
function takenTypes({ entity, take }: Related): readonly (readonly [string, ExpressionType])[] {
  const theirs = columnTypes(entityNamed(entity));
  const isList = new Map(entityNamed(entity).properties.map(({ name, type }) => [name, type.kind]));
  return Object.entries(take).map(([name, property]) => {
    const kind = theirs.get(property)?.kind ?? "other";
    const counted = kind === "other" && isList.get(property) === "list";
    return [name, { kind: counted ? "string-list" : kind, nullable: true }];
  });
}

test.each(registry.rules.map((rule) => [rule.id, rule] as const))(
  "the conditions of the rule %s are conditions over what they may name",
  (id, rule) => {
    for (const { text, names } of conditionsOf(rule)) {
      const allowed = { columns: new Set(names.keys()), parameters: new Set<string>() };
      const context = { columns: names, parameters: new Map(), place: id };
      expect(typeOf(parseExpression(text, allowed), context).kind).toBe("boolean");
    }
  },
);

test("there are rules and metrics to look at", () => {
  expect(registry.rules.length).toBeGreaterThan(0);
  expect(registry.metrics.size).toBeGreaterThan(0);
});

describe.each(
  [...registry.metrics.values()].filter(isCounted).map((metric) => [metric.id, metric] as const),
)("%s", (_id, metric) => {
  test.each(sourceChoices(metric).map((sources) => [Object.values(sources).join(", "), sources]))(
    "can be planned from %s, cut by each of its dimensions",
    (_name, sources) => {
      for (const dimension of [[], ...metric.dimensions.map((id) => [id])]) {
        const config = { refArea: "XX", schoolYearStart: "--09-15" };
        const parameters = exampleParameters(metric);
        const question = { metric, registry, config, sources, parameters, dimensions: dimension };
        const { plan } = planMetric({ ...question, period: "2025/2026" }, relations);
        expect(plan.dimensions).toEqual(dimension);
      }
    },
  );
});

/** Every way to choose one source for each population of a metric. */
function sourceChoices({
  populations,
}: CountedMetric): readonly Readonly<Record<string, string>>[] {
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

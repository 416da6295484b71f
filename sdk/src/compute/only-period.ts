import type { Entity } from "@edufed/schemas";
import type { Pseudonymous } from "../dataset.ts";
import type { Engine } from "../engine/engine.ts";
import type { Expression } from "../engine/expression.ts";
import type { Plan } from "../engine/plan.ts";
import { UsageError } from "../errors.ts";
import { schoolYearOf } from "./period.ts";
import { type MetricQuestion, entityOf } from "./planning.ts";

/** What the question leaves open: everything but the period. */
export interface OpenQuestion extends Pick<
  MetricQuestion,
  "metric" | "registry" | "config" | "sources"
> {
  readonly data: Pseudonymous;
  /** An engine that holds the same relations, instead of the data set's own. */
  readonly engineOverride?: Engine;
}

/**
 * The only school year that the records of a metric's populations are about. Two or more, or none,
 * is an error that lists them: a figure must never be about whatever happened to be in the folder.
 */
export async function onlyPeriod(question: OpenQuestion): Promise<string> {
  const years = await schoolYears(question);
  const [only, ...others] = years;
  if (only !== undefined && others.length === 0) return only;
  const found = only === undefined ? "no school year" : years.join(", ");
  throw new UsageError(
    `The records for ${question.metric.id} are about ${found}.`,
    only === undefined ? "Add records, or name the period." : "Name one of them as the period.",
  );
}

async function schoolYears(question: OpenQuestion): Promise<readonly string[]> {
  const { data, registry, config, engineOverride } = question;
  const engine = engineOverride ?? data.engine;
  const years = new Set<string>();
  for (const name of entitiesCounted(question)) {
    const relation = data.relations.get(name)?.name ?? name;
    // One after the other: an engine answers one query at a time.
    // oxlint-disable-next-line no-await-in-loop
    for (const value of await periodValues(entityOf(registry, name), relation, engine)) {
      years.add(value.includes("/") ? value : schoolYearOf(value, config.schoolYearStart));
    }
  }
  return [...years].toSorted();
}

/** Source entities of numerator and denominator that the data set has, or that were chosen. */
function entitiesCounted({ data, metric, sources }: OpenQuestion): readonly string[] {
  const populations = [metric.numerator.population, metric.denominator.population];
  const entities = populations.flatMap((name) => {
    const declared = (metric.populations[name]?.sources ?? []).map(({ entity }) => entity);
    const chosen = sources?.[name];
    return chosen === undefined ? declared : [chosen];
  });
  return [...new Set(entities)].filter((entity) => data.relations.has(entity));
}

/** Every value of the property that places the records of an entity in time. */
async function periodValues(
  { period }: Entity,
  relation: string,
  engine: Engine,
): Promise<readonly string[]> {
  if (period === undefined) return [];
  const rows = await engine.cells(distinctValues(relation, period.property));
  return rows.flatMap(({ codes }) => codes["PERIOD"] ?? []).filter((code) => code !== total);
}

const total = "_T";

/** A plan whose cells are the distinct values of a column: each value is its own contributor. */
function distinctValues(relation: string, column: string): Plan {
  const one: Expression = { kind: "literal", value: 1 };
  const present: Expression = {
    kind: "is-null",
    of: { kind: "column", name: column },
    negated: true,
  };
  return {
    populations: [
      {
        name: "values",
        relation,
        contributor: column,
        orderBy: column,
        where: present,
        measures: [],
        dimensions: [{ id: "PERIOD", column, map: {}, unknown: "_U", total }],
      },
    ],
    numerator: { population: "values", value: one },
    denominator: { population: "values", value: one },
    dimensions: ["PERIOD"],
  };
}

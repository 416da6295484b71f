import { type CountedMetric, type Entity, plainTermsOf, sourcesOf } from "@edufed/schemas";
import type { Pseudonymous } from "../dataset.ts";
import type { Engine } from "../engine/engine.ts";
import type { Expression } from "../engine/expression.ts";
import type { Plan } from "../engine/plan.ts";
import { UsageError } from "../errors.ts";
import { schoolYearOf, shiftedPeriod } from "./period.ts";
import { type MetricQuestion, entityOf } from "./planning.ts";

/** The question as far as it decides which records are counted. */
export interface OpenQuestion extends Pick<MetricQuestion, "registry" | "config" | "sources"> {
  readonly metric: CountedMetric;
  readonly data: Pseudonymous;
  /** `2025/2026`; absent: the one school year that the data hold. */
  readonly period?: string;
  /** An engine that holds the same relations, instead of the data set's own. */
  readonly engineOverride?: Engine;
}

/**
 * The school year that is asked for, else the only one there is. A year that some of the records to
 * be counted are not about is an error, and so are two years when none was named: a figure must
 * never be about nothing, nor about whatever happened to be in the folder.
 */
export async function heldPeriod(
  question: OpenQuestion,
  known: KnownYears = new Map<string, readonly string[]>(),
): Promise<string> {
  const period = await askedPeriod(question, known);
  await requireNeighbours(question, period, known);
  return period;
}

/** Relation → the school years that its records are about, once somebody has asked. */
export type KnownYears = Map<string, readonly string[]>;

async function askedPeriod(question: OpenQuestion, known: KnownYears): Promise<string> {
  const held = await schoolYears(entitiesCounted(question), question, known);
  const years = [...new Set(held.flatMap(({ years: of }) => of))].toSorted();
  if (question.period !== undefined) return requireHeld(question.period, held);
  const [only, ...others] = years;
  if (only !== undefined && others.length === 0) return only;
  const found = only === undefined ? "no school year" : years.join(", ");
  throw new UsageError(
    `The records for ${question.metric.id} are about ${found}.`,
    only === undefined ? "Add records, or name the period." : "Name one of them as the period.",
  );
}

/** The school years that the records of one entity are about. */
interface HeldYears {
  readonly entity: string;
  readonly years: readonly string[];
}

function requireHeld(period: string, held: readonly HeldYears[]): string {
  const without = held.find(({ years }) => !years.includes(period));
  if (without === undefined) return period;
  const { entity, years } = without;
  throw new UsageError(
    `There are no records of ${entity} about ${period}; there are about ${years.length === 0 ? "no school year" : years.join(", ")}.`,
    "Name a period that the data hold, or add its records.",
  );
}

/**
 * A figure that looks into the year after or before is about nothing where the data do not hold that
 * year: everybody would seem to have left, or to be new.
 */
async function requireNeighbours(
  question: OpenQuestion,
  period: string,
  known: KnownYears,
): Promise<void> {
  for (const { entity, scope } of neighbours(question)) {
    const wanted = shiftedPeriod(period, scope);
    const [held] = await schoolYears([entity], question, known);
    if (held === undefined || held.years.includes(wanted)) continue;
    throw new UsageError(
      `${question.metric.id} about ${period} looks at records of ${entity} about ${wanted}, and there are none.`,
      "Add the records of that year, or name an earlier or later period.",
    );
  }
}

/** The entities whose records of another year a metric looks at, that the data set has. */
function neighbours({ data, metric }: OpenQuestion): readonly Neighbour[] {
  const looked = sourcesOf(metric).flatMap((source) => [source, ...(source.lookups ?? [])]);
  return looked.flatMap(({ entity, period: scope }) =>
    (scope === "next" || scope === "previous") && data.relations.has(entity)
      ? [{ entity, scope }]
      : [],
  );
}

interface Neighbour {
  readonly entity: string;
  readonly scope: "next" | "previous";
}

async function schoolYears(
  entities: readonly string[],
  { data, registry, config, engineOverride }: OpenQuestion,
  known: KnownYears,
): Promise<readonly HeldYears[]> {
  const engine = engineOverride ?? data.engine;
  const held: HeldYears[] = [];
  for (const name of entities) {
    const entity = entityOf(registry, name);
    if (entity.period === undefined) continue;
    const relation = data.relations.get(name)?.name ?? name;
    // In order: an engine answers one query at a time.
    const years = known.get(relation) ?? (await yearsOf(entity, { relation, engine, config }));
    known.set(relation, years);
    held.push({ entity: name, years });
  }
  return held;
}

interface Place extends Pick<OpenQuestion, "config"> {
  readonly relation: string;
  readonly engine: Engine;
}

async function yearsOf(
  entity: Entity,
  { relation, engine, config }: Place,
): Promise<readonly string[]> {
  const values = await periodValues(entity, relation, engine);
  const years = values.map((value) =>
    value.includes("/") ? value : schoolYearOf(value, config.schoolYearStart),
  );
  return [...new Set(years)].toSorted();
}

/**
 * Source entities of numerator and denominator that the data set has, or that were chosen, as far as
 * the records of the asked year are counted.
 */
function entitiesCounted({ data, metric, sources }: OpenQuestion): readonly string[] {
  const entities = plainTermsOf(metric).flatMap(({ population }) => {
    const declared = (metric.populations[population]?.sources ?? [])
      .filter(({ period = "this" }) => period === "this")
      .map(({ entity }) => entity);
    const chosen = sources?.[population];
    return chosen === undefined ? declared : declared.filter((entity) => entity === chosen);
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
  const cells = await engine.cells(distinctValues(relation, period.property));
  return [...cells.values()]
    .flat()
    .flatMap(({ codes }) => codes["PERIOD"] ?? [])
    .filter((code) => code !== total);
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
        contributor: [column],
        orderBy: column,
        lookups: [],
        where: present,
        measures: [],
        dimensions: [{ id: "PERIOD", column, map: {}, unknown: "_U", total }],
      },
    ],
    questions: [
      { id: "held", sums: [{ name: "NUM", parts: [{ population: "values", value: one }] }] },
    ],
    dimensions: ["PERIOD"],
  };
}

import type { Dimension, Metric } from "@edufed/schemas";
import type { Relation } from "../dataset.ts";
import { columnsOf } from "../engine/expression.ts";
import type { Plan, PlannedMeasure, PlannedPopulation, PlannedTerm } from "../engine/plan.ts";
import { findDimensions } from "./dimension-names.ts";
import { bindParameters } from "./parameters.ts";
import { schoolYearDays } from "./period.ts";
import type { MetricQuestion, Planning } from "./planning.ts";
import { planPopulation } from "./plan-population.ts";
import type { PopulationPlan } from "./plan-population.ts";
import { chooseSource } from "./sources.ts";
import { sharedOnly } from "./shared-only.ts";
import { planTerms } from "./terms.ts";

/** A plan, and what was decided on the way to it. */
export interface PlannedMetric {
  readonly plan: Plan;
  readonly dimensions: readonly Dimension[];
  readonly parameters: Readonly<Record<string, number | string>>;
  /** Population → source entity. */
  readonly sourcesUsed: Readonly<Record<string, string>>;
  /** What numerator and denominator count, as text; equal texts mean equal counts. */
  readonly quantities: { readonly num: string; readonly den: string };
}

/** Decides how a metric is computed from the relations a data set has; refuses what cannot be. */
export function planMetric(
  question: MetricQuestion,
  relations: ReadonlyMap<string, Relation>,
): PlannedMetric {
  const { metric, config, period } = question;
  const registry = sharedOnly(metric, question.registry);
  const days = schoolYearDays(period, config.schoolYearStart);
  const cuts = findDimensions(question.dimensions, metric, registry);
  const bound = bindParameters(metric, question.parameters ?? {}, days);
  const planning: Planning = { ...question, registry, relations, days, cuts, bound };
  const populations = new Map(
    countedPopulations(metric).map((name) => [name, planPopulation(name, planning)]),
  );
  const expected = expectedPopulation(planning, populations);
  const { numerator, denominator, quantities } = planTerms(planning, populations);
  const all = [...populations.values(), ...(expected === undefined ? [] : [expected])];
  return {
    plan: {
      populations: [...new Set(all)].map(({ planned }) =>
        usedOnly(planned, numerator, denominator),
      ),
      numerator,
      denominator,
      ...(expected === undefined ? {} : { expected: expected.planned.name }),
      dimensions: cuts.map(({ id }) => id),
    },
    dimensions: cuts,
    parameters: bound.given,
    sourcesUsed: Object.fromEntries(all.map(({ planned, entity }) => [planned.name, entity])),
    quantities,
  };
}

/** A population without the measures that nothing reads. */
function usedOnly(
  population: PlannedPopulation,
  ...terms: readonly PlannedTerm[]
): PlannedPopulation {
  const { include, measures, name } = population;
  const values = terms.filter((term) => term.population === name).map(({ value }) => value);
  const read = [...values, ...(include === undefined ? [] : [include])].map(columnsOf);
  const isRead = (measure: PlannedMeasure): boolean =>
    read.some((columns) => columns.has(measure.name));
  return { ...population, measures: measures.filter(isRead) };
}

/** Populations of numerator and denominator, each once. */
function countedPopulations({ numerator, denominator }: Metric): readonly string[] {
  return [...new Set([numerator.population, denominator.population])];
}

/** The population that should have been seen, when the data set can say. */
function expectedPopulation(
  planning: Planning,
  populations: ReadonlyMap<string, PopulationPlan>,
): PopulationPlan | undefined {
  const { metric } = planning;
  if (metric.expected === undefined) return undefined;
  const counted = populations.get(metric.expected);
  if (counted !== undefined) return counted;
  if (chooseSource(metric.expected, planning) === undefined) return undefined;
  return planPopulation(metric.expected, planning);
}

import type { CountedMetric, Dimension } from "@edufed/schemas";
import type { Relation } from "../dataset.ts";
import { columnsOf, type Expression } from "../engine/expression.ts";
import type {
  Plan,
  PlannedPopulation,
  PlannedQuestion,
  PlannedRank,
  PlannedSum,
  PlannedTerm,
} from "../engine/plan.ts";
import { askedBehind, type Behind } from "./behind.ts";
import { declaredCondition } from "./conditions.ts";
import { findDimensions } from "./dimension-names.ts";
import { type Draws, planDraws, plannedWeight } from "./draws.ts";
import { bindParameters } from "./parameters.ts";
import { schoolYearDays } from "./period.ts";
import type { MetricQuestion, Planning } from "./planning.ts";
import { planPopulation } from "./plan-population.ts";
import type { PopulationPlan } from "./plan-population.ts";
import { chooseSource } from "./sources.ts";
import { sharedOnly } from "./shared-only.ts";
import { ifIncluded, type PlannedTerms, planTerms, quantityText, termColumns } from "./terms.ts";

/** A plan, and what was decided on the way to it. */
export interface PlannedMetric {
  readonly plan: Plan;
  /** How the sums of the plan make the figure. */
  readonly draws: Draws;
  readonly dimensions: readonly Dimension[];
  readonly parameters: Readonly<Record<string, number | string>>;
  /** Population → source entity. */
  readonly sourcesUsed: Readonly<Record<string, string>>;
  /** What else is told of every cell. */
  readonly behind?: Behind;
  /** What numerator and denominator count, as text; equal texts mean equal counts. */
  readonly quantities: { readonly num: string; readonly den: string };
}

/** A question about a metric that is counted from records. */
export interface CountedQuestion extends MetricQuestion {
  readonly metric: CountedMetric;
}

/** Decides how a metric is computed from the relations a data set has; refuses what cannot be. */
export function planMetric(
  question: CountedQuestion,
  relations: ReadonlyMap<string, Relation>,
): PlannedMetric {
  const { metric, config, period } = question;
  const registry = sharedOnly(metric, question.registry);
  const days = schoolYearDays(period, config.schoolYearStart);
  const cuts = findDimensions(question.dimensions, metric, registry);
  const bound = bindParameters(metric, question.parameters ?? {}, days, registry);
  const planning: Planning = { ...question, registry, relations, days, cuts, bound };
  const populations = new Map(
    countedPopulations(metric).map((name) => [name, planPopulation(name, planning)]),
  );
  const expected = expectedPopulation(planning, populations);
  const terms = planTerms(planning, populations);
  const draws = planDraws(planning, terms);
  const all = [
    ...new Set([...populations.values(), ...(expected === undefined ? [] : [expected])]),
  ];
  const asked: PlannedQuestion = {
    ...questionOf(planning, { terms, draws, expected }),
    ...askedBehind(
      planning,
      draws,
      all.map(({ planned }) => planned),
    ),
  };
  const onDay = question.day === undefined ? "" : ` on ${question.day}`;
  return {
    plan: {
      populations: all.map(({ planned }) => usedOnly(planned, asked)),
      questions: [asked],
      dimensions: cuts.map(({ id }) => id),
    },
    draws,
    dimensions: cuts,
    ...(question.behind === undefined ? {} : { behind: question.behind }),
    // A figure of one day is another quantity than that of the year, and says so.
    parameters: { ...bound.given, ...(question.day === undefined ? {} : { day: question.day }) },
    sourcesUsed: Object.fromEntries(all.map(({ planned, entity }) => [planned.name, entity])),
    quantities: {
      num: quantityText(terms.numerator, terms.denominator) + onDay,
      den: quantityText(terms.denominator, terms.numerator) + onDay,
    },
  };
}

interface Parts {
  readonly terms: PlannedTerms;
  readonly draws: Draws;
  readonly expected: PopulationPlan | undefined;
}

function questionOf(planning: Planning, { terms, draws, expected }: Parts): PlannedQuestion {
  const { metric } = planning;
  const tiers = metric.tiers === undefined ? [] : tierSums(planning, terms);
  const rank = metric.quantile === undefined ? undefined : rankOf(metric.quantile, terms);
  return {
    id: metric.id,
    sums: [...draws.sums, ...tiers],
    ...(rank === undefined ? {} : { rank }),
    ...(expected === undefined
      ? {}
      : {
          expected: {
            population: expected.planned.name,
            value: ifIncluded({ kind: "literal", value: 1 }, expected),
          },
        }),
  };
}

/** Name of the sum of one part of a distribution. */
export function tierSum(code: string): string {
  return `NUM ${code}`;
}

/**
 * A sum for each part: what a contributor adds, where it is the first part whose condition holds,
 * else 0. Who is in no part is unknown in all of them, and left out. A weight multiplies each part as
 * it does the whole.
 */
function tierSums(planning: Planning, terms: PlannedTerms): readonly PlannedSum[] {
  const [term] = terms.numerator;
  const weight = plannedWeight(planning, terms);
  const codes = planning.metric.tiers?.codes ?? [];
  if (term === undefined) return [];
  const columns = termColumns(term.population, planning);
  const conditions = codes.map(({ when, code }) =>
    declaredCondition(when, {
      columns,
      planning,
      place: `metric ${planning.metric.id}, tier ${code}`,
    }),
  );
  return codes.map(({ code }, own) => {
    const value: Expression = {
      kind: "case",
      whens: conditions.map((when, index) => ({
        when,
        value: index === own ? term.value : { kind: "literal", value: 0 },
      })),
      otherwise: null,
    };
    const { population } = term.planned;
    const part: PlannedTerm = {
      population,
      value: ifIncluded(value, term.population),
      ...(weight === undefined ? {} : { times: [weight] }),
    };
    return { name: tierSum(code), parts: [part] };
  });
}

function rankOf(quantile: string, { numerator }: PlannedTerms): PlannedRank | undefined {
  const [term] = numerator;
  const [, digits = "0"] = quantile.split(".");
  return (
    term && {
      population: term.planned.population,
      value: term.planned.value,
      below: { numerator: Number(digits), denominator: 10 ** digits.length },
    }
  );
}

/** A population without the measures that nothing reads. */
function usedOnly(population: PlannedPopulation, question: PlannedQuestion): PlannedPopulation {
  const { measures, name, persons } = population;
  const { sums, rank, expected } = question;
  const terms = [...sums.flatMap(({ parts }) => parts), rank, expected];
  const read = terms.flatMap((term) => {
    if (term?.population !== name) return [];
    const times = "times" in term ? (term.times ?? []) : [];
    return [term.value, ...times].map(columnsOf);
  });
  const { school, keyed, ...placed } = population;
  const isSummed = sums.some(({ parts }) => parts.some((part) => part.population === name));
  return {
    ...placed,
    ...(isSummed && school !== undefined ? { school } : {}),
    ...(isSummed && keyed !== undefined && question.keys !== undefined ? { keyed } : {}),
    measures: measures.filter(
      (measure) => measure.name === persons || read.some((columns) => columns.has(measure.name)),
    ),
  };
}

/** Populations of numerator and denominator, each once. */
function countedPopulations({ numerator, denominator }: CountedMetric): readonly string[] {
  const terms = [numerator, ...(numerator.plus ?? []), denominator, ...(denominator.plus ?? [])];
  return [...new Set(terms.map(({ population }) => population))];
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

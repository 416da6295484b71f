import type { CountedMetric, ReplicateWeights, Term } from "../metric.ts";
import { namesIn } from "../metric-use.ts";
import type { Registry } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { oneOf, unless, within, type Place } from "./place.ts";
import { localisedProblems } from "./text.ts";

/** The terms, parts, weights and drawn values of a metric that is counted, and how they fit together. */
export function partProblems(
  metric: CountedMetric,
  registry: Registry,
  place: Place,
): readonly Problem[] {
  return [
    ...termProblems(metric, place),
    ...sameContributorsProblems(metric, place),
    ...tierProblems(metric, registry, within(place, "tiers")),
    ...weightProblems(metric, place),
    ...listProblems(metric, place),
  ];
}

/** Every population that is named is there, and every one that is there is named. */
function termProblems(metric: CountedMetric, place: Place): readonly Problem[] {
  const { numerator, denominator, expected, populations } = metric;
  const named = [
    ...populationsNamed(numerator, within(place, "numerator")),
    ...populationsNamed(denominator, within(place, "denominator")),
    ...(expected === undefined ? [] : [[expected, within(place, "expected")] as const]),
  ];
  const used = new Set(named.map(([population]) => population));
  return [
    ...named.flatMap(([population, at]) =>
      unless(
        Object.hasOwn(populations, population),
        at,
        `there is no population ${population}`,
        oneOf(Object.keys(populations)),
      ),
    ),
    ...Object.keys(populations).flatMap((population) =>
      unless(
        used.has(population),
        within(place, "populations", population),
        "nothing uses it",
        "Count it in the numerator or the denominator, name it as expected, or leave it out.",
      ),
    ),
  ];
}

function populationsNamed(
  { population, plus = [] }: Term,
  place: Place,
): readonly (readonly [population: string, place: Place])[] {
  return [
    [population, within(place, "population")],
    ...plus.map(
      (term, index) => [term.population, within(place, "plus", index, "population")] as const,
    ),
  ];
}

/** Parts, deviations and quantiles describe the contributors of one population. */
function sameContributorsProblems(metric: CountedMetric, place: Place): readonly Problem[] {
  const { kind, numerator, denominator } = metric;
  if (kind !== "distribution" && kind !== "deviation" && kind !== "quantile") return [];
  const isOne =
    denominator.population === numerator.population &&
    [numerator, denominator].every(({ plus }) => plus === undefined);
  return [
    ...unless(
      isOne,
      within(place, "denominator"),
      `a ${kind} is over one population`,
      "Name the population of the numerator, and leave plus out.",
    ),
    ...unless(
      kind === "distribution" || denominator.value === "1",
      within(place, "denominator"),
      `a ${kind} counts its contributors: the value is 1`,
      'Write "value": "1".',
    ),
  ];
}

function tierProblems({ tiers }: CountedMetric, registry: Registry, place: Place) {
  if (tiers === undefined) return [];
  const codes = tiers.codes.map(({ code }) => code);
  return [
    ...unless(
      !registry.dimensions.has(tiers.dimension),
      within(place, "dimension"),
      `${tiers.dimension} is a dimension of the standard; the parts make one of their own`,
      "Give the dimension of the parts a name of its own.",
    ),
    ...localisedProblems(tiers.title, within(place, "title")),
    ...tiers.codes.flatMap(({ code, title }, index) => [
      ...localisedProblems(title, within(place, "codes", index, "title")),
      ...unless(
        codes.indexOf(code) === index,
        within(place, "codes", index, "code"),
        `${code} is there twice`,
        "Give each part a code of its own.",
      ),
    ]),
  ];
}

function weightProblems(metric: CountedMetric, place: Place): readonly Problem[] {
  const { kind, weight, replicates } = metric;
  return [
    ...unless(
      kind !== "deviation" || replicates === undefined,
      within(place, "replicates"),
      "the error of a deviation is not known from replicate weights",
      "Leave the replicates out.",
    ),
    ...unless(
      kind !== "quantile" || weight === undefined,
      within(place, "weight"),
      "a quantile has no weight",
      "Leave the weight out.",
    ),
    ...(replicates === undefined
      ? []
      : replicateProblems(replicates, weight ?? "", within(place, "replicates"))),
  ];
}

/** Replicate weights take the place of the weight, and only their number is divided by. */
function replicateProblems(
  { as, count, factor }: ReplicateWeights,
  weight: string,
  place: Place,
): readonly Problem[] {
  return [
    ...unless(
      namesIn([weight]).has(as),
      within(place, "as"),
      `the weight does not use ${as}, so nothing is put in its place`,
      "Name the measure that the weight is.",
    ),
    ...unless(
      namedIn(factor).every((name) => name === count),
      within(place, "factor"),
      `only the number of weights, :${count}, can be divided by`,
      `Write a fraction such as 1/20, or 4/:${count}.`,
    ),
  ];
}

/** The parameter that a factor divides by, if any. */
function namedIn(factor: string): readonly string[] {
  return factor.split("/:").slice(1);
}

/** Lists of drawn values and weights are measures, and a whole number says how many there are. */
function listProblems(metric: CountedMetric, place: Place): readonly Problem[] {
  const { plausible, replicates, numerator, populations, parameters } = metric;
  const measures = populations[numerator.population]?.sources[0]?.measures ?? {};
  const declared = [
    ...(plausible === undefined ? [] : [["plausible", plausible, [plausible.list]] as const]),
    ...(replicates === undefined
      ? []
      : [["replicates", replicates, [replicates.list, replicates.as]] as const]),
  ];
  const clashes = plausible !== undefined && Object.hasOwn(measures, plausible.as);
  return [
    ...declared.flatMap(([part, { count }, named]) => [
      ...named.flatMap((measure) =>
        unless(
          Object.hasOwn(measures, measure),
          within(place, part),
          `${measure} is not a measure of the population ${numerator.population}`,
          oneOf(Object.keys(measures)),
        ),
      ),
      ...unless(
        parameters.some(({ id, type }) => id === count && type === "integer"),
        within(place, part, "count"),
        `there is no parameter ${count} that is a whole number`,
        `Declare a parameter ${count} of type integer.`,
      ),
    ]),
    ...unless(
      !clashes,
      within(place, "plausible", "as"),
      `${plausible?.as ?? ""} is a measure already`,
      "Read the drawn value by another name.",
    ),
  ];
}

import type { CountedMetric, Term } from "../metric.ts";
import { namesIn } from "../metric-use.ts";
import type { Registry } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { unless, within, type Place } from "./place.ts";
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
      unless(Object.hasOwn(populations, population), at, `there is no population ${population}`),
    ),
    ...Object.keys(populations).flatMap((population) =>
      unless(used.has(population), within(place, "populations", population), "nothing uses it"),
    ),
  ];
}

function populationsNamed(
  { population, plus = [] }: Term,
  place: Place,
): readonly (readonly [population: string, place: Place])[] {
  return [
    [population, place],
    ...plus.map((term, index) => [term.population, within(place, "plus", index)] as const),
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
    ...unless(isOne, within(place, "denominator"), `a ${kind} is over one population`),
    ...unless(
      kind === "distribution" || denominator.value === "1",
      within(place, "denominator"),
      `a ${kind} counts its contributors: the value is 1`,
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
    ),
    ...localisedProblems(tiers.title, within(place, "title")),
    ...tiers.codes.flatMap(({ code, title }, index) => [
      ...localisedProblems(title, within(place, "codes", index, "title")),
      ...unless(
        codes.indexOf(code) === index,
        within(place, "codes", index, "code"),
        `${code} is there twice`,
      ),
    ]),
  ];
}

function weightProblems(metric: CountedMetric, place: Place): readonly Problem[] {
  const { kind, weight, replicates } = metric;
  const replaced = replicates === undefined || namesIn([weight ?? ""]).has(replicates.as);
  return [
    ...unless(
      kind !== "quantile" || weight === undefined,
      within(place, "weight"),
      "a quantile has no weight",
    ),
    ...unless(
      replaced,
      within(place, "replicates", "as"),
      `the weight does not use ${replicates?.as ?? "it"}, so nothing is put in its place`,
    ),
  ];
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
        ),
      ),
      ...unless(
        parameters.some(({ id, type }) => id === count && type === "integer"),
        within(place, part, "count"),
        `there is no parameter ${count} that is a whole number`,
      ),
    ]),
    ...unless(
      !clashes,
      within(place, "plausible", "as"),
      `${plausible?.as ?? ""} is a measure already`,
    ),
  ];
}

import type { Dimension, Metric, Parameter } from "../metric.ts";
import type { Registry } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { unless, within, type Place } from "./place.ts";
import { populationProblems } from "./population.ts";
import { descriptionProblems, localisedProblems } from "./text.ts";

/** Texts in every language; populations, parameters and dimensions that exist and fit together. */
export function metricProblems(metric: Metric, registry: Registry): readonly Problem[] {
  const place = { file: `metrics/${metric.id}.json`, pointer: "" };
  return [
    ...textProblems(metric, place),
    ...unitProblems(metric, within(place, "unit")),
    ...termProblems(metric, place),
    ...Object.entries(metric.populations).flatMap(([name, population]) =>
      populationProblems(population, {
        metric,
        registry,
        place: within(place, "populations", name),
      }),
    ),
    ...metric.parameters.flatMap((parameter, index) =>
      parameterProblems(parameter, metric, within(place, "parameters", index)),
    ),
    ...metric.dimensions.flatMap((id, index) =>
      dimensionProblems(registry.dimensions.get(id), metric, within(place, "dimensions", index)),
    ),
  ];
}

function textProblems(metric: Metric, place: Place): readonly Problem[] {
  return [
    ...localisedProblems(metric.title, within(place, "title")),
    ...localisedProblems(metric.question, within(place, "question")),
    ...localisedProblems(metric.definition, within(place, "definition")),
    ...metric.cautions.flatMap((caution, index) =>
      localisedProblems(caution, within(place, "cautions", index)),
    ),
    ...descriptionProblems(metric.missingRule, within(place, "missingRule")),
  ];
}

function unitProblems({ kind, unit }: Metric, place: Place): readonly Problem[] {
  return [
    ...unless(kind !== "share" || unit === "1", place, "a share has the unit 1"),
    ...unless(
      !/^(?:%|percent)$/u.test(unit),
      place,
      "percent is not a unit; a share has the unit 1",
    ),
  ];
}

function termProblems(metric: Metric, place: Place): readonly Problem[] {
  const known = (population: string): boolean => population in metric.populations;
  const { numerator, denominator, expected } = metric;
  const used = new Set([numerator.population, denominator.population, expected]);
  const named = [
    ["numerator", numerator.population],
    ["denominator", denominator.population],
    ...(expected === undefined ? [] : [["expected", expected] as const]),
  ] as const;
  return [
    ...named.flatMap(([term, population]) =>
      unless(known(population), within(place, term), `there is no population ${population}`),
    ),
    ...Object.keys(metric.populations).flatMap((population) =>
      unless(used.has(population), within(place, "populations", population), "nothing uses it"),
    ),
  ];
}

function parameterProblems(parameter: Parameter, metric: Metric, place: Place): readonly Problem[] {
  const used = expressionsOf(metric).some((text) => parametersIn(text).includes(parameter.id));
  return [
    ...descriptionProblems(parameter.description, within(place, "description")),
    ...unless(used, within(place, "id"), `nothing uses the parameter ${parameter.id}`),
    ...unless(
      isOfType(parameter),
      within(place, "default"),
      parameter.type === "integer"
        ? "must be a whole number, not below the minimum"
        : "must be a day as --MM-DD",
    ),
  ];
}

function isOfType(parameter: Parameter): boolean {
  const value = parameter.default;
  switch (parameter.type) {
    case "integer":
      return typeof value === "number" && value >= (parameter.minimum ?? value);
    case "month-day":
      return (
        typeof value === "string" && /^--(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u.test(value)
      );
  }
}

/** A table can be cut by a dimension only when every population can be, from one of its sources. */
function dimensionProblems(
  dimension: Dimension | undefined,
  metric: Metric,
  place: Place,
): readonly Problem[] {
  if (dimension === undefined) return [{ ...place, message: "there is no such dimension" }];
  return Object.entries(metric.populations).flatMap(([name, { sources }]) =>
    unless(
      sources.some(({ entity }) => entity in dimension.from),
      place,
      `${dimension.id} does not say where the records of the population ${name} find its code`,
    ),
  );
}

function expressionsOf({ numerator, denominator, populations }: Metric): readonly string[] {
  const all = Object.values(populations);
  const sources = all.flatMap((population) => population.sources);
  return [
    numerator.value,
    denominator.value,
    ...all.map(({ include }) => include ?? ""),
    ...sources.map(({ where }) => where ?? ""),
    ...sources.flatMap(({ measures }) => Object.values(measures)),
  ];
}

function parametersIn(expression: string): readonly string[] {
  return [...expression.matchAll(/:([a-zA-Z]\w*)/gu)].map(([, name]) => name ?? "");
}

import { isCounted, populationsOf, type Dimension, type Metric } from "../metric.ts";
import type { Registry } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { derivationProblems } from "./metric-derivation.ts";
import { parameterProblems, unknownParameters } from "./metric-parameter.ts";
import { partProblems } from "./metric-parts.ts";
import { oneOf, unless, within, type Place } from "./place.ts";
import { populationProblems } from "./population.ts";
import type { MetricContext } from "./property-use.ts";
import { descriptionProblems, localisedProblems } from "./text.ts";

/** Texts in every language; populations, parameters and dimensions that exist and fit together. */
export function metricProblems(metric: Metric, registry: Registry): readonly Problem[] {
  const place = { file: `metrics/${metric.id}.json`, pointer: "" };
  return [
    ...textProblems(metric, place),
    ...unitProblems(metric, within(place, "unit")),
    ...(isCounted(metric)
      ? partProblems(metric, registry, place)
      : derivationProblems(metric, registry, place)),
    ...Object.entries(populationsOf(metric)).flatMap(([name, population]) =>
      populationProblems(population, {
        metric,
        registry,
        place: within(place, "populations", name),
      }),
    ),
    ...metric.parameters.flatMap((parameter, index) =>
      parameterProblems(parameter, {
        metric,
        registry,
        place: within(place, "parameters", index),
      }),
    ),
    ...unknownParameters(metric, place),
    ...metric.dimensions.flatMap((id, index) =>
      dimensionProblems(id, { metric, registry, place: within(place, "dimensions", index) }),
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

/** Kinds whose figure is a number without a unit. */
const withoutUnit: ReadonlySet<Metric["kind"]> = new Set(["share", "distribution", "parity"]);

function unitProblems({ kind, unit }: Metric, place: Place): readonly Problem[] {
  return [
    ...unless(
      !withoutUnit.has(kind) || unit === "1",
      place,
      `a ${kind} has the unit 1`,
      'Write "unit": "1".',
    ),
    ...unless(
      !/^(?:%|percent)$/u.test(unit),
      place,
      "percent is not a unit; a share has the unit 1",
      'Write "unit": "1"; readers see a percentage.',
    ),
  ];
}

/** A table can be cut by a dimension only when every population can be, from one of its sources. */
function dimensionProblems(
  id: string,
  { metric, registry, place }: MetricContext,
): readonly Problem[] {
  const dimension = registry.dimensions.get(id);
  const fitting = [...registry.dimensions.values()].filter((each) => canCut(each, metric));
  const remedy = oneOf(fitting.map((each) => each.id));
  if (dimension === undefined) {
    return [{ ...place, message: `there is no such dimension as ${id}`, remedy }];
  }
  return Object.entries(populationsOf(metric)).flatMap(([name, { sources }]) =>
    unless(
      sources.some(({ entity }) => entity in dimension.from),
      place,
      `${id} does not say where the records of the population ${name} find its code`,
      remedy,
    ),
  );
}

function canCut({ from }: Dimension, metric: Metric): boolean {
  return Object.values(populationsOf(metric)).every(({ sources }) =>
    sources.some(({ entity }) => entity in from),
  );
}

import { isCounted, populationsOf, type Metric } from "../metric.ts";
import type { LocalisedText } from "../model.ts";
import type { Release } from "../release.ts";
import { change, compared, same, type Change, type Place } from "./change.ts";
import { formalChanges } from "./metric-formal.ts";
import { strangers } from "./strangers.ts";
import {
  boundTermChanges,
  deprecationChanges,
  textChanges,
  translatedListChanges,
  translationChanges,
} from "./words.ts";

/** Changes of the metrics: what changes a number, part by part, and what explains it. */
export function metricChanges(older: Release, newer: Release): readonly Change[] {
  const { removed, added, changed } = compared(older.metrics, newer.metrics);
  return [
    ...removed.map(([id]) => change("entity-removed", metricPlace(id), `${id} is gone.`)),
    ...added.map(([id]) => change("metric-added", metricPlace(id), `${id} is a new metric.`)),
    ...changed.flatMap(([id, before, after]) => [
      ...formalChanges(before, after, metricPlace(id)),
      ...textualChanges(before, after, metricPlace(id)),
      ...factChanges(before, after, metricPlace(id)),
      ...strangers({ older: before, newer: after }, fields, metricPlace(id)),
    ]),
  ];
}

const fields: readonly string[] = [
  ...["version", "domain", "title", "question", "definition", "unit", "kind", "denominatorScale"],
  ...["contributor", "sensitive", "parameters", "populations", "numerator", "denominator"],
  ...["expected", "coverageMin", "dimensions", "decimals", "range", "direction", "missingRule"],
  ...["cautions", "sources", "aliases", "deprecated", "weight", "plausible", "replicates"],
  ...["tiers", "quantile", "derivation"],
];

function metricPlace(id: string): Place {
  return { pointer: `metrics/${id}`, name: id, travels: false };
}

function textualChanges(before: Metric, after: Metric, place: Place): readonly Change[] {
  const missing = { older: before.missingRule, newer: after.missingRule };
  const parameters = new Map(after.parameters.map((parameter) => [parameter.id, parameter]));
  return [
    ...(["title", "question", "definition"] as const).flatMap((what) =>
      translationChanges({ older: before[what], newer: after[what], place, what }),
    ),
    ...textChanges({ ...missing, place, what: "rule for missing values" }),
    ...translatedListChanges({ place, what: "caution" }, before.cautions, after.cautions),
    ...Object.entries(populationsOf(before)).flatMap(([name, { title }]) => {
      const newer = populationsOf(after)[name]?.title ?? title;
      return translationChanges({ older: title, newer, place, what: `title of ${name}` });
    }),
    ...tierTitleChanges(before, after, place),
    ...before.parameters.flatMap(({ id, description }) => {
      const newer = parameters.get(id)?.description ?? description;
      return textChanges({ older: description, newer, place, what: `description of ${id}` });
    }),
  ];
}

/** What a distribution's dimension and its parts are called. */
function tierTitleChanges(before: Metric, after: Metric, place: Place): readonly Change[] {
  const [older, newer] = [tierTitles(before), tierTitles(after)];
  return Object.entries(older).flatMap(([what, title]) =>
    translationChanges({
      older: title,
      newer: newer[what] ?? title,
      place,
      what: `title of ${what}`,
    }),
  );
}

function tierTitles(metric: Metric): Readonly<Record<string, LocalisedText>> {
  if (!isCounted(metric) || metric.tiers === undefined) return {};
  const { dimension, title, codes } = metric.tiers;
  return Object.fromEntries([
    [`the dimension ${dimension}`, title],
    ...codes.map((tier) => [`the part ${tier.code}`, tier.title] as const),
  ]);
}

function factChanges(before: Metric, after: Metric, place: Place): readonly Change[] {
  const facts = (["version", "domain", "direction"] as const).filter(
    (fact) => before[fact] !== after[fact],
  );
  return [
    ...facts.map((fact) => {
      const words = `The ${fact} of ${place.name} was ${before[fact]} and is ${after[fact]} now.`;
      return change("metadata-changed", place, words);
    }),
    ...(same(before.sources, after.sources)
      ? []
      : [change("link-changed", place, `${place.name} names other sources.`)]),
    ...(same(before.aliases, after.aliases)
      ? []
      : boundTermChanges(place, before.aliases, after.aliases)),
    ...(same(before.deprecated, after.deprecated)
      ? []
      : deprecationChanges(before.deprecated, after.deprecated, place)),
  ];
}

import type { Metric, Parameter, Population, Source } from "../metric.ts";
import { change, compared, inside, same, type Change, type Place } from "./change.ts";
import { strangers } from "./strangers.ts";
import { shown } from "./keyword.ts";

/**
 * Changes of what decides a metric's numbers. Each of them changes the metric's formal hash; the
 * rule says which part of the sentence “who, what, when, how” is another one.
 */
export function formalChanges(before: Metric, after: Metric, place: Place): readonly Change[] {
  return [
    ...scalarChanges(before, after, place),
    ...sensitivityChanges(before, after, place),
    ...parameterChanges(before, after, place),
    ...populationChanges(before, after, place),
    ...fractionChanges(before, after, place),
    ...dimensionChanges(before, after, place),
  ];
}

/** Single values, and the rule that each of them falls under. */
const scalars = {
  unit: "unit-changed",
  denominatorScale: "unit-changed",
  kind: "aggregation-changed",
  contributor: "population-changed",
  expected: "population-changed",
  coverageMin: "formal-hash-changed",
  range: "formal-hash-changed",
} as const;

function scalarChanges(before: Metric, after: Metric, place: Place): readonly Change[] {
  return Object.entries(scalars).flatMap(([name, rule]) => {
    const [old, now]: readonly unknown[] = [Reflect.get(before, name), Reflect.get(after, name)];
    if (same(old, now)) return [];
    const words = `${name} of ${place.name} was ${shown(old ?? "not said")} and is ${shown(now ?? "not said")} now.`;
    return [change(rule, inside(place, name, name), words)];
  });
}

function sensitivityChanges(before: Metric, after: Metric, place: Place): readonly Change[] {
  const finer = `${place.name} shows ${after.decimals} decimals instead of ${before.decimals}.`;
  const precision =
    after.decimals > before.decimals ? "protection-loosened" : "formal-hash-changed";
  const words = after.sensitive
    ? `${place.name} is sensitive now and is withheld more often.`
    : `${place.name} is no longer sensitive, so smaller groups become public.`;
  const rule = after.sensitive ? "formal-hash-changed" : "protection-loosened";
  return [
    ...(before.decimals === after.decimals
      ? []
      : [change(precision, inside(place, "decimals", "decimals"), finer)]),
    ...(before.sensitive === after.sensitive
      ? []
      : [change(rule, inside(place, "sensitive", "sensitive"), words)]),
  ];
}

function parameterChanges(before: Metric, after: Metric, place: Place): readonly Change[] {
  const { removed, added, changed } = compared(byId(before), byId(after));
  const at = (id: string): Place => inside(place, `parameters/${id}`, `${place.name}:${id}`);
  const isOrder = removed.length + added.length === 0 && !same(ids(before), ids(after));
  const order = `${place.name} names its parameters in another order, and the order is hashed.`;
  return [
    ...(isOrder ? [change("formal-hash-changed", inside(place, "parameters", ""), order)] : []),
    ...removed.map(([id]) =>
      change("formal-hash-changed", at(id), `${place.name} has no parameter ${id} any more.`),
    ),
    ...added.map(([id]) =>
      change("formal-hash-changed", at(id), `${place.name} has the new parameter ${id}.`),
    ),
    ...changed.flatMap(([id, old, now]) => oneParameter(old, now, at(id))),
  ];
}

const parameterFields: readonly string[] = ["id", "description", "type", "default", "minimum"];
const populationFields: readonly string[] = ["title", "sources", "include"];
const sourceFields: readonly string[] = ["entity", "contributor", "where", "orderBy", "measures"];

function oneParameter(before: Parameter, after: Parameter, place: Place): readonly Change[] {
  const day = before.type === "month-day" && after.type === "month-day";
  const usual = `The default of ${place.name} was ${before.default} and is ${after.default} now.`;
  const type = `${place.name} was of type ${before.type} and is of type ${after.type} now.`;
  const least = `The least value of ${place.name} was ${before.minimum ?? "not limited"} and is ${after.minimum ?? "not limited"} now.`;
  return [
    ...(before.type === after.type ? [] : [change("type-changed", place, type)]),
    ...(before.default === after.default
      ? []
      : [change(day ? "window-changed" : "default-changed", place, usual)]),
    ...(before.minimum === after.minimum ? [] : [change("formal-hash-changed", place, least)]),
    ...strangers({ older: before, newer: after }, parameterFields, place),
  ];
}

function populationChanges(before: Metric, after: Metric, place: Place): readonly Change[] {
  const { removed, added, changed } = compared(before.populations, after.populations);
  const at = (name: string): Place => inside(place, `populations/${name}`, `${place.name}:${name}`);
  return [
    ...removed.map(([name]) =>
      change("population-changed", at(name), `${place.name} has no population ${name} any more.`),
    ),
    ...added.map(([name]) =>
      change("population-changed", at(name), `${place.name} has the new population ${name}.`),
    ),
    ...changed.flatMap(([name, old, now]) => onePopulation(old, now, at(name))),
  ];
}

function onePopulation(before: Population, after: Population, place: Place): readonly Change[] {
  const include = `${place.name} counts those with ${after.include ?? "anything"} instead of ${before.include ?? "anything"}.`;
  const sources = `${place.name} takes its records from other sources.`;
  const isOther = before.sources.length !== after.sources.length;
  return [
    ...(before.include === after.include ? [] : [change("population-changed", place, include)]),
    ...(isOther ? [change("population-changed", place, sources)] : []),
    ...strangers({ older: before, newer: after }, populationFields, place),
    ...(isOther
      ? []
      : before.sources.flatMap((source, index) =>
          oneSource(source, after.sources[index] ?? source, place),
        )),
  ];
}

function oneSource(before: Source, after: Source, place: Place): readonly Change[] {
  const people = `${place.name} counts other records of ${before.entity} than before.`;
  const last = `The last record of ${place.name} was found by ${before.orderBy} and is by ${after.orderBy} now.`;
  return [
    ...(same(who(before), who(after)) ? [] : [change("population-changed", place, people)]),
    ...(before.orderBy === after.orderBy ? [] : [change("window-changed", place, last)]),
    ...measureChanges(before, after, place),
    ...strangers({ older: before, newer: after }, sourceFields, place),
  ];
}

function measureChanges(before: Source, after: Source, place: Place): readonly Change[] {
  const { removed, added, changed } = compared(before.measures, after.measures);
  return [
    ...[...removed, ...added].map(([name]) => {
      const words = `${place.name} measures ${name in after.measures ? name : `no ${name}`} now.`;
      return change("fraction-changed", place, words);
    }),
    ...changed.map(([name, old, now]) =>
      aggregate(old) === aggregate(now)
        ? change("fraction-changed", place, `${name} of ${place.name} is measured differently.`)
        : change(
            "aggregation-changed",
            place,
            `${name} of ${place.name} was a ${aggregate(old)} and is a ${aggregate(now)} now.`,
          ),
    ),
  ];
}

function fractionChanges(before: Metric, after: Metric, place: Place): readonly Change[] {
  return (["numerator", "denominator"] as const).flatMap((part) => {
    if (same(before[part], after[part])) return [];
    const words = `The ${part} of ${place.name} was ${before[part].value} over ${before[part].population} and is ${after[part].value} over ${after[part].population} now.`;
    return [change("fraction-changed", inside(place, part, part), words)];
  });
}

function dimensionChanges(before: Metric, after: Metric, place: Place): readonly Change[] {
  const gone = before.dimensions.filter((id) => !after.dimensions.includes(id));
  const come = after.dimensions.filter((id) => !before.dimensions.includes(id));
  const at = (id: string): Place => inside(place, `dimensions/${id}`, id);
  const isOrder = gone.length + come.length === 0 && !same(before.dimensions, after.dimensions);
  const order = `${place.name} names its dimensions in another order, and the order is hashed.`;
  return [
    ...gone.map((id) =>
      change("dimension-removed", at(id), `${place.name} can no longer be cut by ${id}.`),
    ),
    ...come.map((id) =>
      change("dimension-added", at(id), `${place.name} can be cut by ${id} now.`),
    ),
    ...(isOrder ? [change("formal-hash-changed", inside(place, "dimensions", ""), order)] : []),
  ];
}

function byId({ parameters }: Metric): Readonly<Record<string, Parameter>> {
  return Object.fromEntries(parameters.map((parameter) => [parameter.id, parameter]));
}

function ids({ parameters }: Metric): readonly string[] {
  return parameters.map(({ id }) => id);
}

/** Which records count, and as whose. */
function who({ entity, contributor, where }: Source): unknown {
  return { entity, contributor, where };
}

/** `sum(…)` → `sum`. */
function aggregate(measure: string): string {
  return measure.split("(")[0]?.trim().toLowerCase() ?? "";
}

import {
  populationsOf,
  type Lookup,
  type Metric,
  type Population,
  type Source,
} from "../metric.ts";
import { change, compared, inside, same, type Change, type Place } from "./change.ts";
import { strangers } from "./strangers.ts";

/** Changes of who is counted, from which records, and what is measured of them. */
export function populationChanges(before: Metric, after: Metric, place: Place): readonly Change[] {
  const { removed, added, changed } = compared(populationsOf(before), populationsOf(after));
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

const populationFields: readonly string[] = ["title", "sources", "include"];
const sourceFields: readonly string[] = [
  ...["entity", "period", "contributor", "lookups", "where", "orderBy", "measures", "persons"],
];
const lookupFields: readonly string[] = ["entity", "on", "where", "period", "orderBy", "columns"];

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
    ...periodChanges(before, after, place),
    ...lookupChanges(before.lookups ?? [], after.lookups ?? [], place),
    ...measureChanges(before, after, place),
    ...strangers({ older: before, newer: after }, sourceFields, place),
  ];
}

function periodChanges(
  before: Source | Lookup,
  after: Source | Lookup,
  place: Place,
): readonly Change[] {
  if (before.period === after.period) return [];
  const [was, is] = [before.period ?? "this", after.period ?? "this"];
  const words = `${place.name} looked at the school year “${was}” of ${before.entity} and looks at “${is}” now.`;
  const said = `${place.name} says in another way that it looks at the school year “${is}” of ${before.entity}.`;
  return was === is
    ? [change("formal-hash-changed", place, said)]
    : [change("window-changed", place, words)];
}

function lookupChanges(
  before: readonly Lookup[],
  after: readonly Lookup[],
  place: Place,
): readonly Change[] {
  const others = `${place.name} looks up other records than before.`;
  if (before.length !== after.length) return [change("population-changed", place, others)];
  return before.flatMap((lookup, index) => oneLookup(lookup, after[index] ?? lookup, place));
}

function oneLookup(before: Lookup, after: Lookup, place: Place): readonly Change[] {
  const found = `${place.name} finds other records of ${before.entity} than before, or other values of them.`;
  const last = `The last record of ${before.entity} that ${place.name} finds is another one than before.`;
  return [
    ...(same(what(before), what(after)) ? [] : [change("population-changed", place, found)]),
    ...(before.orderBy === after.orderBy ? [] : [change("window-changed", place, last)]),
    ...periodChanges(before, after, place),
    ...strangers({ older: before, newer: after }, lookupFields, place),
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

/** Which records count, as whose, and how many persons that is. */
function who({ entity, contributor, where, persons }: Source): unknown {
  return { entity, contributor, where, persons };
}

/** Which records are found, and what is taken of them. */
function what({ entity, on, where, columns }: Lookup): unknown {
  return { entity, on, where, columns };
}

/** `sum(…)` → `sum`. */
function aggregate(measure: string): string {
  return measure.split("(")[0]?.trim().toLowerCase() ?? "";
}

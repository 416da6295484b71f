import { isCounted, type Derivation, type Metric, type Parameter, type Term } from "../metric.ts";
import { change, compared, inside, same, type Change, type Place } from "./change.ts";
import { populationChanges } from "./metric-population.ts";
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
    ...tierChanges(before, after, place),
    ...derivationChanges(before, after, place),
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
  quantile: "formal-hash-changed",
  weight: "aggregation-changed",
  plausible: "aggregation-changed",
  replicates: "aggregation-changed",
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

const parameterFields: readonly string[] = [
  ...["id", "description", "type", "default", "minimum", "maximum", "codeList"],
];

/** What a question may set the parameter to. */
const allowed = {
  minimum: "The least value",
  maximum: "The greatest value",
  codeList: "The list of the codes",
} as const;

function oneParameter(before: Parameter, after: Parameter, place: Place): readonly Change[] {
  const day = before.type === "month-day" && after.type === "month-day";
  const [was, is] = [before.default ?? "not said", after.default ?? "not said"];
  const usual = `The default of ${place.name} was ${was} and is ${is} now.`;
  const type = `${place.name} was of type ${before.type} and is of type ${after.type} now.`;
  return [
    ...(before.type === after.type ? [] : [change("type-changed", place, type)]),
    ...(before.default === after.default
      ? []
      : [change(day ? "window-changed" : "default-changed", place, usual)]),
    ...(["minimum", "maximum", "codeList"] as const).flatMap((limit) => {
      const [old, now] = [before[limit] ?? "not limited", after[limit] ?? "not limited"];
      if (old === now) return [];
      const words = `${allowed[limit]} of ${place.name} was ${old} and is ${now} now.`;
      return [change("formal-hash-changed", place, words)];
    }),
    ...strangers({ older: before, newer: after }, parameterFields, place),
  ];
}

/** The two sides of the line; what is made of other metrics has none. */
function fractionChanges(before: Metric, after: Metric, place: Place): readonly Change[] {
  return (["numerator", "denominator"] as const).flatMap((part) => {
    const [old, now] = [sideOf(before, part), sideOf(after, part)];
    if (same(old, now)) return [];
    const words = `The ${part} of ${place.name} was ${sumText(old)} and is ${sumText(now)} now.`;
    return [change("fraction-changed", inside(place, part, part), words)];
  });
}

function sideOf(metric: Metric, part: "numerator" | "denominator"): Term | undefined {
  return isCounted(metric) ? metric[part] : undefined;
}

function sumText(term: Term | undefined): string {
  if (term === undefined) return "not said";
  const { plus = [], ...first } = term;
  return [first, ...plus]
    .map(({ value, population }) => `${value} over ${population}`)
    .join(" plus ");
}

/** The parts of a distribution: their order and conditions decide, their titles do not. */
function tierChanges(before: Metric, after: Metric, place: Place): readonly Change[] {
  if (same(tiersOf(before), tiersOf(after))) return [];
  const words = `${place.name} is divided into other parts than before.`;
  return [change("fraction-changed", inside(place, "tiers", "tiers"), words)];
}

function tiersOf(metric: Metric): unknown {
  if (!isCounted(metric) || metric.tiers === undefined) return undefined;
  const { dimension, codes } = metric.tiers;
  return { dimension, codes: codes.map(({ code, when }) => ({ code, when })) };
}

function derivationChanges(before: Metric, after: Metric, place: Place): readonly Change[] {
  if (same(derivationOf(before), derivationOf(after))) return [];
  const words = `${place.name} is made of other figures than before, or made of them differently.`;
  return [change("fraction-changed", inside(place, "derivation", "derivation"), words)];
}

function derivationOf(metric: Metric): Derivation | undefined {
  return isCounted(metric) ? undefined : metric.derivation;
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

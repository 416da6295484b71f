import {
  isCounted,
  type CountedMetric,
  type Derivation,
  type DerivedMetric,
  type Metric,
} from "../metric.ts";
import type { Registry } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { oneOf, unless, within, type Place } from "./place.ts";

/**
 * What a metric is made of: metrics that are counted from records, which can be cut as it needs. Of
 * a metric that a parameter names, the default is looked at.
 */
export function derivationProblems(
  metric: DerivedMetric,
  registry: Registry,
  metricPlace: Place,
): readonly Problem[] {
  const place = within(metricPlace, "derivation");
  const context = { metric, registry, metricPlace };
  return [
    ...strayProblems(metric, place),
    ...(["metric", "deviation", "repetition"] as const).flatMap((part) => {
      const name = metric.derivation[part];
      return name === undefined
        ? []
        : baseProblems(name, { ...context, place: within(place, part) });
    }),
    ...deviationProblems(metric, registry, within(place, "deviation")),
    ...groupProblems(metric, registry, place),
    ...ownDimensionProblems(metric, registry, metricPlace),
  ];
}

interface Context {
  readonly metric: DerivedMetric;
  readonly registry: Registry;
  readonly metricPlace: Place;
  readonly place: Place;
}

/** Which parts of a derivation belong to which kinds. */
const partsOf: Readonly<Record<DerivedMetric["kind"], readonly (keyof Derivation)[]>> = {
  difference: ["first", "second"],
  parity: ["first", "second", "adjusted"],
  effect: ["first", "second", "deviation"],
  range: [],
  survival: ["repetition"],
};

function strayProblems({ kind, derivation }: DerivedMetric, place: Place): readonly Problem[] {
  const parts = ["first", "second", "adjusted", "deviation", "repetition"] as const;
  return parts.flatMap((part) =>
    unless(
      derivation[part] === undefined || partsOf[kind].includes(part),
      within(place, part),
      `is not a part of a ${kind}`,
      "Leave it out.",
    ),
  );
}

function baseProblems(name: string, context: Context): readonly Problem[] {
  const { metric, registry, place } = context;
  const parameter = metric.parameters.find(({ id }) => `:${id}` === name);
  const isNamed = name.startsWith(":");
  if (isNamed && parameter?.type !== "metric") {
    const remedy = `Declare a parameter ${name.slice(1)} of type metric, or name a metric.`;
    const message = `there is no parameter ${name.slice(1)} that is a metric`;
    return [{ ...place, message, remedy }];
  }
  const id = isNamed ? String(parameter?.default) : name;
  const base = registry.metrics.get(id);
  if (base !== undefined) return oneBaseProblems(base, context);
  if (isNamed) return [];
  return [{ ...place, message: `there is no metric ${name}`, remedy: fittingMetrics(context) }];
}

function oneBaseProblems(base: Metric, context: Context): readonly Problem[] {
  const { place } = context;
  const fitting = fittingMetrics(context);
  if (!isCounted(base)) {
    const message = `${base.id} is made of other metrics itself`;
    return [{ ...place, message, remedy: fitting }];
  }
  if (base.tiers !== undefined) {
    const message = `${base.id} is a figure for each of its parts, not one figure`;
    return [{ ...place, message, remedy: fitting }];
  }
  return fitProblems(base, context);
}

/** Which metrics can be compared: counted from records, one figure each, cut as the groups are. */
function fittingMetrics({ metric, registry }: Context): string {
  const { across } = metric.derivation;
  const fitting = [...registry.metrics.values()]
    .filter((base) => isCounted(base) && base.tiers === undefined)
    .filter((base) => base.dimensions.includes(across) && base.contributor === metric.contributor);
  return `Name a metric that is counted from records and can be cut by ${across}. ${oneOf(fitting.map(({ id }) => id))}`;
}

/** A base can be cut by all that is asked for, and protects no less than the metric does. */
function fitProblems(base: CountedMetric, context: Context): readonly Problem[] {
  const { metric, metricPlace, place } = context;
  const { across } = metric.derivation;
  return [
    ...unless(
      base.dimensions.includes(across),
      place,
      `${base.id} cannot be cut by ${across}`,
      fittingMetrics(context),
    ),
    ...metric.dimensions.flatMap((id, index) =>
      unless(
        base.dimensions.includes(id),
        within(metricPlace, "dimensions", index),
        `${base.id} cannot be cut by ${id}`,
        `Leave it out: ${base.id} is cut by ${base.dimensions.join(", ")}.`,
      ),
    ),
    ...unless(
      metric.sensitive || !base.sensitive,
      place,
      `${base.id} is sensitive, so the metric is too`,
      'Write "sensitive": true.',
    ),
    ...unless(
      metric.contributor === base.contributor,
      place,
      `a cell of ${base.id} protects each ${base.contributor}, not each ${metric.contributor}`,
      `Write "contributor": "${base.contributor}".`,
    ),
  ];
}

function deviationProblems(
  { kind, derivation }: DerivedMetric,
  { metrics }: Registry,
  place: Place,
): readonly Problem[] {
  const deviation = metrics.get(derivation.deviation ?? "");
  if (kind !== "effect" || deviation === undefined) return [];
  return unless(
    deviation.kind === "deviation",
    place,
    `${deviation.id} is no standard deviation: its kind is ${deviation.kind}`,
    oneOf([...metrics.values()].filter(({ kind: of }) => of === "deviation").map(({ id }) => id)),
  );
}

/** The groups are codes that every member publishes, and two of them. */
function groupProblems(
  { derivation }: DerivedMetric,
  { dimensions, codeLists }: Registry,
  place: Place,
): readonly Problem[] {
  const { across, first, second } = derivation;
  const dimension = dimensions.get(across);
  if (dimension === undefined) {
    const message = `there is no dimension ${across}`;
    return [{ ...within(place, "across"), message, remedy: oneOf(dimensions.keys()) }];
  }
  const list = dimension.codeList;
  const codes = new Set((codeLists.get(list ?? "")?.codes ?? []).map(({ code }) => code));
  return [
    ...(["first", "second"] as const).flatMap((part) => {
      const code = derivation[part];
      if (code === undefined || codes.has(code)) return [];
      const message =
        list === undefined
          ? `${across} has codes of each member's own, so none can be named`
          : `${code} is not in ${list}`;
      const remedy =
        list === undefined ? "Compare across a dimension with a code list." : oneOf(codes);
      return [{ ...within(place, part), message, remedy }];
    }),
    ...unless(
      first === undefined || first !== second,
      within(place, "second"),
      "is the same group as the first",
      "Name another group.",
    ),
  ];
}

/** What is set side by side is gone from the table, with all that cuts the same thing. */
function ownDimensionProblems(
  { dimensions, derivation }: DerivedMetric,
  registry: Registry,
  place: Place,
): readonly Problem[] {
  const across = registry.dimensions.get(derivation.across);
  return dimensions.flatMap((id, index) =>
    unless(
      across === undefined || registry.dimensions.get(id)?.family !== across.family,
      within(place, "dimensions", index),
      `cuts the same thing as ${derivation.across}, whose groups are set side by side`,
      "Leave it out.",
    ),
  );
}

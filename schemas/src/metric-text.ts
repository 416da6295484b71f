/**
 * What a metric's definition says, in English words. What stands in the file, such as an expression
 * or the name of a parameter, is in backquotes.
 */
import type {
  CountedMetric,
  DerivedMetric,
  Lookup,
  Metric,
  Parameter,
  PeriodScope,
  Source,
  Term,
} from "./metric.ts";

/** Something that is said about a metric, and what it is. */
export type MetricFact = readonly [name: string, text: string];

const kinds: Readonly<Record<Metric["kind"], string>> = {
  share: "a share: part of a whole",
  ratio: "a ratio: one population over another",
  mean: "a mean: a sum over a count",
  distribution: "a distribution: the share of each part",
  deviation: "a standard deviation: how far values lie from their mean",
  quantile: "a quantile: the value below which a part of the contributors lie",
  difference: "a difference: the figure of one group less that of another",
  parity: "a parity index: the figure of one group divided by that of another",
  effect: "an effect size: the difference of two groups in pooled standard deviations",
  range: "a range: the greatest figure of all groups less the least",
  survival:
    "a survival rate: the share of a cohort that reaches the end, from the rates of each grade",
};

/** How a figure comes about: `a share: part of a whole`. */
export function kindText({ kind }: Pick<Metric, "kind">): string {
  return kinds[kind];
}

/** Whether the values of a metric are shares, or differences of shares, and read as percentages. */
export function isPercentage({ kind, unit }: Pick<Metric, "kind" | "unit">): boolean {
  return unit === "1" && kind !== "parity" && kind !== "effect";
}

/** What is added up: expression and title of the population, for each part of a sum. */
export function sumTexts(
  { plus = [], ...first }: Term,
  { populations }: Pick<CountedMetric, "populations">,
): readonly { readonly value: string; readonly population: string; readonly title: string }[] {
  return [first, ...plus].map(({ value, population }) => ({
    value,
    population,
    title: populations[population]?.title.en ?? population,
  }));
}

const periods: Readonly<Record<PeriodScope, string>> = {
  this: "",
  next: "of the school year after",
  previous: "of the school year before",
  until: "of the school year and all before",
  any: "of all school years",
};

/** Which school years are looked at; empty when it is the one that is asked for. */
export function periodText({ period }: Pick<Source, "period">): string {
  return periods[period ?? "this"];
}

/** What is looked up, and what becomes of it, in one line. */
export function lookupText(lookup: Lookup, entity: string = code(lookup.entity)): string {
  const { on, where, orderBy, columns } = lookup;
  const keys = Object.entries(on).map(([own, theirs]) => `${code(own)} is its ${code(theirs)}`);
  const values = Object.entries(columns).map(([name, text]) => `${code(name)} = ${code(text)}`);
  const parts = [
    `${entity} of which ${keys.join(" and ")}`,
    where === undefined ? "" : `where ${code(where)}`,
    periodText(lookup),
    orderBy === undefined ? "" : `in the order of ${code(orderBy)}`,
  ];
  return `${parts.filter((part) => part !== "").join(", ")}: ${values.join(", ")}`;
}

/** What else decides the figure of a metric that is counted: weights, drawn values, the part below. */
export function countingFacts(metric: CountedMetric): readonly MetricFact[] {
  const { weight, quantile, plausible, replicates } = metric;
  return [
    ...(quantile === undefined ? [] : [["Part that lies below", code(quantile)] as const]),
    ...(weight === undefined
      ? []
      : [["Weight", `${code(weight)} multiplies what each contributor adds to both`] as const]),
    ...(plausible === undefined
      ? []
      : [
          [
            "Plausible values",
            `the mean of the figures of the first ${code(`:${plausible.count}`)} values of ${code(plausible.list)}, each read as ${code(plausible.as)}`,
          ] as const,
        ]),
    ...(replicates === undefined
      ? []
      : [
          [
            "Standard error",
            `the figure is computed with each of the first ${code(`:${replicates.count}`)} weights of ${code(replicates.list)} in the place of ${code(replicates.as)}; the squared differences, times ${replicates.factor}, are its sampling variance`,
          ] as const,
        ]),
  ];
}

/** What a metric that is made of others is made of, and how; `link` writes the id of a metric. */
export function derivationFacts(
  metric: DerivedMetric,
  link: (id: string) => string = code,
): readonly MetricFact[] {
  const namedText = (name: string): string =>
    name.startsWith(":") ? `the metric that ${code(name)} names` : link(name);
  const { derivation } = metric;
  const { deviation, repetition } = derivation;
  return [
    ["Made of", namedText(derivation.metric)],
    ...(deviation === undefined ? [] : [["Standard deviation", namedText(deviation)] as const]),
    ...(repetition === undefined ? [] : [["Repetition", namedText(repetition)] as const]),
    ["Groups", `the codes of ${code(derivation.across)}`],
    ["Computed as", formulaText(metric)],
    ["Parameters", "those of what it is made of, and its own"],
  ];
}

function formulaText({ kind, derivation }: DerivedMetric): string {
  const { first = "", second = "", adjusted } = derivation;
  switch (kind) {
    case "difference":
      return `the figure of ${code(first)} less that of ${code(second)}`;
    case "parity":
      return adjusted === true
        ? `the figure of ${code(first)} divided by that of ${code(second)}; above 1 it becomes 2 − 1/x, so that both directions have the same range`
        : `the figure of ${code(first)} divided by that of ${code(second)}`;
    case "effect":
      return `the figure of ${code(first)} less that of ${code(second)}, divided by their pooled standard deviation`;
    case "range":
      return "the greatest figure of all groups less the least";
    case "survival":
      return "the share of a cohort that goes from group to group until the end, repeating or not, when each group keeps its rates";
  }
}

/** What a parameter is when a question does not set it. */
export function defaultText({ default: usual }: Parameter): string {
  return usual === undefined ? "has to be said" : code(usual);
}

/** What a question may set a parameter to, where the definition limits it. */
export function limitsText({ minimum, maximum, codeList }: Parameter): string {
  const limits = [
    minimum === undefined ? "" : `at least ${minimum}`,
    maximum === undefined ? "" : `at most ${maximum}`,
    codeList === undefined ? "" : `a code of ${code(codeList)}`,
  ];
  return limits.filter((limit) => limit !== "").join(", ");
}

function code(value: number | string): string {
  return `\`${value}\``;
}

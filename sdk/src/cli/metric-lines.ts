import {
  countingFacts,
  derivationFacts,
  isCounted,
  isPercentage,
  kindText,
  lookupText,
  periodText,
  type CountedMetric,
  type DerivedMetric,
  type Metric,
  type Parameter,
  type Population,
  type Source,
  type Term,
} from "@edufed/schemas";

/** A metric in words, for a terminal: the first line names it. */
export function metricLines(metric: Metric): readonly string[] {
  const parameters = metric.parameters.map(parameterText);
  return [
    `${metric.id} ${metric.version} · ${metric.title.en}`,
    "",
    metric.question.en,
    "",
    metric.definition.en,
    "",
    line("figure", kindText(metric)),
    ...(isCounted(metric) ? counted(metric) : derived(metric)),
    line("unit", isPercentage(metric) ? "share of a whole" : metric.unit),
    line("cut by", metric.dimensions.join(", ")),
    ...(isCounted(metric)
      ? [line("coverage", `at least ${metric.coverageMin} of those expected`)]
      : []),
    ...(parameters.length === 0
      ? []
      : ["", "Parameters, published with every figure:", ...parameters]),
    "",
    `Missing: ${metric.missingRule}`,
    ...metric.cautions.map(({ en }) => `Caution: ${en}`),
    ...metric.sources.map((source) => `Source: ${source}`),
  ];
}

/** A name and what it is, in two columns. */
function line(name: string, text: string): string {
  return `${name.padEnd(12)} ${text}`;
}

function parameterText(parameter: Parameter): string {
  const { id, default: usual, description } = parameter;
  return `  ${id} ${usual === undefined ? "(has to be said)" : `= ${usual}`}: ${description}`;
}

function counted(metric: CountedMetric): readonly string[] {
  const { dimension = "", codes = [] } = metric.tiers ?? {};
  return [
    ...Object.entries(metric.populations).flatMap(population),
    ...side("numerator", metric.numerator),
    ...side("denominator", metric.denominator),
    ...countingFacts(metric).map(([name, text]) => `${name}: ${text}`),
    ...(codes.length === 0 ? [] : [`${dimension}: the first part that holds`]),
    ...codes.map(({ code, title, when }) => `  ${code}  ${when}  (${title.en})`),
  ];
}

function side(name: string, { plus = [], ...first }: Term): readonly string[] {
  return [first, ...plus].map(({ value, population: over }, index) =>
    line(index === 0 ? name : "plus", `${value}  over ${over}`),
  );
}

function derived(metric: DerivedMetric): readonly string[] {
  return derivationFacts(metric).map(([name, text]) => `${name}: ${text}`);
}

function population([name, { title, sources, include }]: [string, Population]): readonly string[] {
  return [
    `${name}: ${title.en}`,
    ...sources.flatMap(sourceText),
    ...(include === undefined ? [] : [`  counted if ${include}`]),
  ];
}

function sourceText(source: Source): readonly string[] {
  const { entity, where, lookups = [], persons } = source;
  const records = [entity, periodText(source), where === undefined ? "" : `where ${where}`];
  return [
    `  from ${records.filter((part) => part !== "").join(" ")}`,
    ...lookups.map((lookup) => `    looked up: ${lookupText(lookup)}`),
    ...(persons === undefined ? [] : [`    each stands for ${persons} persons`]),
  ];
}

import {
  countingFacts,
  derivationFacts,
  isCounted,
  isPercentage,
  lookupText,
  periodText,
  type CountedMetric,
  type DerivedMetric,
  type Metric,
  type Parameter,
  type Population,
  type Registry,
  type Source,
  type Term,
} from "@edufed/schemas";
import { UsageError } from "../errors.ts";
import { nearest } from "../import/nearest.ts";
import { textTable } from "./io.ts";
import { chooseOne } from "./options.ts";
import { standard } from "./session.ts";
import type { Shell } from "./shell.ts";

/** `metric list`: id, title and domain of every metric of the standard. */
export function listMetrics(shell: Shell, json: boolean): void {
  const metrics = [...standard().metrics.values()];
  if (json) {
    const facts = metrics.map(({ id, version, domain, title, unit }) => ({
      id,
      version,
      domain,
      title,
      unit,
    }));
    shell.out(JSON.stringify(facts, null, 2));
    return;
  }
  shell.out(
    textTable(
      metrics.map(({ id, title, domain }) => [id, title.en, domain]),
      new Set(),
    ),
  );
  shell.next("metric show <id>, which tells how one is defined");
}

/** `metric show`: one metric in words, or as it is written. */
export function showMetric(shell: Shell, id: string, json: boolean): void {
  const metric = metricNamed(standard(), id);
  if (json) {
    shell.out(JSON.stringify(metric, null, 2));
    return;
  }
  const [first = "", ...rest] = described(metric);
  shell.out(shell.style("bold", first));
  for (const each of rest) shell.out(each);
}

/** A metric by its id, in any case; the error names those that there are. */
export function metricNamed(registry: Registry, id: string): Metric {
  const metric = registry.metrics.get(id.toUpperCase());
  if (metric !== undefined) return metric;
  const known = [...registry.metrics.keys()];
  throw new UsageError(`There is no metric called “${id}”.`, chooseOne(nearest(id, known), known));
}

function described(metric: Metric): readonly string[] {
  const parameters = metric.parameters.map(parameterText);
  return [
    `${metric.id} ${metric.version} · ${metric.title.en}`,
    "",
    metric.question.en,
    "",
    metric.definition.en,
    "",
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

import type { Metric, Registry } from "@edufed/schemas";
import { UsageError } from "../errors.ts";
import type { Io } from "./io.ts";
import { textTable } from "./io.ts";
import { standard } from "./session.ts";

export function listMetrics(io: Io, json: boolean): void {
  const metrics = [...standard().metrics.values()];
  if (json) {
    const facts = metrics.map(({ id, version, domain, title, unit }) => ({
      id,
      version,
      domain,
      title,
      unit,
    }));
    io.out(JSON.stringify(facts, null, 2));
    return;
  }
  io.out(
    textTable(
      metrics.map(({ id, title, domain }) => [id, title.en, domain]),
      new Set(),
    ),
  );
  io.out("");
  io.out("edufed metric show <id> tells how one is defined.");
}

export function showMetric(io: Io, id: string, json: boolean): void {
  const metric = metricNamed(standard(), id);
  if (json) {
    io.out(JSON.stringify(metric, null, 2));
    return;
  }
  const [first = "", ...rest] = described(metric);
  io.out(io.style("bold", first));
  for (const line of rest) io.out(line);
}

/** A metric by its id, in any case; the error names those that there are. */
export function metricNamed(registry: Registry, id: string): Metric {
  const metric = registry.metrics.get(id.toUpperCase());
  if (metric !== undefined) return metric;
  throw new UsageError(
    `There is no metric called ${id}.`,
    `Choose one of: ${[...registry.metrics.keys()].join(", ")}.`,
  );
}

function described(metric: Metric): readonly string[] {
  const parameters = metric.parameters.map(
    ({ id, default: value, description }) => `  ${id} = ${value}: ${description}`,
  );
  return [
    `${metric.id} ${metric.version} · ${metric.title.en}`,
    "",
    metric.question.en,
    "",
    metric.definition.en,
    "",
    ...Object.entries(metric.populations).flatMap(population),
    `numerator    ${metric.numerator.value}  over ${metric.numerator.population}`,
    `denominator  ${metric.denominator.value}  over ${metric.denominator.population}`,
    `unit         ${metric.unit === "1" ? "share of a whole" : metric.unit}`,
    `cut by       ${metric.dimensions.join(", ")}`,
    `coverage     at least ${metric.coverageMin} of those expected`,
    ...(parameters.length === 0
      ? []
      : ["", "Parameters, published with every figure:", ...parameters]),
    "",
    `Missing: ${metric.missingRule}`,
    ...metric.cautions.map(({ en }) => `Caution: ${en}`),
    ...metric.sources.map((source) => `Source: ${source}`),
  ];
}

function population([name, { title, sources, include }]: [
  string,
  Metric["populations"][string],
]): readonly string[] {
  return [
    `${name}: ${title.en}`,
    ...sources.map(
      ({ entity, where }) => `  from ${entity}${where === undefined ? "" : ` where ${where}`}`,
    ),
    ...(include === undefined ? [] : [`  counted if ${include}`]),
  ];
}

import {
  countedFor,
  namesIn,
  recordsOf,
  sourcesOf,
  usesOf,
  type CountedMetric,
  type Metric,
  type Registry,
} from "@edufed/schemas";
import { findDimensions } from "../compute/dimension-names.ts";
import { parameterValue, requireSaid } from "../compute/parameters.ts";
import { UsageError } from "../errors.ts";
import { nearest } from "../import/nearest.ts";
import type { Question } from "../pipeline.ts";
import type { RunOptions } from "./metric.ts";
import { chooseOne, listed } from "./options.ts";

/**
 * The question that the options ask of a metric; texts become numbers where the parameter is one. Of
 * what is made of other metrics they set the parameters and choose the records of these too.
 */
export function questionOf(
  metric: Metric,
  options: Pick<RunOptions, "by" | "period" | "param" | "source">,
  registry: Registry,
): Question {
  const { metrics } = registry;
  const dimensions = listed(options.by);
  findDimensions(dimensions, metric, registry);
  const parameters = pairs(options.param ?? [], "--param");
  const sources = pairs(options.source ?? [], "--source");
  const counted = countedFor(metric, metrics, Object.fromEntries(parameters));
  for (const [population, entity] of sources)
    requireSource(metric, counted, { population, entity });
  for (const each of counted) requireSaid(each, Object.fromEntries(parameters));
  return {
    metric,
    dimensions,
    parameters: Object.fromEntries(
      parameters.map(([name, value]) => [
        name,
        valueOf({ name, value }, [metric, ...counted], registry),
      ]),
    ),
    sources: Object.fromEntries(sources),
    ...(options.period === undefined ? {} : { period: options.period }),
  };
}

/**
 * The same of several metrics. A parameter or a source is set where a metric has it; one that none of
 * them has is refused.
 */
export function questionsOf(
  metrics: readonly Metric[],
  options: Pick<RunOptions, "by" | "period" | "param" | "source">,
  registry: Registry,
): readonly Question[] {
  const known = metrics.map((metric) => namesOf(metric, registry));
  const strange = (texts: readonly string[], which: keyof Names): string | undefined =>
    texts.find((text) => known.every((names) => !names[which].has(nameIn(text))));
  const [param, source] = [options.param ?? [], options.source ?? []];
  const unknown = strange(param, "parameters") ?? strange(source, "populations");
  if (unknown !== undefined && metrics.length > 1) {
    const ids = metrics.map(({ id }) => id).join(", ");
    throw new UsageError(
      `None of ${ids} has “${nameIn(unknown)}” to set.`,
      "Look at their parameters and populations with edufed metric show.",
    );
  }
  return metrics.map((metric, index) => {
    const own = (texts: readonly string[], which: keyof Names): readonly string[] =>
      texts.filter((text) => text === unknown || known[index]?.[which].has(nameIn(text)));
    const asked = { param: own(param, "parameters"), source: own(source, "populations") };
    return questionOf(metric, { ...options, ...asked }, registry);
  });
}

/** What may be set of a metric and of those that it is made of. */
interface Names {
  readonly parameters: ReadonlySet<string>;
  readonly populations: ReadonlySet<string>;
}

function namesOf(metric: Metric, { metrics }: Registry): Names {
  const counted = countedFor(metric, metrics);
  return {
    parameters: new Set(
      [metric, ...counted].flatMap((each) => each.parameters.map(({ id }) => id)),
    ),
    populations: new Set(counted.flatMap((each) => Object.keys(each.populations))),
  };
}

function nameIn(pair: string): string {
  return pair.split("=", 1)[0] ?? "";
}

function pairs(texts: readonly string[], option: string): readonly (readonly [string, string])[] {
  const found = texts.map((text) => {
    const at = text.indexOf("=");
    if (at > 0) return [text.slice(0, at), text.slice(at + 1)] as const;
    throw new UsageError(`${option} ${text} has no “=”.`, `Write it as ${option} name=value.`);
  });
  const names = found.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice === undefined) return found;
  throw new UsageError(`${option} says ${twice} twice.`, "Say it once.");
}

function requireSource(
  { id }: Metric,
  counted: readonly CountedMetric[],
  { population, entity }: { readonly population: string; readonly entity: string },
): void {
  const populations = new Map(counted.flatMap((metric) => Object.entries(metric.populations)));
  const declared = populations.get(population);
  if (declared === undefined) {
    const names = [...populations.keys()];
    throw new UsageError(
      `${id} has no population called “${population}”.`,
      chooseOne(nearest(population, names), names),
    );
  }
  const entities = declared.sources.map((source) => source.entity);
  if (entities.includes(entity)) return;
  throw new UsageError(
    `The ${population} of ${id} cannot be counted from “${entity}”.`,
    chooseOne(nearest(entity, entities), entities),
  );
}

/** The value of a parameter that one of the metrics declares: the one that was asked for, or its bases. */
function valueOf(
  { name, value }: { readonly name: string; readonly value: string },
  metrics: readonly Metric[],
  registry: Registry,
): number | string {
  for (const metric of metrics) {
    const declared = metric.parameters.find(({ id }) => id === name);
    if (declared !== undefined) return parameterValue(metric, declared, value, registry);
  }
  const known = [...new Set(metrics.flatMap(({ parameters }) => parameters.map(({ id }) => id)))];
  throw new UsageError(
    `${metrics[0]?.id ?? "The metric"} has no parameter called “${name}”.`,
    known.length === 0 ? "It has none; leave --param out." : chooseOne(nearest(name, known), known),
  );
}

/** Entities that the populations and dimensions of a question look at. */
export function entitiesOf(question: Question, registry: Registry): readonly string[] {
  const counted = countedFor(question.metric, registry.metrics, question.parameters);
  const joined = counted
    .flatMap(({ dimensions }) => dimensions)
    .flatMap((id) =>
      Object.values(registry.dimensions.get(id)?.from ?? {}).flatMap((path) =>
        "join" in path ? [path.join] : [],
      ),
    );
  return [...counted.flatMap(recordsOf), ...joined];
}

/** The sensitive properties that these questions are defined over; nothing else sensitive is kept. */
export function needsOf(questions: readonly Question[], registry: Registry): ReadonlySet<string> {
  const uses = questions
    .flatMap(({ metric, parameters }) => countedFor(metric, registry.metrics, parameters))
    .flatMap((metric) => sourcesOf(metric))
    .flatMap((source) => usesOf(source));
  const needs = uses.flatMap(({ entity, texts }) => {
    const names = namesIn(texts);
    return (registry.entities.get(entity)?.properties ?? [])
      .filter(({ name, privacy }) => privacy === "sensitive" && names.has(name))
      .map(({ name }) => `${entity}/${name}`);
  });
  return new Set(needs);
}

import {
  countedFor,
  namesIn,
  recordsOf,
  sourcesOf,
  usesOf,
  type CountedMetric,
  type Metric,
  type Parameter,
  type Registry,
} from "@edufed/schemas";
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
  { metrics }: Pick<Registry, "metrics">,
): Question {
  const parameters = pairs(options.param ?? [], "--param");
  const sources = pairs(options.source ?? [], "--source");
  const counted = countedFor(metric, metrics, Object.fromEntries(parameters));
  const declared = [metric, ...counted].flatMap((each) => each.parameters);
  for (const [population, entity] of sources)
    requireSource(metric, counted, { population, entity });
  return {
    metric,
    dimensions: listed(options.by),
    parameters: Object.fromEntries(
      parameters.map(([name, value]) => [name, parameter(metric, declared, { name, value })]),
    ),
    sources: Object.fromEntries(sources),
    ...(options.period === undefined ? {} : { period: options.period }),
  };
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

function parameter(
  { id: metric }: Metric,
  parameters: readonly Parameter[],
  { name, value }: { readonly name: string; readonly value: string },
): number | string {
  const declared = parameters.find(({ id }) => id === name);
  if (declared === undefined) {
    const known = [...new Set(parameters.map(({ id }) => id))];
    throw new UsageError(
      `${metric} has no parameter called “${name}”.`,
      known.length === 0
        ? "It has none; leave --param out."
        : chooseOne(nearest(name, known), known),
    );
  }
  if (declared.type !== "integer") return value;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new UsageError(
    `${name} must be a whole number.`,
    `For example --param ${name}=${declared.default ?? declared.minimum ?? 1}.`,
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

import type { Metric, Registry } from "@edufed/schemas";
import { UsageError } from "../errors.ts";
import { nearest } from "../import/nearest.ts";
import type { Question } from "../pipeline.ts";
import type { RunOptions } from "./metric.ts";
import { chooseOne, listed } from "./options.ts";

/** The question that the options ask of a metric; texts become numbers where the parameter is one. */
export function questionOf(
  metric: Metric,
  options: Pick<RunOptions, "by" | "period" | "param" | "source">,
): Question {
  const parameters = pairs(options.param ?? [], "--param");
  const sources = pairs(options.source ?? [], "--source");
  for (const [population, entity] of sources) requireSource(metric, population, entity);
  return {
    metric,
    dimensions: listed(options.by),
    parameters: Object.fromEntries(
      parameters.map(([name, value]) => [name, parameter(metric, name, value)]),
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

function requireSource(metric: Metric, population: string, entity: string): void {
  const declared = Object.entries(metric.populations).find(([name]) => name === population)?.[1];
  if (declared === undefined) {
    const names = Object.keys(metric.populations);
    throw new UsageError(
      `${metric.id} has no population called “${population}”.`,
      chooseOne(nearest(population, names), names),
    );
  }
  const entities = declared.sources.map((source) => source.entity);
  if (entities.includes(entity)) return;
  throw new UsageError(
    `The ${population} of ${metric.id} cannot be counted from “${entity}”.`,
    chooseOne(nearest(entity, entities), entities),
  );
}

function parameter(metric: Metric, name: string, value: string): number | string {
  const declared = metric.parameters.find(({ id }) => id === name);
  if (declared === undefined) {
    const known = metric.parameters.map(({ id }) => id);
    throw new UsageError(
      `${metric.id} has no parameter called “${name}”.`,
      known.length === 0
        ? "It has none; leave --param out."
        : chooseOne(nearest(name, known), known),
    );
  }
  if (declared.type !== "integer") return value;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new UsageError(
    `${name} must be a whole number.`,
    `For example --param ${name}=${declared.default}.`,
  );
}

/** Entities that a metric's populations and dimensions look at. */
export function entitiesOf(metric: Metric, registry: Registry): readonly string[] {
  const sources = Object.values(metric.populations).flatMap((population) =>
    population.sources.map(({ entity }) => entity),
  );
  const joined = metric.dimensions.flatMap((id) =>
    Object.values(registry.dimensions.get(id)?.from ?? {}).flatMap((path) =>
      "join" in path ? [path.join] : [],
    ),
  );
  return [...sources, ...joined];
}

/** The sensitive properties that these metrics are defined over; nothing else sensitive is kept. */
export function needsOf(metrics: readonly Metric[], registry: Registry): ReadonlySet<string> {
  const sources = metrics.flatMap((metric) =>
    Object.values(metric.populations).flatMap((population) => population.sources),
  );
  const needs = sources.flatMap((source) => {
    const { where = "", orderBy, contributor, measures } = source;
    const text = [where, orderBy, contributor, ...Object.values(measures)].join(" ");
    return (registry.entities.get(source.entity)?.properties ?? [])
      .filter(({ name, privacy }) => privacy === "sensitive" && isNamed(name, text))
      .map(({ name }) => `${source.entity}/${name}`);
  });
  return new Set(needs);
}

function isNamed(name: string, text: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text);
}

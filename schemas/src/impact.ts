import type { Change } from "./diff/change.ts";
import { isCounted, sourcesOf, type Metric } from "./metric.ts";
import { basesOf, namesIn, usesOf } from "./metric-use.ts";
import { isObject, type Release } from "./release.ts";

/**
 * The metrics whose figures changes may concern: those that are changed themselves, that use a changed
 * property, list or dimension, as a source or looked up, or that a changed limit protects, and those
 * that are made of one of them. Words concern no figure.
 */
export function touchedMetrics(changes: readonly Change[], older: Release): readonly string[] {
  const places = changes
    .filter(({ kind }) => kind !== "editorial")
    .flatMap(({ pointer }) => withUsers(pointer, older));
  const metrics = Object.values(older.metrics);
  const touched = metrics.filter((metric) =>
    places.some((place) => concerns(place, metric, older)),
  );
  return withMadeOf(touched, metrics)
    .map(({ id }) => id)
    .toSorted();
}

/** Metrics, those that are made of them, those that are made of these, and so on. */
function withMadeOf(touched: readonly Metric[], metrics: readonly Metric[]): readonly Metric[] {
  const more = metrics.filter(
    (metric) => !touched.includes(metric) && touched.some((base) => mayBeMadeOf(metric, base)),
  );
  return more.length === 0 ? touched : withMadeOf([...touched, ...more], metrics);
}

/** Where a parameter says what a metric is made of, it is any figure that can be cut as it needs. */
function mayBeMadeOf(metric: Metric, base: Metric): boolean {
  if (isCounted(metric)) return false;
  const { metric: named, across } = metric.derivation;
  const isChoice = named.startsWith(":") && isCounted(base) && base.dimensions.includes(across);
  return isChoice || basesOf(metric).includes(base.id);
}

/** A place, and the properties and dimensions that take their codes from it when it is a list. */
function withUsers(pointer: string, { entities, dimensions }: Release): readonly string[] {
  const [kind, list] = pointer.split("/");
  if (kind !== "codeLists") return [pointer];
  const properties = Object.entries(entities).flatMap(([entity, schema]) =>
    Object.entries(isObject(schema["properties"]) ? schema["properties"] : {})
      .filter(([, property]) => isObject(property) && property["x-code-list"] === list)
      .map(([name]) => `entities/${entity}/properties/${name}`),
  );
  const cut = Object.values(dimensions).filter(({ codeList }) => codeList === list);
  return [pointer, ...properties, ...cut.map(({ id }) => `dimensions/${id}`)];
}

function concerns(pointer: string, metric: Metric, older: Release): boolean {
  const [kind = "", name = "", , property] = pointer.split("/");
  switch (kind) {
    case "metrics":
      return metric.id === name;
    case "dimensions":
      return metric.dimensions.includes(name);
    case "codeLists":
      return metric.parameters.some(({ codeList }) => codeList === name);
    case "policy":
    case "pseudonym":
      return true;
    case "entities":
      return usesProperty(metric, name, property) || isCutBy(metric, older, { name, property });
    default:
      return false;
  }
}

/** Whether a metric takes records of an entity and looks at a property; at any when none is named. */
function usesProperty(metric: Metric, entity: string, property: string | undefined): boolean {
  return sourcesOf(metric)
    .flatMap((source) => usesOf(source))
    .filter((use) => use.entity === entity)
    .some(({ texts }) => property === undefined || namesIn(texts).has(property));
}

interface PropertyOf {
  readonly name: string;
  readonly property: string | undefined;
}

/** Whether a dimension of a metric finds its codes in a property. */
function isCutBy(metric: Metric, { dimensions }: Release, { name, property }: PropertyOf): boolean {
  return metric.dimensions.some((id) =>
    Object.entries(dimensions[id]?.from ?? {}).some(([entity, path]) => {
      const found = "join" in path ? path.join : entity;
      const used = "join" in path ? [path.property, ...Object.values(path.on)] : [path.property];
      return found === name && (property === undefined || used.includes(property));
    }),
  );
}

import type { Change } from "./diff/change.ts";
import type { Metric } from "./metric.ts";
import { isObject, type Release } from "./release.ts";

/**
 * The metrics whose figures changes may concern: those that are changed themselves, that use a changed
 * property, list or dimension, or that a changed limit protects. Words concern no figure.
 */
export function touchedMetrics(changes: readonly Change[], older: Release): readonly string[] {
  const places = changes
    .filter(({ kind }) => kind !== "editorial")
    .flatMap(({ pointer }) => withUsers(pointer, older));
  const touched = Object.values(older.metrics).filter((metric) =>
    places.some((place) => concerns(place, metric, older)),
  );
  return touched.map(({ id }) => id).toSorted();
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
  const sources = Object.values(metric.populations).flatMap((population) => population.sources);
  return sources
    .filter((source) => source.entity === entity)
    .some(({ contributor, orderBy, where = "", measures }) => {
      if (property === undefined) return true;
      const text = [contributor, orderBy, where, ...Object.values(measures)].join(" ");
      const words: readonly string[] = text.replaceAll(/'[^']*'/gu, "").match(/\b\w+\b/gu) ?? [];
      return words.includes(property);
    });
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

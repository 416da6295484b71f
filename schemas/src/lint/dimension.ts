import type { Dimension, DimensionPath } from "../metric.ts";
import type { Entity, Property, Registry } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { unless, within, type Place } from "./place.ts";
import { descriptionProblems, localisedProblems } from "./text.ts";

/** A title in every language, a list that has every published code, and paths that lead to a value. */
export function dimensionProblems(dimension: Dimension, registry: Registry): readonly Problem[] {
  const place = { file: `dimensions/${dimension.id}.json`, pointer: "" };
  return [
    ...localisedProblems(dimension.title, within(place, "title")),
    ...descriptionProblems(dimension.description, within(place, "description")),
    ...codeProblems(dimension, registry, place),
    ...Object.entries(dimension.from).flatMap(([entity, path]) =>
      pathProblems(entity, path, { dimension, registry, place: within(place, "from", entity) }),
    ),
  ];
}

/** The codes of a table come from one list: what values are mapped to, and the code of the unknown. */
function codeProblems(
  { codeList, map, unknown }: Dimension,
  registry: Registry,
  place: Place,
): readonly Problem[] {
  if (codeList === undefined) return [];
  const codes = codesOf(codeList, registry);
  if (codes === undefined) {
    return [{ ...within(place, "codeList"), message: `there is no code list ${codeList}` }];
  }
  return [
    ...Object.entries(map).flatMap(([value, code]) =>
      unless(codes.has(code), within(place, "map", value), `${code} is not in ${codeList}`),
    ),
    ...unless(codes.has(unknown), within(place, "unknown"), `${unknown} is not in ${codeList}`),
  ];
}

interface PathContext {
  readonly dimension: Dimension;
  readonly registry: Registry;
  readonly place: Place;
}

function pathProblems(name: string, path: DimensionPath, context: PathContext): readonly Problem[] {
  const { registry, place } = context;
  const entity = registry.entities.get(name);
  if (entity === undefined) return [{ ...place, message: `there is no entity ${name}` }];
  if (!("join" in path)) return valueProblems(entity, path.property, context);
  const joined = registry.entities.get(path.join);
  if (joined === undefined) {
    return [{ ...within(place, "join"), message: `there is no entity ${path.join}` }];
  }
  return [
    ...Object.entries(path.on).flatMap(([own, other]) =>
      missingProperty(entity, own, within(place, "on", own)).concat(
        missingProperty(joined, other, within(place, "on", own)),
      ),
    ),
    ...valueProblems(joined, path.property, context),
    ...(path.latestBy === undefined
      ? []
      : missingProperty(joined, path.latestBy, within(place, "latestBy"))),
  ];
}

/** The property may be shown in a table, and every code it can have is a published code. */
function valueProblems(
  entity: Entity,
  name: string,
  { dimension, registry, place }: PathContext,
): readonly Problem[] {
  const property = propertyOf(entity, name);
  if (property === undefined) return missingProperty(entity, name, within(place, "property"));
  return [
    ...unless(
      property.aggregation === "dimension",
      within(place, "property"),
      `${entity.name}.${name} may not cut a table: its x-aggregation is ${property.aggregation}`,
    ),
    ...unless(
      property.generalise === undefined,
      within(place, "property"),
      `${entity.name}.${name} is coarsened or dropped before metrics are computed`,
    ),
    ...unpublishedCodes(property, dimension, registry, place),
  ];
}

/** Every code of the property is mapped, or is itself a code of the dimension's own list. */
function unpublishedCodes(
  { type }: Property,
  { codeList, map }: Dimension,
  registry: Registry,
  place: Place,
): readonly Problem[] {
  const published = codeList === undefined ? undefined : codesOf(codeList, registry);
  if (published === undefined) return [];
  const isText = type.kind === "string";
  const text = `is any text, and would be published as a code of ${codeList}; give it its x-code-list`;
  if (type.kind !== "code") return unless(!isText, place, text);
  return type.codes.flatMap((code) =>
    unless(
      code in map || published.has(code),
      place,
      `${code} is published as ${code}, which is not in ${codeList}`,
    ),
  );
}

function codesOf(list: string, { codeLists }: Registry): ReadonlySet<string> | undefined {
  const codes = codeLists.get(list)?.codes;
  return codes === undefined ? undefined : new Set(codes.map(({ code }) => code));
}

function missingProperty(entity: Entity, name: string, place: Place): readonly Problem[] {
  const exists = propertyOf(entity, name) !== undefined;
  return unless(exists, place, `${entity.name} has no property ${name}`);
}

function propertyOf(entity: Entity, name: string): Property | undefined {
  return entity.properties.find((property) => property.name === name);
}

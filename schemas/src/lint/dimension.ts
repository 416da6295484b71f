import type { Dimension, DimensionPath, Entity, Registry } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { unless, within, type Place } from "./place.ts";
import { descriptionProblems, localisedProblems } from "./text.ts";

/** A title in every language, a code list that has the published codes, and paths that lead to a value. */
export function dimensionProblems(dimension: Dimension, registry: Registry): readonly Problem[] {
  const place = { file: `dimensions/${dimension.id}.json`, pointer: "" };
  return [
    ...localisedProblems(dimension.title, within(place, "title")),
    ...descriptionProblems(dimension.description, within(place, "description")),
    ...codeProblems(dimension, registry, place),
    ...Object.entries(dimension.from).flatMap(([entity, path]) =>
      pathProblems(entity, path, registry, within(place, "from", entity)),
    ),
  ];
}

/** The codes of a table come from one list: what values are mapped to, and the code of the unknown. */
function codeProblems(
  { codeList, map, unknown }: Dimension,
  { codeLists }: Registry,
  place: Place,
): readonly Problem[] {
  if (codeList === undefined) return [];
  const list = codeLists.get(codeList);
  if (list === undefined) {
    return [{ ...within(place, "codeList"), message: `there is no code list ${codeList}` }];
  }
  const codes = new Set(list.codes.map(({ code }) => code));
  return [
    ...Object.entries(map).flatMap(([value, code]) =>
      unless(codes.has(code), within(place, "map", value), `${code} is not in ${codeList}`),
    ),
    ...unless(codes.has(unknown), within(place, "unknown"), `${unknown} is not in ${codeList}`),
  ];
}

function pathProblems(
  name: string,
  path: DimensionPath,
  { entities }: Registry,
  place: Place,
): readonly Problem[] {
  const entity = entities.get(name);
  if (entity === undefined) return [{ ...place, message: `there is no entity ${name}` }];
  if (!("join" in path)) return propertyProblem(entity, path.property, within(place, "property"));
  const joined = entities.get(path.join);
  if (joined === undefined) {
    return [{ ...within(place, "join"), message: `there is no entity ${path.join}` }];
  }
  return [
    ...Object.entries(path.on).flatMap(([own, other]) => [
      ...propertyProblem(entity, own, within(place, "on", own)),
      ...propertyProblem(joined, other, within(place, "on", own)),
    ]),
    ...propertyProblem(joined, path.property, within(place, "property")),
    ...(path.latestBy === undefined
      ? []
      : propertyProblem(joined, path.latestBy, within(place, "latestBy"))),
  ];
}

function propertyProblem(entity: Entity, property: string, place: Place): readonly Problem[] {
  const exists = entity.properties.some(({ name }) => name === property);
  return unless(exists, place, `${entity.name} has no property ${property}`);
}

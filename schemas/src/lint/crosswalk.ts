import {
  mappingsOf,
  propertyAt,
  termsOfMapping,
  type Crosswalk,
  type CrosswalkTable,
  type Mapped,
  type TermMapping,
} from "../crosswalk.ts";
import type { CodeList, Property, Registry } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { unless, within, type Place } from "./place.ts";
import { descriptionProblems } from "./text.ts";

/** Entities, properties and codes that exist; no term both carried and left out; reasons that say why. */
export function crosswalkProblems(crosswalk: Crosswalk, registry: Registry): readonly Problem[] {
  const place = { file: `crosswalks/${crosswalk.id}.json`, pointer: "" };
  return [
    ...descriptionProblems(crosswalk.scope, within(place, "scope")),
    ...(crosswalk.notes ?? []).flatMap((note, index) =>
      descriptionProblems(note, within(place, "notes", index)),
    ),
    ...reasonProblems(crosswalk.leftOut, within(place, "leftOut")),
    ...Object.entries(crosswalk.tables).flatMap(([name, table]) =>
      tableProblems(table, crosswalk, registry, within(place, "tables", name)),
    ),
    ...mappingsOf(crosswalk).flatMap((mapped) =>
      mappingProblems(mapped, crosswalk, registry, placeOf(mapped, place)),
    ),
  ];
}

/** Terms written in an entity file although a crosswalk of their format says them. */
export function sourceTermProblems({ entities, crosswalks }: Registry): readonly Problem[] {
  return [...entities.values()].flatMap(({ name, properties }) =>
    properties.flatMap((property) => {
      const place = { file: `entities/${name}.json`, pointer: "" };
      return property.sourceTerms
        .filter((term) => crosswalks.has(formatOf(term)))
        .map((term) => ({
          ...within(place, "properties", property.name, "x-source-terms"),
          message: `${term} belongs in crosswalks/${formatOf(term)}.json, from where it is shown here`,
        }));
    }),
  );
}

function formatOf(term: string): string {
  return /^[^:/]+/u.exec(term)?.[0] ?? term;
}

function placeOf({ table, entity, path }: Mapped, place: Place): Place {
  return within(place, "tables", table, "records", entity, "properties", path);
}

function tableProblems(
  table: CrosswalkTable,
  { leftOut = {} }: Crosswalk,
  { entities }: Registry,
  place: Place,
): readonly Problem[] {
  const carried = new Set(
    Object.values(table.records).flatMap(({ row, properties }) => [
      ...(row === undefined ? [] : [row]),
      ...Object.values(properties).flatMap(termsOfMapping),
    ]),
  );
  const out = Object.keys(table.leftOut ?? {});
  return [
    ...unless(carried.size + out.length > 0, place, "names no term of the table"),
    ...Object.keys(table.records).flatMap((entity) =>
      unless(entities.has(entity), within(place, "records", entity), `there is no such entity`),
    ),
    ...reasonProblems(table.leftOut, within(place, "leftOut")),
    ...out.flatMap((term) => [
      ...unless(!carried.has(term), within(place, "leftOut", term), "is carried and left out"),
      ...unless(!(term in leftOut), within(place, "leftOut", term), "is left out of every table"),
    ]),
  ];
}

/** Shorter than this, a reason only says that something is left out. */
const reasonLengthMin = 10;

function reasonProblems(
  leftOut: Readonly<Record<string, string>> | undefined,
  place: Place,
): readonly Problem[] {
  return Object.entries(leftOut ?? {}).flatMap(([term, reason]) =>
    unless(
      reason.length >= reasonLengthMin && /[.)]$/u.test(reason),
      within(place, term),
      `must say why in a sentence of at least ${reasonLengthMin} characters`,
    ),
  );
}

function mappingProblems(
  { entity, path, mapping }: Mapped,
  crosswalk: Crosswalk,
  registry: Registry,
  place: Place,
): readonly Problem[] {
  const found = registry.entities.get(entity);
  // An entity that is not there is one problem, not one for each of its properties.
  if (found === undefined) return [];
  const property = propertyAt(found.properties, path);
  if (property === undefined) return unless(false, place, `${entity} has no property ${path}`);
  if (!("term" in mapping)) return [];
  return [
    ...directionProblems(mapping, crosswalk, place),
    ...codeProblems(mapping, property, crosswalk, registry, within(place, "codes")),
  ];
}

/** What is lost is said for a direction that the mapping goes. */
function directionProblems(
  { direction, loses = {} }: TermMapping,
  crosswalk: Crosswalk,
  place: Place,
): readonly Problem[] {
  const way = direction ?? crosswalk.direction;
  return (["in", "out"] as const).flatMap((each) =>
    unless(
      loses[each] === undefined || way === each || way === "both",
      within(place, "loses", each),
      `the mapping does not go ${each}`,
    ),
  );
}

function codeProblems(
  { codes }: TermMapping,
  property: Property,
  { id }: Crosswalk,
  { codeLists }: Registry,
  place: Place,
): readonly Problem[] {
  const value = property.type.kind === "list" ? property.type.item : property.type;
  const list = value.kind === "code" ? codeLists.get(value.list) : undefined;
  if (codes === undefined) return [];
  const theirs =
    list === undefined ? new Map<string, readonly string[]>() : codesOfFormat(list, id);
  if (codes === "mappings") {
    return unless(theirs.size > 0, place, `its code list has no mappings of ${id}`);
  }
  if (list === undefined) return [];
  return Object.entries(codes).flatMap(([code, ours]) => [
    ...unless(
      list.codes.some((each) => each.code === ours),
      within(place, code),
      `${ours} is not in ${list.id}`,
    ),
    ...unless(
      theirs.get(code)?.includes(ours) ?? true,
      within(place, code),
      `${list.id} says that it is ${theirs.get(code)?.join(" or ") ?? ours}`,
    ),
  ]);
}

/** Code of the format → codes of ours that say the same or nearly, as the code list has them. */
function codesOfFormat(
  { codes }: CodeList,
  format: string,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { code, mappings = [] } of codes) {
    for (const mapping of mappings.filter(({ list }) => formatOf(list) === format)) {
      found.set(mapping.code, [...(found.get(mapping.code) ?? []), code]);
    }
  }
  return found;
}

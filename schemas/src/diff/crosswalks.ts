import { mappingsOf, type Crosswalk, type PropertyMapping } from "../crosswalk.ts";
import { isObject, type Release } from "../release.ts";
import { change, compared, inside, same, type Change, type Place } from "./change.ts";

/** Changes of where other formats keep what our properties say. */
export function crosswalkChanges(older: Release, newer: Release): readonly Change[] {
  const { removed, added, changed } = compared(older.crosswalks, newer.crosswalks);
  return [
    ...removed.map(([id]) => {
      const words = `${id} can no longer be read or written.`;
      return change("mapping-changed", crosswalkPlace(id), words);
    }),
    ...added.map(([id]) => {
      return change("term-bound", crosswalkPlace(id), `${id} is mapped to the standard.`);
    }),
    ...changed.flatMap(([id, before, after]) => oneCrosswalk(before, after, crosswalkPlace(id))),
  ];
}

function crosswalkPlace(id: string): Place {
  return { pointer: `crosswalks/${id}`, name: id, travels: false };
}

function oneCrosswalk(before: Crosswalk, after: Crosswalk, place: Place): readonly Change[] {
  const { removed, added, changed } = compared(byProperty(before), byProperty(after));
  const at = (name: string): Place => inside(place, name, name);
  const changes = [
    ...rowChanges(before, after, place),
    ...operationChanges(before, after, place),
    ...(before.id === after.id && before.edition === after.edition
      ? []
      : [change("mapping-changed", place, `${place.name} is about another edition now.`)]),
    ...removed.map(([name]) => {
      const words = `${place.name} no longer says anything about ${name}.`;
      return change("mapping-changed", at(name), words);
    }),
    ...added.map(([name]) => {
      return change("term-bound", at(name), `${place.name} says where ${name} is found.`);
    }),
    ...changed.map(([name, old, now]) => oneMapping(old, now, { place: at(name), name })),
  ];
  if (changes.length > 0) return changes;
  return [change("metadata-changed", place, `${place.name} says more or less about itself.`)];
}

/** Which rows are records, and of what: the same cells make other records. */
function rowChanges(before: Crosswalk, after: Crosswalk, place: Place): readonly Change[] {
  const { changed } = compared(rowsOf(before), rowsOf(after));
  return changed.map(([name]) => {
    const words = `${place.name} finds records of ${name} in other rows, or they stand for something else.`;
    return change("mapping-changed", inside(place, name, name), words);
  });
}

function rowsOf({ tables }: Crosswalk): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(tables).flatMap(([table, { records }]) =>
      Object.entries(records).map(([entity, { row, relation }]) => [
        `${table}/${entity}`,
        { row, relation },
      ]),
    ),
  );
}

/** What may be done to a property of a privacy class before it is shared in the other format. */
function operationChanges(before: Crosswalk, after: Crosswalk, place: Place): readonly Change[] {
  const [older, newer] = [classesOf(before), classesOf(after)];
  return [...new Set([...older, ...newer])].flatMap((pair) => {
    if (older.has(pair) && newer.has(pair)) return [];
    const words = `${place.name} ${newer.has(pair) ? "lets" : "no longer lets"} ${pair}.`;
    return [change("mapping-changed", inside(place, "operations", "operations"), words)];
  });
}

function classesOf({ operations = {} }: Crosswalk): ReadonlySet<string> {
  return new Set(
    Object.entries(operations).flatMap(([operation, { classes }]) =>
      classes.map((privacy) => `${operation} be done to a property that is ${privacy}`),
    ),
  );
}

/** Table, entity and property → mapping, with the direction that it has from the whole. */
function byProperty(crosswalk: Crosswalk): Readonly<Record<string, PropertyMapping>> {
  const { direction } = crosswalk;
  return Object.fromEntries(
    mappingsOf(crosswalk).map(({ table, entity, path, mapping }) => [
      `${table}/${entity}.${path}`,
      { direction, ...mapping },
    ]),
  );
}

/** What decides which value is made of which; the rest of a mapping explains it. */
const deciding = [
  "term",
  "relation",
  "read",
  "codes",
  "direction",
  "template",
  "constant",
  "language",
] as const;

function oneMapping(
  before: PropertyMapping,
  after: PropertyMapping,
  { place, name }: { readonly place: Place; readonly name: string },
): Change {
  return same(parts(before), parts(after))
    ? change("metadata-changed", place, `The mapping of ${name} explains itself differently.`)
    : change(
        "mapping-changed",
        place,
        `${name} is made of something else, or stands for something else.`,
      );
}

function parts(mapping: PropertyMapping): unknown {
  return deciding.map((part) => (isObject(mapping) ? mapping[part] : undefined));
}

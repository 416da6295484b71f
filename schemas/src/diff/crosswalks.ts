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

/** Table, entity and property → mapping. */
function byProperty(crosswalk: Crosswalk): Readonly<Record<string, PropertyMapping>> {
  const all = mappingsOf(crosswalk);
  return Object.fromEntries(
    all.map(({ table, entity, path, mapping }) => [`${table}/${entity}.${path}`, mapping]),
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

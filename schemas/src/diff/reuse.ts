import { isObject, type JsonObject, type Release } from "../release.ts";
import { change, same, type Change, type Place } from "./change.ts";
import { propertiesOf, propertyPlace } from "./objects.ts";
import { hasSameShape } from "./rename.ts";

/**
 * Names that were given up in an earlier release and come back for something else. `history` is every
 * release so far, the last of them included.
 */
export function reuseChanges(history: readonly Release[], newer: Release): readonly Change[] {
  const last = history.at(-1);
  if (last === undefined) return [];
  const found = history
    .slice(0, -1)
    .flatMap((earlier) => [
      ...kinds.flatMap((kind) => reusedItems({ earlier, last, newer }, kind)),
      ...reusedProperties({ earlier, last, newer }),
      ...reusedCodes({ earlier, last, newer }),
    ]);
  return found.filter(
    ({ pointer }, index) => index === found.findIndex((other) => other.pointer === pointer),
  );
}

interface Three {
  readonly earlier: Release;
  readonly last: Release;
  readonly newer: Release;
}

const kinds = ["entities", "codeLists", "dimensions", "rules", "metrics", "exchange"] as const;

function reusedItems({ earlier, last, newer }: Three, kind: (typeof kinds)[number]) {
  return Object.keys(newer[kind]).flatMap((name) => {
    const was = earlier[kind][name];
    if (name in last[kind] || was === undefined || same(was, newer[kind][name])) return [];
    const place: Place = { pointer: `${kind}/${name}`, name, travels: false };
    const words = `${name} was given up after ${earlier.version} and stands for something else now. Choose another name.`;
    return [change("identifier-reused", place, words)];
  });
}

function reusedProperties({ earlier, last, newer }: Three): readonly Change[] {
  return Object.entries(newer.entities).flatMap(([name, schema]) => {
    const [was, is] = [earlier.entities[name], last.entities[name]];
    if (was === undefined || is === undefined) return [];
    const place: Place = { pointer: `entities/${name}`, name, travels: false };
    return reusedWithin({ was, is, now: schema }, place);
  });
}

interface Schemas {
  readonly was: JsonObject;
  readonly is: JsonObject;
  readonly now: JsonObject;
}

function reusedWithin({ was, is, now }: Schemas, place: Place): readonly Change[] {
  return Object.entries(propertiesOf(now)).flatMap(([name, property]) => {
    const old = propertiesOf(was)[name];
    if (old === undefined) return [];
    const between = propertiesOf(is)[name];
    const at = propertyPlace(place, name);
    if (between !== undefined) {
      const inner = { was: old, is: between, now: property };
      const items = { was: itemsOf(old), is: itemsOf(between), now: itemsOf(property) };
      return [...reusedWithin(inner, at), ...reusedWithin(items, at)];
    }
    if (hasSameShape(old, property) && old["description"] === property["description"]) return [];
    const words = `${at.name} was given up and comes back with another meaning. Choose another name.`;
    return [change("name-reused", at, words)];
  });
}

function itemsOf(schema: JsonObject): JsonObject {
  return isObject(schema["items"]) ? schema["items"] : {};
}

function reusedCodes({ earlier, last, newer }: Three): readonly Change[] {
  return Object.entries(newer.codeLists).flatMap(([id, list]) => {
    const was = earlier.codeLists[id]?.codes ?? [];
    const is = last.codeLists[id];
    if (is === undefined) return [];
    return list.codes.flatMap(({ code, label, definition }) => {
      const old = was.find((each) => each.code === code);
      const isKept = is.codes.some((each) => each.code === code);
      const isSame = old?.label.en === label.en && old.definition === definition;
      if (old === undefined || isKept || isSame) return [];
      const pointer = `codeLists/${id}/codes/${code}`;
      const words = `The code ${code} of ${id} was given up and comes back with another meaning.`;
      return [change("name-reused", { pointer, name: code, travels: false }, words)];
    });
  });
}

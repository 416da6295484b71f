import { isObject, type JsonObject } from "../release.ts";
import { change, compared, inside, type Change, type Place } from "./change.ts";
import type { CompareKeyword, KeywordContext, Keywords } from "./keyword.ts";
import { isLikelyRename } from "./rename.ts";

/** Keywords about what an object or a list holds. */
export const objectKeywords: Keywords = {
  properties: propertyChanges,
  required: requiredChanges,
  additionalProperties: opennessChanges,
  items: itemChanges,
};

/** The properties of a schema by name. */
export function propertiesOf(schema: JsonObject): Readonly<Record<string, JsonObject>> {
  const { properties } = schema;
  if (!isObject(properties)) return {};
  const entries = Object.entries(properties);
  return Object.fromEntries(
    entries.flatMap(([name, property]) => (isObject(property) ? [[name, property]] : [])),
  );
}

function requiredOf(schema: JsonObject): ReadonlySet<unknown> {
  return new Set(Array.isArray(schema["required"]) ? schema["required"] : []);
}

/** A property as a place inside its object. */
export function propertyPlace(place: Place, name: string): Place {
  return inside(place, `properties/${name}`, `${place.name}.${name}`);
}

function propertyChanges(...[, , context]: Parameters<CompareKeyword>): readonly Change[] {
  const { place, schemas, compare } = context;
  const { removed, added, changed } = compared(
    propertiesOf(schemas.older),
    propertiesOf(schemas.newer),
  );
  const renames = removed.flatMap(([from, older]) => {
    const found = added.find(([to, newer]) => isLikelyRename({ from, to, older, newer }));
    return found === undefined ? [] : [[from, found[0]] as const];
  });
  const oldNames = new Set(renames.map(([from]) => from));
  const newNames = new Set(renames.map(([, to]) => to));
  return [
    ...renames.map(([from, to]) => renamed(place, from, to)),
    ...removed.filter(([name]) => !oldNames.has(name)).map(([name]) => removedField(place, name)),
    ...added.filter(([name]) => !newNames.has(name)).map(([name]) => addedField(context, name)),
    ...changed.flatMap(([name, older, newer]) => compare(older, newer, propertyPlace(place, name))),
  ];
}

function renamed(place: Place, from: string, to: string): Change {
  const at = propertyPlace(place, from);
  const words = `${at.name} is gone and ${place.name}.${to} looks like it under another name.`;
  return change("field-renamed", at, words);
}

function removedField(place: Place, name: string): Change {
  const at = propertyPlace(place, name);
  return change("field-removed", at, `${at.name} is gone; records that have it are invalid.`);
}

function addedField({ place, schemas }: KeywordContext, name: string): Change {
  const at = propertyPlace(place, name);
  // A default does not help: validation asks for the value, and no reader fills one in.
  if (requiredOf(schemas.newer).has(name)) {
    const words = `${at.name} is new and required; no record written before has it.`;
    return change("required-field-added", at, words);
  }
  return change("optional-field-added", at, `${at.name} is new and may be left out.`);
}

/** Properties that are on both sides; of others it is said that they come or go. */
function requiredChanges(...[, , { place, schemas }]: Parameters<CompareKeyword>) {
  const [before, after] = [requiredOf(schemas.older), requiredOf(schemas.newer)];
  const newer = propertiesOf(schemas.newer);
  const kept = Object.keys(propertiesOf(schemas.older)).filter((name) =>
    Object.hasOwn(newer, name),
  );
  const changes = kept.flatMap((name) => {
    const at = propertyPlace(place, name);
    if (before.has(name) === after.has(name)) return [];
    if (before.has(name)) {
      return [change("limit-loosened", at, `${at.name} may be left out now.`)];
    }
    const words = `${at.name} is required now; records without it were valid before.`;
    return [change("optional-to-required", at, words)];
  });
  const isSame = before.size === after.size && [...before].every((name) => after.has(name));
  if (!isSame) return [...changes, ...namelessChanges(before, after, { place, schemas })];
  const words = `${place.name} names what is required in another order.`;
  return [change("metadata-changed", place, words)];
}

/** Names that are required and that no side describes: an open object may have them. */
function namelessChanges(
  before: ReadonlySet<unknown>,
  after: ReadonlySet<unknown>,
  { place, schemas }: Pick<KeywordContext, "place" | "schemas">,
): readonly Change[] {
  const described = new Set<unknown>(
    [schemas.older, schemas.newer].flatMap((schema) => Object.keys(propertiesOf(schema))),
  );
  const isNameless = (name: unknown): boolean => !described.has(name);
  const come = [...after].filter((name) => !before.has(name)).filter(isNameless);
  const gone = [...before].filter((name) => !after.has(name)).filter(isNameless);
  return [
    ...come.map((name) => {
      const words = `${place.name} must have ${String(name)} now; what was without it was valid before.`;
      return change("optional-to-required", place, words);
    }),
    ...gone.map((name) =>
      change("limit-loosened", place, `${place.name} may be without ${String(name)} now.`),
    ),
  ];
}

function opennessChanges(...[older, newer, { place, compare }]: Parameters<CompareKeyword>) {
  if (isObject(older) && isObject(newer)) {
    const at = inside(place, "additionalProperties", `${place.name}.*`);
    return compare(older, newer, at);
  }
  return opennessOf(newer) < opennessOf(older)
    ? [change("object-closed", place, `${place.name} no longer lets other properties through.`)]
    : [change("limit-loosened", place, `${place.name} lets other properties through now.`)];
}

/** 0: no other property; 1: some; 2: any. */
function opennessOf(additional: unknown): number {
  if (additional === false) return 0;
  return isObject(additional) ? 1 : 2;
}

function itemChanges(...[older, newer, { place, compare }]: Parameters<CompareKeyword>) {
  const before = isObject(older) ? older : {};
  const after = isObject(newer) ? newer : {};
  return compare(before, after, inside(place, "items", `${place.name}[]`));
}

import type { PrivacyClass, Property, ValueType } from "../model.ts";
import { fateOf, staysBehind, type Fate, type SensitiveNeeds } from "../profiles.ts";
import { isObject, type JsonObject } from "../release.ts";
import { change, inside, type Change, type Place } from "./change.ts";
import { propertiesOf, propertyPlace } from "./objects.ts";

/**
 * What the shareable profile shows now and did not show before, whichever keyword is the reason: a
 * class, a generalisation, or that a property need not be there any more. Asked for a purpose that
 * needs nothing and for one that has declared every property.
 */
export function exposureChanges(
  older: JsonObject,
  newer: JsonObject,
  place: Place,
): readonly Change[] {
  const [before, after] = [told(older, place.name), told(newer, place.name)];
  const all: SensitiveNeeds = new Set(
    [...before.properties, ...after.properties].map(({ name }) => `${place.name}/${name}`),
  );
  if (staysBehind(before) && !staysBehind(after)) {
    const words = `Records of ${place.name} were left behind when records are shared, because each told something sensitive by being there, and are not any more.`;
    return [change("privacy-lowered", inside(place, "required", place.name), words)];
  }
  const shown = after.properties.filter((property) => {
    const was = before.properties.find(({ name }) => name === property.name);
    return (
      was !== undefined &&
      [undefined, all].some(
        (needs) => exposure(fateOf(after, property, needs)) > exposure(fateOf(before, was, needs)),
      )
    );
  });
  return shown.map(({ name }) => {
    const at = propertyPlace(place, name);
    const words = `${at.name} tells more than before when records are shared.`;
    return change("privacy-lowered", at, words);
  });
}

/** How much of a value is left: nothing, its year, which values are the same, all of it. */
function exposure({ kind }: Fate): number {
  return ["drop", "year", "rekey", "keep"].indexOf(kind);
}

interface Told {
  readonly name: string;
  readonly properties: readonly Property[];
}

function told(schema: JsonObject, name: string): Told {
  return { name, properties: propertiesIn(schema, undefined) };
}

function propertiesIn(schema: JsonObject, around: PrivacyClass | undefined): readonly Property[] {
  const required: readonly unknown[] = Array.isArray(schema["required"]) ? schema["required"] : [];
  return Object.entries(propertiesOf(schema)).map(([name, file]) =>
    propertyOf(name, file, { isRequired: required.includes(name), around }),
  );
}

interface Context {
  readonly isRequired: boolean;
  /** The class of the object around it, for parts that have none of their own. */
  readonly around: PrivacyClass | undefined;
}

const strictestFirst: readonly PrivacyClass[] = [
  "direct",
  "sensitive",
  "pseudonym",
  "quasi",
  "ordinary",
];

/** As much of a property as decides what happens to it when it is shared. */
function propertyOf(name: string, file: JsonObject, { isRequired, around }: Context): Property {
  const said = strictestFirst.find((privacy) => privacy === file["x-privacy"]) ?? around;
  const type = typeOf(file, said);
  const value = type.kind === "list" ? type.item : type;
  const parts = value.kind === "object" ? value.properties.map(({ privacy }) => privacy) : [];
  const { "x-references": references, "x-generalise": generalise } = file;
  return {
    ...{ name, description: "", type, required: isRequired, nullable: false, privacyBasis: [] },
    privacy: said ?? strictestFirst.find((privacy) => parts.includes(privacy)) ?? "direct",
    ...{ aggregation: "never", stability: "experimental", examples: [], sourceTerms: [] },
    ...(typeof references === "string" && { references }),
    ...(isObject(generalise) && { generalise: generalisation(generalise) }),
  };
}

function generalisation({ method, to }: JsonObject): NonNullable<Property["generalise"]> {
  return {
    method: method === "year" ? "year" : "drop",
    ...(typeof to === "string" && { to }),
  };
}

function typeOf(file: JsonObject, around: PrivacyClass | undefined): ValueType {
  const { items, properties } = file;
  if (isObject(items)) return { kind: "list", item: typeOf(items, around), itemNullable: false };
  if (isObject(properties)) return { kind: "object", properties: propertiesIn(file, around) };
  const isText = [file["type"]].flat().includes("string");
  const isPlain = file["format"] === undefined && file["x-code-list"] === undefined;
  return isText && isPlain ? { kind: "string" } : { kind: "boolean" };
}

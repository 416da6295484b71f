import type { Registry } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { exampleProblems } from "./examples.ts";
import { unless, within, type Place } from "./place.ts";
import { descriptionProblems } from "./text.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * What every schema of publication/ must have, so that a reader or a program in another language can
 * use it alone: a name, a stability, closed objects, and for every property a description that stands
 * alone, the unit or the meaning of its codes, and an example. The example may be the property's own
 * or a part of one of an object around it.
 */
export function exchangeProblems(
  name: string,
  schema: object,
  { codeLists }: Pick<Registry, "codeLists">,
): readonly Problem[] {
  const place = { file: `publication/${name}.json`, pointer: "" };
  const root = asObject(schema);
  return [
    ...unless(
      new RegExp(`^urn:edufed:(?:exchange|publication):${name}$`, "u").test(String(root["$id"])),
      within(place, "$id"),
      `must be urn:edufed:exchange:${name} or urn:edufed:publication:${name}`,
    ),
    ...unless(typeof root["title"] === "string", place, "must have a title"),
    ...unless(
      ["experimental", "stable", "deprecated"].includes(String(root["x-stability"])),
      within(place, "x-stability"),
      "must be experimental, stable or deprecated; its properties have it too unless they say otherwise",
    ),
    ...valueProblems({ schema: root, place, examples: examplesOf(root), codeLists }),
    ...exampleProblems(root, place),
  ];
}

interface Looked {
  readonly schema: JsonObject;
  readonly place: Place;
  /** What stands in this place in the examples of the schemas around it, and in its own. */
  readonly examples: readonly unknown[];
  readonly codeLists: Registry["codeLists"];
}

/** A value that a reader meets: the document, a property, an item of a list. */
function valueProblems(looked: Looked): readonly Problem[] {
  const { schema, place } = looked;
  return [
    ...descriptionProblems(text(schema, "description"), within(place, "description")),
    ...unitProblems(schema, place),
    ...codeProblems(schema, place, looked.codeLists),
    ...objectProblems(looked),
    ...itemProblems(looked),
  ];
}

/** Closed, or open on purpose; a text in several languages is explained by localised-text.json. */
function objectProblems({ schema, place, examples, codeLists }: Looked): readonly Problem[] {
  if (schema["type"] !== "object") return [];
  const properties = asObject(schema["properties"]);
  const isOpen = schema["additionalProperties"] === undefined;
  const own = unless(!isOpen, within(place, "additionalProperties"), "must be said, true or false");
  if (isLocalisedText(properties)) return own;
  const below = Object.entries(properties).flatMap(([name, property]) => {
    const at = within(place, "properties", name);
    const part = asObject(property);
    const inside = examples.flatMap((example) => valueAt(example, name));
    const values = [...examplesOf(part), ...inside];
    return [
      ...unless(
        values.length > 0 || isContainer(part),
        within(at, "examples"),
        "must occur in an example",
      ),
      ...valueProblems({ schema: part, place: at, examples: values, codeLists }),
    ];
  });
  return [...own, ...below];
}

function itemProblems({ schema, place, examples, codeLists }: Looked): readonly Problem[] {
  const items = asObject(schema["items"]);
  const at = within(place, "items");
  if (items["type"] !== "object")
    return [...unitProblems(items, at), ...codeProblems(items, at, codeLists)];
  if (isLocalisedText(asObject(items["properties"]))) return [];
  const inside = examples.flatMap((example): readonly unknown[] =>
    Array.isArray(example) ? example : [],
  );
  return valueProblems({
    schema: items,
    place: at,
    examples: [...examplesOf(items), ...inside],
    codeLists,
  });
}

/** A figure without its unit is no figure; a whole number is counted in ones unless it says otherwise. */
function unitProblems(schema: JsonObject, place: Place): readonly Problem[] {
  const types = [schema["type"]].flat();
  const unit = schema["x-unit"] ?? schema["x-unit-property"];
  return [
    ...unless(
      !types.includes("number") || typeof unit === "string",
      within(place, "x-unit"),
      "a number must have its UCUM unit, or in x-unit-property the property that says it",
    ),
  ];
}

/** Codes are those of a list of the standard, or each is explained on the spot. */
function codeProblems(
  schema: JsonObject,
  place: Place,
  codeLists: Registry["codeLists"],
): readonly Problem[] {
  const list = text(schema, "x-code-list");
  if (list !== "") {
    const message = `there is no code list ${list}`;
    return unless(codeLists.has(list), within(place, "x-code-list"), message);
  }
  const values: unknown = schema["enum"] ?? [];
  const words = asObject(schema["x-code-descriptions"]);
  const unexplained = (Array.isArray(values) ? values : []).filter(
    (code) => code !== null && typeof words[String(code)] !== "string",
  );
  const message = `must say what ${unexplained.join(", ")} mean`;
  return unless(unexplained.length === 0, within(place, "x-code-descriptions"), message);
}

/** Its properties have examples of their own. */
function isContainer(schema: JsonObject): boolean {
  return "properties" in schema || "properties" in asObject(schema["items"]);
}

function isLocalisedText(properties: JsonObject): boolean {
  const names = Object.keys(properties);
  return names.includes("en") && names.every((name) => /^[a-z]{2}$/u.test(name));
}

function examplesOf({ examples }: JsonObject): readonly unknown[] {
  return Array.isArray(examples) ? examples : [];
}

function valueAt(example: unknown, name: string): readonly unknown[] {
  const value = asObject(example)[name];
  return value === undefined ? [] : [value];
}

function text(schema: JsonObject, keyword: string): string {
  const value = schema[keyword];
  return typeof value === "string" ? value : "";
}

function asObject(value: unknown): JsonObject {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

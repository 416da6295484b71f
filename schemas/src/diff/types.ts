import { change, same, type Change, type Place } from "./change.ts";
import { shown, type CompareKeyword, type Keywords } from "./keyword.ts";

/** A change of type: another one, fewer, more, a list instead of a value, null no more. */
export function typeChanges(older: unknown, newer: unknown, place: Place): readonly Change[] {
  const [before, after] = [typesOf(older), typesOf(newer)];
  const changes = [...kindChanges(before, after, place), ...nullChanges(before, after, place)];
  if (changes.length > 0 || same(older, newer)) return changes;
  return [change("metadata-changed", place, `${place.name} names its types in another way.`)];
}

/** Keywords that say which values there are, one by one or by form. */
export const valueKeywords: Keywords = {
  format: formatChanges,
  enum: enumerationChanges,
  const: (older, newer, context) =>
    !same(context.schemas.older["enum"], context.schemas.newer["enum"])
      ? []
      : enumerationChanges(older, newer, context),
  "x-code-list": codeListChanges,
  anyOf: alternativeChanges,
  oneOf: exclusiveChanges,
  allOf: conditionChanges,
};

const allTypes: readonly string[] = [
  ...["string", "number", "integer", "boolean", "object", "array", "null"],
];

/** The types a schema allows; one that names none allows all. */
function typesOf(type: unknown): ReadonlySet<string> {
  if (typeof type === "string") return new Set([type]);
  return new Set(Array.isArray(type) ? type.map(String) : allTypes);
}

function kindChanges(
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  place: Place,
): readonly Change[] {
  const words = `${named(before)} and is ${named(after)} now`;
  if (fits(before, after) && fits(after, before)) return [];
  if (fits(before, after)) {
    return [change("limit-loosened", place, `${place.name} was ${words}.`)];
  }
  if (fits(after, before)) {
    return [
      change("type-narrowed", place, `${place.name} was ${words}: some values are left out.`),
    ];
  }
  const rule = isList(before) === isList(after) ? "type-changed" : "cardinality-changed";
  return [change(rule, place, `${place.name} was ${words}.`)];
}

function nullChanges(
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  place: Place,
): readonly Change[] {
  if (before.has("null") === after.has("null")) return [];
  return after.has("null")
    ? [change("limit-loosened", place, `${place.name} may be null now.`)]
    : [change("null-forbidden", place, `${place.name} may no longer be null.`)];
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

function named(types: ReadonlySet<string>): string {
  const words = [...types].flatMap((type) => typeNames[type] ?? []);
  return words.length === Object.keys(typeNames).length ? "anything" : words.join(" or ");
}

const dayFormats: ReadonlySet<unknown> = new Set(["date", "date-time"]);

function formatChanges(...[older, newer, { place }]: Parameters<CompareKeyword>) {
  if (newer === undefined) {
    return [
      change("limit-loosened", place, `${place.name} need not be a ${shown(older)} any more.`),
    ];
  }
  if (dayFormats.has(older) && dayFormats.has(newer)) {
    const words = `${place.name} was a ${shown(older)} and is a ${shown(newer)} now.`;
    return [change("time-changed", place, words)];
  }
  return [change("format-tightened", place, `${place.name} must be a ${shown(newer)} now.`)];
}

/** Values that are named one by one, by enum or const. */
function enumerationChanges(...[, , { place, schemas }]: Parameters<CompareKeyword>) {
  const [before, after] = [valuesOf(schemas.older), valuesOf(schemas.newer)];
  if (before === undefined) {
    return [change("limit-tightened", place, `${place.name} takes only certain values now.`)];
  }
  if (after === undefined) {
    return [change("limit-loosened", place, `${place.name} takes any value now.`)];
  }
  const gone = before.filter((value) => !after.includes(value));
  const come = after.filter((value) => !before.includes(value));
  if (gone.length === before.length) {
    return [change("code-list-replaced", place, `${place.name} takes other values now.`)];
  }
  if (gone.length + come.length === 0) {
    return [change("metadata-changed", place, `${place.name} names its values in another order.`)];
  }
  return [
    ...gone.map((value) =>
      change("code-removed", place, `${place.name} no longer takes ${shown(value)}.`),
    ),
    ...come.map((value) =>
      change(
        "closed-list-extended",
        place,
        `${place.name} also takes ${shown(value)}, which no older reader knows.`,
        { step: "major" },
      ),
    ),
  ];
}

function valuesOf(schema: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  const values: unknown = schema["enum"];
  if (!Array.isArray(values)) return "const" in schema ? [schema["const"]] : undefined;
  return "const" in schema ? values.filter((value) => value === schema["const"]) : values;
}

function codeListChanges(...[older, newer, { place }]: Parameters<CompareKeyword>) {
  if (older === undefined) {
    const words = `${place.name} takes only the codes of ${shown(newer)} now.`;
    return [change("limit-tightened", place, words)];
  }
  if (newer === undefined) {
    const words = `${place.name} is no longer bound to the codes of ${shown(older)}.`;
    return [change("limit-loosened", place, words)];
  }
  const words = `${place.name} took its codes from ${shown(older)} and takes them from ${shown(newer)} now.`;
  return [change("code-list-replaced", place, words)];
}

/** Alternatives that are no longer there as they were, and those that are new. */
function alternatives(older: unknown, newer: unknown) {
  const [before, after] = [branchTexts(older), branchTexts(newer)];
  return {
    gone: before.filter((text) => !after.includes(text)).length,
    come: after.filter((text) => !before.includes(text)).length,
    isNew: older === undefined,
    isLifted: newer === undefined,
  };
}

function alternativeChanges(...[older, newer, { place }]: Parameters<CompareKeyword>) {
  const { gone, come, isNew, isLifted } = alternatives(older, newer);
  if (isNew) {
    return [change("limit-tightened", place, `${place.name} must be one of ${come} forms now.`)];
  }
  if (isLifted) {
    return [change("limit-loosened", place, `${place.name} may have any form now.`)];
  }
  if (gone > 0) {
    const words = `${place.name} no longer takes ${gone === 1 ? "a form" : `${gone} forms`} that it took.`;
    return [change("branch-removed", place, words)];
  }
  return [change("limit-loosened", place, `${place.name} may have another form besides.`)];
}

/** With oneOf a new alternative can also forbid: a value must not fit two. */
function exclusiveChanges(...[older, newer, context]: Parameters<CompareKeyword>) {
  const { place } = context;
  if (newer === undefined) return alternativeChanges(older, newer, context);
  return [change("branch-removed", place, `${place.name} chooses between other forms now.`)];
}

function conditionChanges(...[older, newer, { place }]: Parameters<CompareKeyword>) {
  return alternatives(older, newer).come > 0
    ? [change("limit-tightened", place, `${place.name} must keep another condition now.`)]
    : [change("limit-loosened", place, `${place.name} need not keep a condition any more.`)];
}

/** Whether values of some types are values of others; null is looked at on its own. */
function fits(types: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...types].every(
    (type) => type === "null" || others.has(type) || (type === "integer" && others.has("number")),
  );
}

function isList(types: ReadonlySet<string>): boolean {
  return types.has("array");
}

function branchTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map((branch) => JSON.stringify(branch)) : [];
}

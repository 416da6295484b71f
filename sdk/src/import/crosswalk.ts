import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Where a property's value comes from in a source row. */
export type ValueRule =
  | {
      readonly kind: "column";
      readonly column: string;
      /** `filled`: a value means true; `school-year-end`: `2022` is `2021/2022`. Absent: by the property's type. */
      readonly read?: "filled" | "school-year-end";
      /** Source code → ours. A code that is not named is never guessed. */
      readonly codes?: Readonly<Record<string, string>>;
      readonly assumption?: string;
    }
  /** Text with `{column}` in it; with a language it becomes a text in that language. */
  | { readonly kind: "template"; readonly template: string; readonly language?: string }
  | { readonly kind: "constant"; readonly value: unknown; readonly assumption?: string };

export type PropertyRules = ReadonlyMap<string, ValueRule>;

/** One kind of file of an export: one record of `entity` per row, and perhaps further entities from the same rows. */
export interface CrosswalkFile {
  readonly name: string;
  readonly entity: string;
  /** Column that names a row within the export; a later batch with the same name replaces it. */
  readonly row: string;
  readonly properties: PropertyRules;
  readonly also: ReadonlyMap<string, PropertyRules>;
  /** Column → why it is left out. Every column of the file is named here or used above. */
  readonly leftOut: ReadonlyMap<string, string>;
}

/** How an export's columns become the standard's properties: `schemas/crosswalks/<format>.json`. */
export interface Crosswalk {
  readonly format: string;
  readonly title: string;
  readonly files: ReadonlyMap<string, CrosswalkFile>;
}

/** Reads the crosswalk of a format from the package of the standard. */
export function loadCrosswalk(format: string): Crosswalk {
  const entry = createRequire(import.meta.url).resolve("@edufed/schemas");
  const path = join(dirname(entry), "..", "crosswalks", `${format}.json`);
  return parseCrosswalk(JSON.parse(readFileSync(path, "utf8")));
}

/** A crosswalk file's content, checked. */
export function parseCrosswalk(value: unknown): Crosswalk {
  const fields = members(value, "crosswalk");
  const files = [...members(fields.get("tables"), "tables")].map(
    ([name, table]) => [name, parseTable(name, table)] as const,
  );
  return {
    format: text(fields.get("id"), "id"),
    title: text(fields.get("title"), "title"),
    files: new Map(files),
  };
}

/** Columns that the crosswalk reads from a file of this kind. */
export function usedColumns(file: CrosswalkFile): ReadonlySet<string> {
  return new Set([file.row, ...rulesOf(file).flatMap(columnsOfRule)]);
}

/** What was taken for granted, in the words of the crosswalk. */
export function assumptionsOf(file: CrosswalkFile): readonly string[] {
  return rulesOf(file).flatMap((rule) =>
    rule.kind !== "template" && rule.assumption !== undefined ? [rule.assumption] : [],
  );
}

/** The parts of a template: literal texts and names of columns, in turn. */
export function templateParts(
  template: string,
): readonly { readonly column?: string; readonly text?: string }[] {
  return template
    .split(/(\{[^}]+\})/)
    .filter((part) => part !== "")
    .map((part) => (part.startsWith("{") ? { column: part.slice(1, -1) } : { text: part }));
}

function rulesOf(file: CrosswalkFile): readonly ValueRule[] {
  return [file.properties, ...file.also.values()].flatMap((rules) => Array.from(rules.values()));
}

/** Columns that a rule looks at. */
export function columnsOfRule(rule: ValueRule): readonly string[] {
  switch (rule.kind) {
    case "column":
      return [rule.column];
    case "template":
      return templateParts(rule.template).flatMap(({ column }) => column ?? []);
    case "constant":
      return [];
  }
}

/** Of a table's records, the one with a row is made of every row; the others are made from the same rows. */
function parseTable(name: string, value: unknown): CrosswalkFile {
  const fields = members(value, name);
  const records = [...members(fields.get("records"), `${name}.records`)].map(
    ([entity, record]) => ({ entity, fields: members(record, `${name}.${entity}`) }),
  );
  const [main, ...others] = records.filter((record) => record.fields.has("row"));
  if (main === undefined || others.length > 0) throw broken(name, "a table with one row column");
  const also = records
    .filter((record) => record !== main)
    .map((record) => [record.entity, parseProperties(record, name)] as const);
  const leftOut = [...members(fields.get("leftOut") ?? {}, `${name}.leftOut`)].map(
    ([column, reason]) => [column, text(reason, `${name}.leftOut`)] as const,
  );
  return {
    name,
    entity: main.entity,
    row: text(main.fields.get("row"), `${name}.row`),
    properties: parseProperties(main, name),
    also: new Map(also),
    leftOut: new Map(leftOut),
  };
}

function parseProperties(
  record: { readonly entity: string; readonly fields: ReadonlyMap<string, unknown> },
  table: string,
): PropertyRules {
  return parseRules(record.fields.get("properties"), `${table}.${record.entity}`);
}

function parseRules(value: unknown, place: string): PropertyRules {
  const rules = [...members(value, place)].map(
    ([property, rule]) => [property, parseRule(rule, `${place}.${property}`)] as const,
  );
  return new Map(rules);
}

function parseRule(value: unknown, place: string): ValueRule {
  const fields = members(value, place);
  const assumption = optionalText(fields, "assumption", place);
  if (fields.has("constant")) {
    return { kind: "constant", value: fields.get("constant"), ...assumption };
  }
  if (fields.has("template")) {
    const template = text(fields.get("template"), place);
    return { kind: "template", template, ...optionalText(fields, "language", place) };
  }
  return {
    kind: "column",
    column: text(fields.get("term"), place),
    ...parseRead(fields.get("read"), place),
    ...(fields.has("codes") ? { codes: parseCodes(fields.get("codes"), place) } : {}),
    ...assumption,
  };
}

function parseRead(
  value: unknown,
  place: string,
): { readonly read?: "filled" | "school-year-end" } {
  if (value === undefined) return {};
  if (value === "filled" || value === "school-year-end") return { read: value };
  throw broken(place, "read");
}

function parseCodes(value: unknown, place: string): Readonly<Record<string, string>> {
  const codes = [...members(value, place)].map(([from, to]) => [from, text(to, place)] as const);
  return Object.fromEntries(codes);
}

function members(value: unknown, place: string): ReadonlyMap<string, unknown> {
  if (typeof value !== "object" || value === null) throw broken(place, "an object");
  return new Map<string, unknown>(Object.entries(value));
}

function text(value: unknown, place: string): string {
  if (typeof value !== "string") throw broken(place, "a text");
  return value;
}

function optionalText<K extends string>(
  fields: ReadonlyMap<string, unknown>,
  name: K,
  place: string,
): { readonly [N in K]?: string } {
  const found: Partial<Record<K, string>> = {};
  if (fields.has(name)) found[name] = text(fields.get(name), `${place}.${name}`);
  return found;
}

function broken(place: string, expected: string): TypeError {
  return new TypeError(`crosswalk: ${place} is not ${expected}`);
}

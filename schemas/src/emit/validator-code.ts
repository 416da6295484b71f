import { _, Ajv, type Code, Name, stringify } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { usePattern } from "ajv/dist/vocabularies/code.js";
import type { KeywordErrorCxt } from "ajv/dist/types/index.js";
import type { Entity } from "../model.ts";

/** The formats that texts may have, as regular expressions. */
export type Formats = Readonly<Record<string, RegExp>>;

/** The power of ten that Ajv may be off a multiple: the `multipleOfPrecision` of formats.ts. */
const noTolerance = 400;

/** The body of a module, and the code lists whose codes it expects as variables. */
export interface ValidatorCode {
  readonly code: string;
  readonly codeLists: readonly string[];
}

/**
 * Ajv's code for one entity, made short: codes come from a module of their list, an error is one
 * statement and says keyword, place and facts only (words are the SDK's), and what the code does not
 * look at of a schema is left out.
 */
export function validatorCode(entity: Entity, formats: Formats): ValidatorCode {
  const lists = new Set<string>();
  const ajv = new Ajv({
    schemas: [{ ...namingItsSchema(stripped(entity.schema)), $id: entity.name }],
    allErrors: true,
    multipleOfPrecision: noTolerance,
    messages: false,
    strictTypes: false,
    strictRequired: false,
    validateSchema: false,
    code: { source: true, esm: true, lines: true },
    formats,
  });
  ajv.addVocabulary(["x-code-list"]);
  ajv.removeKeyword("enum");
  ajv.addKeyword({
    keyword: "enum",
    schemaType: "array",
    error: { message: "", params: (context) => _`{allowedValues: ${codesOf(context, lists)}}` },
    code: (context) => {
      const { data, schema } = context;
      const known = _`${codesOf(context, lists)}.includes(${data})`;
      context.pass(schema.includes(null) ? _`${data} === null || ${known}` : known);
    },
  });
  ajv.removeKeyword("pattern");
  ajv.addKeyword({
    keyword: "pattern",
    type: "string",
    schemaType: "string",
    error: { message: "", params: patternParams },
    code: (context) => {
      const { data, schema } = context;
      context.fail(_`!${usePattern(context, String(schema))}.test(${data})`);
    },
  });
  const code = shortened(standalone.default(ajv, { validate: entity.name }), entity.name);
  return { code, codeLists: [...lists].toSorted() };
}

/** A pattern that is not matched comes with a text that does. */
function patternParams({ schemaCode, parentSchema }: KeywordErrorCxt): Code {
  const examples: unknown = parentSchema?.["examples"];
  return examples === undefined
    ? _`{pattern: ${schemaCode}}`
    : _`{pattern: ${schemaCode}, examples: ${stringify(examples)}}`;
}

/** A record may name its schema, so that an editor completes and checks it; that is no property. */
function namingItsSchema(schema: Record<string, unknown>): Record<string, unknown> {
  return { ...schema, properties: { ...Object(schema["properties"]), $schema: true } };
}

/** `isced-level` → `iscedLevelCodes`: the variable that holds the codes of a list. */
export function codesVariable(list: string): string {
  return `${list.replaceAll(/-([a-z0-9])/gu, (_all, first: string) => first.toUpperCase())}Codes`;
}

/** The variable that holds the codes of the list of the property at hand. */
function codesOf({ parentSchema }: KeywordErrorCxt, lists: Set<string>): Name {
  const list: unknown = parentSchema?.["x-code-list"];
  if (typeof list !== "string") throw new Error("An enumeration needs its x-code-list.");
  lists.add(list);
  return new Name(codesVariable(list));
}

/** Ajv's code with the long forms that it repeats replaced; throws if something is left that needs Ajv. */
function shortened(code: string, entity: string): string {
  const short = replacements
    .reduce((text, [long, replacement]) => text.replaceAll(long, replacement), code)
    .replaceAll(/codePointCount\((data\d*)\) ([<>]) (\d+)/gu, (_all, text, operator, limit) =>
      lengthTest(String(text), String(operator), Number(limit)),
    )
    .replaceAll(/^const (schema\d+) = (\{.*\});$/gmu, (_all, name: string, schema: string) => {
      return `const ${name} = ${JSON.stringify(lookedAt(JSON.parse(schema)))};`;
    });
  const left = /require\([^)]*\)[.\w]*|vErrors = \[|schemaPath/u.exec(short)?.[0];
  if (left === undefined) return short;
  throw new Error(
    `The validator of ${entity} holds ${left}; say in emit/validator-code.ts what takes its place.`,
  );
}

/** Characters are counted only where units do not tell: a character is one unit or two. */
function lengthTest(text: string, operator: string, limit: number): string {
  const count = `codePointCount(${text}) ${operator} ${limit}`;
  if (operator === ">") return `${text}.length > ${limit} && ${count}`;
  return limit === 1 ? `${text}.length < 1` : `${text}.length < ${2 * limit} && ${count}`;
}

/** Ajv's own forms, and the text that takes their place. */
const replacements: readonly (readonly [RegExp, string])[] = [
  [/^"use strict";\n?/gu, ""],
  [/^const func\d+ = Object\.prototype\.hasOwnProperty;\n/gmu, ""],
  [/^const func\d+ = require\("ajv\/dist\/runtime\/ucs2length"\)\.default;\n/gmu, ""],
  [/\bfunc\d+\.call\(/gu, "has.call("],
  [/\bfunc\d+\(/gu, "codePointCount("],
  [/^\/\*# sourceURL=.*\*\/;\n/gmu, ""],
  [/,schemaPath:"[^"]*"/gu, ""],
  [
    /const (err\d+) = (\{.*\});\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;/gu,
    "(vErrors ??= []).push($2);\nerrors++;",
  ],
];

/** What the code looks at in the schema it carries: the names of properties, and types in the plural. */
function lookedAt(schema: unknown): unknown {
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
    if (keyword === "properties") return [[keyword, mapValues(value, lookedAt)]];
    if (keyword === "items") return [[keyword, lookedAt(value)]];
    return keyword === "type" && Array.isArray(value) ? [[keyword, value]] : [];
  });
  return Object.fromEntries(entries);
}

const spoken = /^(?:x-(?!code-list$).*|title|description|examples|\$schema|\$id)$/u;

/** The schema without the keywords that only speak to readers; a pattern keeps its first example. */
function stripped(schema: unknown): Record<string, unknown> {
  const { pattern: hasPattern } = Object(schema);
  const isKept = (keyword: string): boolean =>
    !spoken.test(keyword) || (keyword === "examples" && hasPattern !== undefined);
  const entries = Object.entries(Object(schema))
    .filter(([keyword]) => isKept(keyword))
    .map(([keyword, value]) => {
      if (keyword === "examples" && Array.isArray(value)) return [keyword, value.slice(0, 1)];
      if (keyword === "properties") return [keyword, mapValues(value, stripped)];
      return [keyword, keyword === "items" ? stripped(value) : value];
    });
  return Object.fromEntries(entries);
}

function mapValues(properties: unknown, map: (value: unknown) => unknown): object {
  const entries = Object.entries(Object(properties));
  return Object.fromEntries(entries.map(([name, value]) => [name, map(value)]));
}

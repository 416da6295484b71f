import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import type { Entity, Registry } from "../model.ts";
import { entityTypeName, generatedNotice } from "./type-names.ts";

/** The formats that texts may have, as regular expressions. */
export type Formats = Readonly<Record<string, RegExp>>;

/**
 * One ES module that validates a record of every entity and needs no library, so that it runs in a
 * browser as it is, and its declarations.
 */
export function emitValidators(
  registry: Registry,
  formats: Formats,
): Readonly<Record<string, string>> {
  const entities = [...registry.entities.values()];
  return {
    "sdk/src/generated/validators.js": validatorsModule(entities, formats),
    "sdk/src/generated/validators.d.ts": declarations,
  };
}

function validatorsModule(entities: readonly Entity[], formats: Formats): string {
  const schemas = entities.map((entity) => ({ ...stripped(entity.schema), $id: entity.name }));
  const ajv = new Ajv2020({
    schemas,
    allErrors: true,
    strictTypes: false,
    strictRequired: false,
    code: { source: true, esm: true, lines: true },
    formats,
  });
  const exported = entities.map(({ name }) => [`validate${entityTypeName(name)}`, name] as const);
  const code = standalone.default(ajv, Object.fromEntries(exported));
  const map = exported.map(([variable, name]) => `  ${JSON.stringify(name)}: ${variable},`);
  return [
    `// ${generatedNotice}`,
    withoutLibrary(code),
    "/** Entity → function that is true for a valid record and otherwise leaves its errors behind. */",
    `export const validators = {\n${map.join("\n")}\n};`,
    "",
  ].join("\n");
}

/** Ajv's own run-time modules, as the text that takes their place. */
const runtime: Readonly<Record<string, string>> = {
  'require("ajv/dist/runtime/ucs2length").default': "codePointCount",
};

const runtimeFunctions = `/** Characters as a reader counts them: a pair of surrogates is one. */
function codePointCount(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
`;

/** The code with Ajv's imports replaced by functions of the module itself. Throws if one remains. */
function withoutLibrary(code: string): string {
  const replaced = Object.entries(runtime).reduce(
    (text, [request, replacement]) => text.replaceAll(request, replacement),
    code.replace('"use strict";', runtimeFunctions),
  );
  const left = /require\([^)]*\)[.\w]*/u.exec(replaced)?.[0];
  if (left === undefined) return replaced;
  throw new Error(
    `The validators would need ${left}; say in emit/validators.ts what takes its place.`,
  );
}

const spoken = /^(?:x-.*|title|description|examples|\$schema|\$id)$/u;

/** The schema without the keywords that only speak to readers. */
function stripped(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(schema).filter(([keyword]) => !spoken.test(keyword));
  return Object.fromEntries(
    entries.map(([keyword, value]) => [
      keyword,
      keyword === "properties" ? mapValues(value) : keyword === "items" ? nested(value) : value,
    ]),
  );
}

function mapValues(properties: unknown): Readonly<Record<string, unknown>> {
  const entries = Object.entries(properties ?? {});
  return Object.fromEntries(entries.map(([name, property]) => [name, nested(property)]));
}

function nested(schema: unknown): unknown {
  return typeof schema === "object" && schema !== null ? stripped({ ...schema }) : schema;
}

const declarations = `// ${generatedNotice}
import type { EntityName, EntityRecords } from "./types.ts";

/** What is wrong with a value: the keyword it breaks and where, as a JSON Pointer. */
export interface ValidationError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** True for a valid record; otherwise \`errors\` says everything that is wrong, until the next call. */
export interface ValidateFunction<T = unknown> {
  (value: unknown): value is T;
  readonly errors?: readonly ValidationError[] | null;
}

/** The validator of every entity. */
export declare const validators: { readonly [E in EntityName]: ValidateFunction<EntityRecords[E]> };
`;

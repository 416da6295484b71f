import type { Entity, Registry } from "../model.ts";
import { generatedNotice } from "./type-names.ts";
import { codesVariable, type Formats, validatorCode } from "./validator-code.ts";

export type { Formats } from "./validator-code.ts";

const folder = "sdk/src/generated";

/** Where the module of an entity finds the types. */
const types = "../types.js";

/**
 * ES modules that validate a record and need no library, so that they run in a browser as they are:
 * one for each entity, for those who need no other, one for each code list that they share, and a
 * map of all.
 */
export function emitValidators(
  registry: Registry,
  formats: Formats,
): Readonly<Record<string, string>> {
  const entities = [...registry.entities.values()];
  const modules = entities.map((entity) => validatorModule(entity, formats));
  const lists = new Set(modules.flatMap(({ codeLists }) => codeLists));
  return {
    ...Object.fromEntries(modules.flatMap(({ files }) => files)),
    ...Object.fromEntries(
      [...lists]
        .toSorted()
        .map((list) => [
          `${folder}/validators/codes/${list}.js`,
          codesModule(registry.codeLists.get(list)?.codes.map(({ code }) => code) ?? []),
        ]),
    ),
    [`${folder}/validators/runtime.js`]: runtime,
    [`${folder}/validators/validate-function.d.ts`]: validateFunction,
    [`${folder}/validators.js`]: mapModule(entities),
    [`${folder}/validators.d.ts`]: mapDeclarations,
  };
}

function validatorModule(
  entity: Entity,
  formats: Formats,
): {
  readonly files: readonly (readonly [string, string])[];
  readonly codeLists: readonly string[];
} {
  const { code, codeLists } = validatorCode(entity, formats);
  const imports = codeLists.map(
    (list) => `import { codes as ${codesVariable(list)} } from "./codes/${list}.js";`,
  );
  const text = [
    `// ${generatedNotice}`,
    'import { codePointCount, has } from "./runtime.js";',
    ...imports,
    "",
    code,
  ].join("\n");
  const declarations = [
    `// ${generatedNotice}`,
    `import type { EntityRecords } from "${types}";`,
    'import type { ValidateFunction } from "./validate-function.js";',
    "",
    `/** True for a valid record of ${entity.name}; otherwise it leaves its errors behind. */`,
    `export declare const validate: ValidateFunction<EntityRecords[${JSON.stringify(entity.name)}]>;`,
    "",
  ].join("\n");
  const path = `${folder}/validators/${entity.name}`;
  return {
    files: [
      [`${path}.js`, text],
      [`${path}.d.ts`, declarations],
    ],
    codeLists,
  };
}

function codesModule(codes: readonly string[]): string {
  return `// ${generatedNotice}\nexport const codes = ${JSON.stringify(codes)};\n`;
}

function mapModule(entities: readonly Entity[]): string {
  return [
    `// ${generatedNotice}`,
    ...entities.map(
      ({ name }, index) =>
        `import { validate as validate${index + 1} } from "./validators/${name}.js";`,
    ),
    "",
    "/** Entity → function that is true for a valid record and otherwise leaves its errors behind. */",
    "export const validators = {",
    ...entities.map(({ name }, index) => `  ${JSON.stringify(name)}: validate${index + 1},`),
    "};",
    "",
  ].join("\n");
}

const runtime = `// ${generatedNotice}

/** Characters as a reader counts them: a pair of surrogates is one. */
export function codePointCount(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

export const has = Object.prototype.hasOwnProperty;
`;

const validateFunction = `// ${generatedNotice}

/** What is wrong with a value: the keyword it breaks and where, as a JSON Pointer. */
export interface ValidationError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** True for a valid record; otherwise \`errors\` says everything that is wrong, until the next call. */
export interface ValidateFunction<T = unknown> {
  (value: unknown): value is T;
  readonly errors?: readonly ValidationError[] | null;
}
`;

const mapDeclarations = `// ${generatedNotice}
import type { EntityName, EntityRecords } from "./types.js";
import type { ValidateFunction } from "./validators/validate-function.js";

export type { ValidateFunction, ValidationError } from "./validators/validate-function.js";

/** The validator of every entity. */
export declare const validators: { readonly [E in EntityName]: ValidateFunction<EntityRecords[E]> };
`;

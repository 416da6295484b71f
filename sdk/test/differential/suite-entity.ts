import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CodeList, type Entity, formats, type Registry } from "@edufed/schemas";
import { codesVariable, validatorCode } from "../../../schemas/src/emit/validator-code.ts";
import { resolveEntity } from "../../../schemas/src/resolve-entity.ts";
import type { RecordValidator } from "../../src/validate/record.ts";
import type { Placed } from "./suite.ts";
import type { Schema } from "./values.ts";

/** An entity made for cases of the suite, as the registry makes one of a file. */
export function suiteEntity(
  name: string,
  { properties, required }: Omit<Placed, "record">,
): Entity {
  const codeLists = new Map(
    Object.entries(properties).flatMap(([property, schema]) => codeList(property, schema)),
  );
  const members = Object.entries(properties).map(([property, schema]) => [
    property,
    propertyFile(property, schema),
  ]);
  const file = {
    $id: `urn:edufed:entity:${name}`,
    title: "Case",
    description: "Cases of the official suite.",
    "x-domain": "organisation" as const,
    "x-stability": "experimental" as const,
    "x-key": [],
    type: "object" as const,
    additionalProperties: false as const,
    required,
    properties: Object.fromEntries(members),
  };
  const localisedText = { required: ["en"] as const, properties: {} };
  return resolveEntity(name, file, { codeLists, localisedText }).entity;
}

/** The generated validator of an entity, as a browser would load it. */
export async function generatedValidator(folder: string, entity: Entity): Promise<RecordValidator> {
  const { code, codeLists } = validatorCode(entity, formats);
  const runtime = new URL("../../src/generated/validators/runtime.js", import.meta.url).pathname;
  const constants = codeLists.map((list) => {
    const codes = entity.properties.flatMap(({ type }) =>
      type.kind === "code" && type.list === list ? type.codes : [],
    );
    return `const ${codesVariable(list)} = ${JSON.stringify(codes)};`;
  });
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${entity.name}.mjs`);
  writeFileSync(
    path,
    [`import { codePointCount, has } from ${JSON.stringify(runtime)};`, ...constants, code].join(
      "\n",
    ),
  );
  const { validate }: { readonly validate: RecordValidator } = await import(
    /* @vite-ignore */ path
  );
  return validate;
}

/** The standard with one entity, and without rules. */
export function registryOf(standard: Registry, entity: Entity): Registry {
  return { ...standard, entities: new Map([[entity.name, entity]]), rules: [] };
}

function propertyFile(name: string, { codes, ...schema }: Schema): Schema {
  return {
    ...schema,
    ...(codes === undefined ? {} : { "x-code-list": name.toLowerCase() }),
    description: "A value of the suite.",
    "x-privacy": "ordinary",
    "x-aggregation": "never",
  };
}

function codeList(property: string, { codes }: Schema): readonly (readonly [string, CodeList])[] {
  if (!Array.isArray(codes)) return [];
  const list: CodeList = {
    id: property.toLowerCase(),
    version: "1.0.0",
    title: { en: "Codes" },
    description: "Codes of the suite.",
    source: "JSON Schema Test Suite",
    maintenance: "closed",
    codes: codes.map((code) => ({ code: String(code), label: { en: "Code" } })),
  };
  return [[list.id, list]];
}

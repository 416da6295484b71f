import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ErrorObject } from "ajv";
import { describe, expect, test } from "vitest";
import { jsonSchemaValidator } from "../src/json-schema.ts";
import type { Entity } from "../src/model.ts";
import { loadRegistry } from "../src/registry.ts";

interface Vector {
  readonly file: string;
  readonly description: string | undefined;
  readonly record: unknown;
  readonly findings: readonly { readonly rule: string; readonly pointer: string }[];
}

const registry = loadRegistry();
const folder = join(import.meta.dirname, "../conformance/entities");
const entities = [...registry.entities.values()];

function vectors(entity: string, verdict: "valid" | "invalid"): readonly Vector[] {
  return globSync(`${entity}/${verdict}/*.json`, { cwd: folder })
    .toSorted()
    .map((file) => {
      const {
        description,
        record,
        findings = [],
      }: Partial<Vector> = JSON.parse(readFileSync(join(folder, file), "utf8"));
      return { file, description, record, findings };
    });
}

/** The finding an Ajv error is: `<entity>/<path>/<keyword>`, a place in a list said by the word items. */
function ruleOf(entity: string, { instancePath, keyword, params }: ErrorObject): string {
  const path = `${entity}${instancePath.replaceAll(/\/\d+(?=\/|$)/gu, "/items")}`;
  if (keyword === "required") return `${path}/${params["missingProperty"]}/required`;
  return keyword === "additionalProperties" ? `${path}/unknown-property` : `${path}/${keyword}`;
}

/** What Ajv finds; a value of the wrong type has no other mistake. */
function found(entity: string, errors: readonly ErrorObject[]): readonly string[] {
  const wrong = new Set(
    errors.filter(({ keyword }) => keyword === "type").map(({ instancePath }) => instancePath),
  );
  const kept = errors.filter(
    ({ keyword, instancePath }) => keyword === "type" || !wrong.has(instancePath),
  );
  return [...new Set(kept.map((error) => ruleOf(entity, error)))].toSorted();
}

const limits = [
  "type",
  "enum",
  "format",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "uniqueItems",
];

/** Every constraint of a schema, as the rule of the finding that its violation raises. */
function constraints(path: string, schema: Readonly<Record<string, unknown>>): readonly string[] {
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const properties = Object.entries(Object(schema["properties"]));
  const items = schema["items"];
  return [
    ...limits.filter((limit) => limit in schema).map((limit) => `${path}/${limit}`),
    ...required.map((name) => `${path}/${name}/required`),
    ...("additionalProperties" in schema ? [`${path}/unknown-property`] : []),
    ...properties.flatMap(([name, property]) => constraints(`${path}/${name}`, Object(property))),
    ...(items === undefined ? [] : constraints(`${path}/items`, Object(items))),
  ];
}

function constraintsOf(entity: Entity): readonly string[] {
  return constraints(entity.name, entity.schema).filter((id) => id !== `${entity.name}/type`);
}

/** Rules have vectors of their own, in conformance/rules; a record that must fail may name them too. */
function rulesOf(entity: Entity): readonly string[] {
  return registry.rules.filter((rule) => rule.entity === entity.name).map(({ id }) => id);
}

describe.each(entities.map((entity) => [entity.name, entity] as const))("%s", (name, entity) => {
  const validate = jsonSchemaValidator().compile(entity.schema);
  const valid = vectors(name, "valid");
  const invalid = vectors(name, "invalid");

  test("the records that must pass do", () => {
    expect(valid.length).toBeGreaterThan(0);
    const refused = valid.filter(({ record }) => !validate(record)).map(({ file }) => file);
    expect(refused).toEqual([]);
  });

  test("the records that must fail do, with exactly the findings they name", () => {
    expect(invalid.length).toBeGreaterThan(0);
    const declared = new Set(registry.rules.map(({ id }) => id));
    const verdicts = invalid.map(({ file, record, findings }) => {
      const errors = validate(record) ? [] : (validate.errors ?? []);
      const expected = findings.map(({ rule }) => rule).filter((rule) => !declared.has(rule));
      return { file, expected: expected.toSorted(), found: found(name, errors) };
    });
    const differing = verdicts.filter(
      (verdict) => verdict.expected.join() !== verdict.found.join(),
    );
    expect(differing).toEqual([]);
  });

  test("every constraint has a record that breaks it, and every finding has its constraint or rule", () => {
    const raised = new Set(invalid.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
    const known = new Set(constraintsOf(entity));
    expect(known.size).toBeGreaterThan(0);
    expect([...known].filter((id) => !raised.has(id))).toEqual([]);
    const named = new Set([...known, ...rulesOf(entity)]);
    expect([...raised].filter((id) => !named.has(id))).toEqual([]);
  });

  test("every property occurs in a record that passes", () => {
    const used = new Set(valid.flatMap(({ record }) => Object.keys(Object(record))));
    const unused = entity.properties.map((property) => property.name).filter((p) => !used.has(p));
    expect(unused).toEqual([]);
  });
});

test("every folder of vectors belongs to an entity", () => {
  const folders = globSync("*", { cwd: folder });
  expect(folders.length).toBeGreaterThan(0);
  expect(folders.filter((name) => !registry.entities.has(name))).toEqual([]);
});

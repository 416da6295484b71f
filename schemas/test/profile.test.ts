import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { jsonSchemaValidator } from "../src/json-schema.ts";
import { brokenKeywords } from "../src/meta-schema-problems.ts";
import { loadRegistry } from "../src/registry.ts";

const folder = join(import.meta.dirname, "..");
const read = (file: string): Record<string, unknown> => JSON.parse(readFileSync(file, "utf8"));

function metaSchema(name: string): ValidateFunction {
  const ajv = jsonSchemaValidator();
  for (const other of ["localised-text", "deprecation"]) {
    ajv.addSchema(read(join(folder, `${other}.json`)));
  }
  return ajv.compile(read(join(folder, `${name}.json`)));
}

const profile = metaSchema("profile");
const entity = read(join(folder, "test/sample/entities/bus-ride.json"));

/** What the profile says about the sample entity with one of its properties replaced. */
function judge(properties: Record<string, unknown>, top: Record<string, unknown> = {}): string[] {
  const changed = {
    ...entity,
    ...top,
    properties: { ...Object(entity["properties"]), ...properties },
  };
  if (profile(changed)) return [];
  const errors: ErrorObject[] = profile.errors ?? [];
  return brokenKeywords("entities/bus-ride.json", errors).map(
    ({ pointer, message }) => `${pointer} ${message}`,
  );
}

const leaf = {
  type: "string",
  description: "Colour of the bus as painted by the company.",
  examples: ["yellow"],
  "x-privacy": "ordinary",
  "x-aggregation": "never",
  "x-stability": "stable",
};

test("an entity with every kind of property keeps the profile", () => {
  expect(judge({})).toEqual([]);
  expect(judge({ colour: leaf })).toEqual([]);
});

describe("the profile refuses", () => {
  test.each([
    "oneOf",
    "anyOf",
    "allOf",
    "not",
    "if",
    "then",
    "else",
    "prefixItems",
    "patternProperties",
    "dependentSchemas",
    "dependentRequired",
    "unevaluatedProperties",
    "propertyNames",
    "contains",
    "const",
    "enum",
    "default",
    "$defs",
    "x-invented",
  ])("%s, in a property, in the items of a list and at the top", (keyword) => {
    const message = `${keyword} is not a keyword of the profile or of this file`;
    const list = {
      ...leaf,
      type: "array",
      items: { type: "string", [keyword]: {} },
      examples: [[]],
    };
    expect(judge({ colour: { ...leaf, [keyword]: {} } })).toEqual([
      `/properties/colour ${message}`,
    ]);
    expect(judge({ colours: list })).toEqual([`/properties/colours/items ${message}`]);
    expect(judge({}, { [keyword]: {} })).toEqual([` ${message}`]);
  });

  test("an open entity", () => {
    expect(judge({}, { additionalProperties: true })).toEqual([
      "/additionalProperties must be false",
    ]);
  });

  test("an open object", () => {
    const { "x-privacy": _, examples: __, ...rest } = leaf;
    const open = { ...rest, type: "object", properties: { colour: leaf } };
    expect(judge({ livery: open })).toContain(
      "/properties/livery must have required property 'additionalProperties'",
    );
  });

  test("a reference to anything but the localised text", () => {
    const { type: _, ...rest } = leaf;
    expect(judge({ colour: { ...rest, $ref: "https://example.org/colour.json" } })).toEqual([
      '/properties/colour/$ref must be "../localised-text.json"',
    ]);
  });

  test.each(["description", "examples", "x-privacy", "x-aggregation", "x-stability", "type"])(
    "a leaf without %s",
    (keyword) => {
      const { [keyword]: _, ...rest }: Record<string, unknown> = leaf;
      expect(judge({ colour: rest })).toEqual([
        `/properties/colour must have required property '${keyword}'`,
      ]);
    },
  );

  test("a leaf inside an object without its privacy class", () => {
    const { "x-privacy": _, ...rest } = leaf;
    const object = {
      type: "object",
      additionalProperties: false,
      description: leaf.description,
      properties: { colour: rest },
    };
    const message = "/properties/colour must have required property 'x-privacy'";
    expect(judge({ livery: object })).toEqual([`/properties/livery${message}`]);
    expect(judge({ liveries: { ...object, type: "array", items: object } })).toContain(
      `/properties/liveries/items${message}`,
    );
  });

  test.each([
    ["x-privacy", "public"],
    ["x-aggregation", "average"],
    ["x-stability", "beta"],
    ["x-unit", 5],
    ["x-group-min", 1],
    ["x-generalise", { method: "blur" }],
    ["x-privacy-basis", ["because"]],
    ["x-source-terms", ["oneroster"]],
    ["format", "email"],
    ["pattern", "(unclosed"],
    ["examples", []],
  ])("a value that is not in the set of %s", (keyword, value) => {
    const problems = judge({ colour: { ...leaf, [keyword]: value } });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`/properties/colour/${keyword}`);
  });

  test.each([
    ["minimum", 1, "string"],
    ["maxLength", 1, "integer"],
    ["pattern", "^a$", "number"],
    ["format", "date", "integer"],
    ["x-code-list", "direction", "integer"],
    ["uniqueItems", true, "string"],
    ["items", { type: "string" }, "string"],
  ])("%s on a value that it cannot limit", (keyword, value, type) => {
    expect(judge({ colour: { ...leaf, type, [keyword]: value } })).not.toEqual([]);
  });

  test("a code list with limits of its own beside it", () => {
    expect(judge({ colour: { ...leaf, "x-code-list": "direction", maxLength: 3 } })).not.toEqual(
      [],
    );
  });

  test("several types for one value, null excepted", () => {
    expect(judge({ colour: { ...leaf, type: ["string", "integer"] } })).not.toEqual([]);
    expect(judge({ colour: { ...leaf, type: ["string", "null"] } })).toEqual([]);
  });

  test("a property that is not in camelCase", () => {
    expect(judge({ "bus-colour": leaf })).not.toEqual([]);
    expect(judge({ Colour: leaf })).not.toEqual([]);
  });

  test("an entity without a key, a domain or a stability", () => {
    for (const keyword of ["x-key", "x-domain", "x-stability"]) {
      const { [keyword]: _, ...rest } = entity;
      expect(profile(rest)).toBe(false);
    }
    expect(judge({}, { "x-key": [] })).not.toEqual([]);
  });
});

test("every meta-schema, and every entity resolved, is JSON Schema 2020-12", () => {
  const ajv = new Ajv2020();
  const names = [
    "localised-text",
    "deprecation",
    "profile",
    "code-list",
    "dimension",
    "rule",
    "metric",
  ];
  const metaSchemas = names.map((name) => read(join(folder, `${name}.json`)));
  const resolved = [...loadRegistry().entities.values()].map((each) => each.schema);
  expect(resolved.length).toBeGreaterThan(0);
  for (const schema of [...metaSchemas, ...resolved]) {
    expect(ajv.validateSchema(schema)).toBe(true);
  }
});

describe("files of the other kinds", () => {
  test.each([
    ["code-list", "code-lists/direction.json"],
    ["dimension", "dimensions/DIRECTION.json"],
    ["rule", "rules/year-of-ride.json"],
    ["metric", "metrics/SEATED.json"],
  ])("a %s keeps its meta-schema and needs every required part of it", (name, file) => {
    const validate = metaSchema(name);
    const good = read(join(folder, "test/sample", file));
    expect(validate(good)).toBe(true);
    expect(validate({ ...good, surprise: 1 })).toBe(false);
    const { required } = read(join(folder, `${name}.json`));
    const keywords = Array.isArray(required) ? required.map(String) : [];
    expect(keywords.length).toBeGreaterThan(0);
    const dispensable = keywords.filter((keyword) => {
      const { [keyword]: _, ...rest } = good;
      return validate(rest);
    });
    expect(dispensable).toEqual([]);
  });

  test("a label needs English", () => {
    const list = read(join(folder, "test/sample/code-lists/direction.json"));
    expect(metaSchema("code-list")({ ...list, title: { fi: "Suunta" } })).toBe(false);
  });

  test("a coverage is a share written as a decimal", () => {
    const validate = metaSchema("metric");
    const metric = read(join(folder, "test/sample/metrics/SEATED.json"));
    const accepted = ["0", "0.8", "1", "1.0", "80 %", "1.1", ".8", 0.8].filter((coverageMin) =>
      validate({ ...metric, coverageMin }),
    );
    expect(accepted).toEqual(["0", "0.8", "1", "1.0"]);
  });

  test("a path of a dimension joins with its own and the other property, or not at all", () => {
    const validate = metaSchema("dimension");
    const dimension = read(join(folder, "test/sample/dimensions/DIRECTION.json"));
    const path = { property: "direction", join: "bus-ride" };
    expect(validate({ ...dimension, from: { "bus-ride": path } })).toBe(false);
    const joined = { ...path, on: { previousId: "id" }, latestBy: "date" };
    expect(validate({ ...dimension, from: { "bus-ride": joined } })).toBe(true);
  });
});

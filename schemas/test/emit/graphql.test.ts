import { describe, expect, test } from "vitest";
import { emitGraphql, graphqlTypes } from "../../src/emit/graphql.ts";
import { loadExchange, loadRegistry } from "../../src/registry.ts";
import type { Registry } from "../../src/model.ts";

const registry = loadRegistry();
const exchange = loadExchange();

/** An exchange schema with these properties. */
function schemaOf(
  properties: object,
  required: readonly string[] = [],
): ReadonlyMap<string, object> {
  return new Map([
    [
      "thing",
      { "x-graphql-type": "Thing", description: "A thing.", type: "object", required, properties },
    ],
  ]);
}

function typesOf(properties: object, required: readonly string[] = []): string {
  return graphqlTypes(registry, schemaOf(properties, required)).sdl;
}

describe("the exchange schemas", () => {
  test("become one type each, named as the schema says", () => {
    const { sdl } = graphqlTypes(registry, exchange);
    for (const name of ["Member", "Metric", "Publication", "Observation", "Comparison"]) {
      expect(sdl).toContain(`\ntype ${name} {\n`);
    }
  });

  test("that say nothing of GraphQL have no type", () => {
    const silent = new Map([
      ["silent", { title: "Silent", type: "object", properties: { id: { type: "string" } } }],
    ]);
    expect(graphqlTypes(registry, silent).sdl).toBe("");
  });

  test("come out the same whenever they are generated, as SDL and as a module of the same text", () => {
    const files = emitGraphql(registry, exchange);
    expect(Object.keys(files)).toEqual([
      "server/src/generated/schema.graphql",
      "server/src/generated/schema.ts",
    ]);
    expect(emitGraphql(registry, exchange)).toEqual(files);
    const { sdl } = graphqlTypes(registry, exchange);
    expect(files["server/src/generated/schema.graphql"]).toContain(sdl);
    expect(files["server/src/generated/schema.ts"]).toContain(JSON.stringify(sdl));
  });

  test("name every code behind its GraphQL name", () => {
    const { enums } = graphqlTypes(registry, exchange);
    expect(enums["Verdict"]).toEqual({
      COMPARABLE: "comparable",
      COMPARABLE_AT: "comparable-at",
      CAUTION: "caution",
      NOT_COMPARABLE: "not-comparable",
    });
    expect(Object.keys(enums["ObservationStatus"] ?? {})).toEqual(
      registry.codeLists.get("sdmx-obs-status")?.codes.map(({ code }) => code),
    );
  });
});

describe("a property becomes a field", () => {
  const fields = [
    ["text", { type: "string" }, "a: String"],
    ["a decimal", { type: "number" }, "a: Float"],
    ["yes or no", { type: "boolean" }, "a: Boolean"],
    ["a small whole number", { type: "integer", minimum: 0, maximum: 2_147_483_647 }, "a: Int"],
    ["a large whole number", { type: "integer", minimum: 0, maximum: 2_147_483_648 }, "a: SafeInt"],
    ["a day", { type: "string", format: "date" }, "a: Date"],
    ["a moment", { type: "string", format: "date-time" }, "a: DateTime"],
    ["a list", { type: "array", items: { type: "string" } }, "a: [String!]"],
    ["a list with gaps", { type: "array", items: { type: ["number", "null"] } }, "a: [Float]"],
    ["an id", { type: "string", "x-graphql-scalar": "ID" }, "a: ID"],
    ["a link to itself", { type: "string", "x-graphql-link": "Thing" }, "a: Thing"],
    [
      "words",
      { $ref: "../localised-text.json", "x-graphql-link": "LocalisedText" },
      "a: LocalisedText",
    ],
    [
      "an object",
      { type: "object", title: "Part of it", properties: { b: { type: "string" } } },
      "a: PartOfIt",
    ],
  ] as const;

  test.each(fields)("%s", (_what, property, field) => {
    expect(typesOf({ a: property })).toContain(`  ${field}\n`);
    expect(typesOf({ a: property }, ["a"])).toContain(`  ${field}!\n`);
  });

  test("that may be null even when it is required", () => {
    expect(typesOf({ a: { type: ["number", "null"] } }, ["a"])).toContain("  a: Float\n");
  });

  test("with its description, whatever quotes that holds", () => {
    const description = 'Says """much""".';
    expect(typesOf({ a: { type: "string", description } })).toContain(
      '  """Says \\"""much\\"""."""\n  a: String\n',
    );
  });
});

describe("what has no GraphQL form is an error", () => {
  const code = { code: "a-b", label: { en: "A" } };
  const clash: Registry = {
    ...registry,
    codeLists: new Map([
      [
        "clash",
        {
          id: "clash",
          version: "1.0.0",
          maintenance: "closed",
          title: { en: "Clash" },
          description: "",
          source: "",
          codes: [code, { ...code, code: "a_b" }],
        },
      ],
    ]),
  };
  const cases = [
    ["alternatives", { a: { oneOf: [] } }, "oneOf"],
    ["a reference that was not followed", { a: { $ref: "x.json" } }, "$ref"],
    ["several types", { a: { type: ["string", "integer"] } }, "exactly one type"],
    ["no type", { a: {} }, "exactly one type|has no GraphQL form"],
    ["a whole number without bounds", { a: { type: "integer" } }, "minimum and maximum"],
    ["a name with a hyphen", { "a-b": { type: "string" } }, "no GraphQL name"],
    [
      "an unknown code list",
      { a: { type: "string", "x-code-list": "none", title: "A" } },
      "no code list none",
    ],
    [
      "two codes of one name",
      { a: { type: "string", "x-code-list": "clash", title: "A" } },
      "both become A_B",
    ],
    [
      "a link to nothing",
      { a: { type: "string", "x-graphql-link": "Nothing" } },
      "nothing declares the type Nothing",
    ],
    [
      "an object without a name",
      { a: { type: "object", properties: { b: { type: "string" } } } },
      "title is needed",
    ],
    [
      "an object without properties",
      { a: { type: "object", title: "A", properties: {} } },
      "without properties",
    ],
    [
      "two types of one name",
      {
        a: { type: "object", title: "A", properties: { b: { type: "string" } } },
        c: { type: "object", title: "A", properties: { d: { type: "string" } } },
      },
      "already has the GraphQL name A",
    ],
  ] as const;

  test.each(cases)("%s", (_what, properties, message) => {
    expect(() => graphqlTypes(clash, schemaOf(properties))).toThrow(
      new RegExp(message.replace("$", "\\$")),
    );
  });
});

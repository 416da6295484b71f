import { beforeAll, describe, expect, test } from "vitest";
import { generate } from "../src/generate.ts";
import { loadCommunity } from "../src/release-files.ts";
import { sampleFolder, sampleWith } from "./sample-registry.ts";

describe("a property that is added to one file of the standard", () => {
  let files: Readonly<Record<string, string>>;

  beforeAll(async () => {
    const registry = sampleWith({
      file: "entities/bus-ride.json",
      pointer: "/properties/waitMinutes",
      value: {
        type: "integer",
        description: "Minutes the pupil waited at the stop.",
        minimum: 0,
        maximum: 240,
        examples: [7],
        "x-unit": "min",
        "x-privacy": "quasi",
        "x-aggregation": "measure",
        "x-stability": "experimental",
      },
    });
    files = await generate(registry, new Map(), loadCommunity(sampleFolder));
  });

  test.each([
    ["a type with its unit and class", "sdk/src/generated/types.ts", "Unit: min. Privacy: quasi."],
    ["a check", "sdk/src/generated/validators/bus-ride.js", "data.waitMinutes"],
    ["a schema", "schemas/generated/local/bus-ride.json", '"waitMinutes": {'],
    [
      "a place in the shareable profile",
      "schemas/generated/shareable/bus-ride.json",
      '"waitMinutes": {',
    ],
    ["a column in DuckDB", "schemas/generated/tables.duckdb.sql", '"waitMinutes" BIGINT'],
    ["a column in PostgreSQL", "schemas/generated/tables.postgres.sql", '"waitMinutes" bigint'],
    ["a field in GraphQL", "schemas/generated/records.graphql", "waitMinutes: Int"],
    ["a field of a data package", "schemas/generated/datapackage.json", '"name": "waitMinutes"'],
    ["a column on the web", "schemas/generated/csvw.json", "entity/bus-ride/waitMinutes"],
    ["a field of a record set", "schemas/generated/croissant.json", '"bus-ride/waitMinutes"'],
    ["an address", "schemas/generated/context.jsonld", "entity/bus-ride/waitMinutes"],
    ["a concept", "schemas/generated/vocabulary.jsonld", "entity/bus-ride/waitMinutes"],
    [
      "a section of the reference",
      "docs/src/generated/reference/entities/bus-ride.md",
      "### waitMinutes\n\nMinutes the pupil waited at the stop.\n\n- **Type:** whole number\n- **Limits:** 0 to 240\n- **Unit:** `min`",
    ],
  ])("gets %s", (_what, path, text) => {
    expect(files[path]).toContain(text);
  });
});

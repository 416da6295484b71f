import { readFileSync } from "node:fs";
import { buildSchema, isEnumType, isObjectType, validateSchema } from "graphql";
import { loadRegistry } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { exchangeTypes } from "../../src/generated/schema.ts";

const text = readFileSync(
  new URL("../../../schemas/generated/records.graphql", import.meta.url),
  "utf8",
);
const schema = buildSchema(`${text}\ntype Query { student: Student }`);
const registry = loadRegistry();

const nameOf = (entity: string): string =>
  entity.replaceAll(/(?:^|-)([a-z0-9])/gu, (_all, first: string) => first.toUpperCase());

describe("the GraphQL types of records, for a member's own services", () => {
  test("are a valid schema", () => {
    expect(validateSchema(schema)).toEqual([]);
  });

  test("are one for each entity, with a described field for each property", () => {
    expect(registry.entities.size).toBeGreaterThan(10);
    for (const { name, properties } of registry.entities.values()) {
      const type = schema.getType(nameOf(name));
      if (!isObjectType(type)) throw new Error(`There is no type for ${name}.`);
      const fields = Object.values(type.getFields());
      expect(fields.map((field) => field.name)).toEqual(
        properties.map((property) => property.name),
      );
      for (const { description } of fields) expect(description).toMatch(/ Privacy: \w+\.$/u);
    }
  });

  test("have the codes of a list under names that GraphQL can have, with what they are called", () => {
    const type = schema.getType("SexCode");
    if (!isEnumType(type)) throw new Error("There is no enum for the codes of sex.");
    const codes = registry.codeLists.get("sex")?.codes ?? [];
    expect(type.getValues().map(({ name }) => name)).toEqual(codes.map(({ code }) => `_${code}`));
    expect(type.getValues().map(({ description }) => description)).toEqual(
      codes.map(({ code, label }) => `${label.en} (code ${code})`),
    );
  });

  test("are no part of what the gateway serves", () => {
    for (const { name } of registry.entities.values()) {
      expect(exchangeTypes).not.toMatch(new RegExp(`\\btype ${nameOf(name)}\\b`, "u"));
    }
  });
});

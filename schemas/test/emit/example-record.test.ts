import { describe, expect, test } from "vitest";
import { exampleRecord } from "../../src/emit/example-record.ts";
import { jsonSchemaValidator } from "../../src/json-schema.ts";
import { shareableEntity, shareableExample, staysBehind } from "../../src/profiles.ts";
import { loadConformance, loadRegistry } from "../../src/registry.ts";

const entities = [...loadRegistry().entities.values()];
const conformance = loadConformance();

describe("the example of an entity", () => {
  test.each(entities)("$name keeps its schema", (entity) => {
    const example = exampleRecord(entity, conformance);
    const keeps = jsonSchemaValidator().compile(entity.schema);
    expect(keeps(example) ? [] : keeps.errors).toEqual([]);
  });

  test.each(entities.filter((entity) => !staysBehind(entity)))(
    "$name keeps its shareable schema when it is shared",
    (entity) => {
      const shared = shareableExample(entity, exampleRecord(entity, conformance));
      const keeps = jsonSchemaValidator().compile(shareableEntity(entity).schema);
      expect(keeps(shared) ? [] : keeps.errors).toEqual([]);
    },
  );

  test.each(entities.filter((entity) => staysBehind(entity)))(
    "nothing is left of $name when it is shared",
    (entity) => {
      expect(shareableExample(entity, exampleRecord(entity, conformance))).toEqual({});
    },
  );

  test("is the fullest valid record of the conformance suite", () => {
    const student = entities.find(({ name }) => name === "student");
    const record = (name: string, more: object): [string, string] => [
      `entities/student/valid/${name}.json`,
      JSON.stringify({ record: { name, ...more } }),
    ];
    const suite = new Map([
      record("c", {}),
      record("b", { sex: "1", birthYear: 2014 }),
      record("a", { sex: "2", birthYear: 2015 }),
    ]);
    if (student === undefined) throw new Error("There is no student.");
    expect(exampleRecord(student, suite)["name"]).toBe("a");
  });

  test.each(entities)(
    "$name is made of the examples where the suite has none, and keeps its schema",
    (entity) => {
      const example = exampleRecord(entity, new Map());
      const keeps = jsonSchemaValidator().compile(entity.schema);
      expect(keeps(example) ? [] : keeps.errors).toEqual([]);
      expect(Object.keys(example)).toEqual(
        entity.properties
          .filter(({ deprecated }) => deprecated === undefined)
          .map(({ name }) => name),
      );
    },
  );
});

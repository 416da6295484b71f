import {
  type CodeList,
  type Deprecation,
  type Entity,
  loadRegistry,
  type Registry,
} from "@edufed/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { readRecords } from "../../src/import/records.ts";
import { parseRules } from "../../src/validate/parse-rules.ts";
import { validateRecord } from "../../src/validate/record.ts";
import { validate } from "../../src/validate/validate.ts";
import { makeFolder } from "../import/folder.ts";

const deprecated: Deprecation = {
  since: "1.1.0",
  reason: "Two members understood it differently",
  replacement: "birthDate",
  removal: "2.0.0",
};

const standard = loadRegistry();

function changed(
  entity: (entity: Entity) => Entity,
  list: (list: CodeList) => CodeList = (same) => same,
): Registry {
  return {
    ...standard,
    entities: new Map([...standard.entities].map(([name, each]) => [name, entity(each)])),
    codeLists: new Map([...standard.codeLists].map(([id, each]) => [id, list(each)])),
  };
}

const cases: readonly (readonly [string, Registry, string])[] = [
  [
    "a property",
    changed((entity) => ({
      ...entity,
      properties: entity.properties.map((property) =>
        entity.name === "student" && property.name === "birthYear"
          ? { ...property, deprecated }
          : property,
      ),
    })),
    "student/birthYear/deprecated",
  ],
  [
    "a code",
    changed(
      (same) => same,
      (list) => ({
        ...list,
        codes: list.codes.map((code) =>
          list.id === "sex" && code.code === "9" ? { ...code, deprecated } : code,
        ),
      }),
    ),
    "student/sex/deprecated/9",
  ],
  [
    "a code in a list",
    changed(
      (same) => same,
      (list) => ({
        ...list,
        codes: list.codes.map((code) =>
          list.id === "language" && code.code === "so" ? { ...code, deprecated } : code,
        ),
      }),
    ),
    "student/homeLanguages/deprecated/so",
  ],
  [
    "an entity",
    changed((entity) => (entity.name === "student" ? { ...entity, deprecated } : entity)),
    "student/deprecated",
  ],
];

const using = { id: "s1", sex: "9", birthYear: 2014, homeLanguages: ["fi", "so"] };
const free = { id: "s2", sex: "1", birthDate: "2014-03-09", homeLanguages: ["fi"] };

let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => {
  engine.close();
});

describe.each(cases)("%s that is deprecated", (what, registry, rule) => {
  const expected = { rule, severity: "warning", count: 1 };

  test("is warned about in one record, with what to use instead", () => {
    const [finding, ...others] = validateRecord("student", using, parseRules(registry));
    expect(others).toEqual([]);
    expect(finding).toMatchObject(expected);
    expect(finding?.message).toContain("deprecated since 1.1.0");
    expect(finding?.message).toContain("Use birthDate instead.");
  });

  test("is warned about in a data set, which stays valid", async () => {
    const records = what === "an entity" ? [using] : [using, free];
    using folder = makeFolder({
      "student.ndjson": records.map((record) => `${JSON.stringify(record)}\n`).join(""),
    });
    const read = await readRecords(engine, [folder.path], registry);
    const { valid, findings } = await validate(read.records, registry);
    expect(valid).not.toBeNull();
    expect(findings.filter(({ severity }) => severity !== "info")).toMatchObject([expected]);
  });
});

test("nothing of the standard is warned about before it is deprecated", () => {
  expect(validateRecord("student", using, parseRules(standard))).toEqual([]);
});

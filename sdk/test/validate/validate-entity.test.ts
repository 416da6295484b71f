import { loadConformance, loadRegistry } from "@edufed/schemas";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { EntityName, EntityRecords, Finding, Student, Validation } from "../../src/index.ts";
import { entityNames, validate, validateRecord } from "../../src/index.ts";
import { validate as validateStudent } from "../../src/generated/records/student.ts";
import { recordChecks } from "../../src/generated/records.ts";
import { parseRules } from "../../src/validate/parse-rules.ts";
import { words as azerbaijani } from "../../src/words/az.ts";
import { words as finnish } from "../../src/words/fi.ts";
import { words as swedish } from "../../src/words/sv.ts";

const registry = loadRegistry();
const rules = parseRules(registry);
const vectors = [...loadConformance()];

const ruleOf = (id: string) => registry.rules.find((rule) => rule.id === id);

const isEntityName = (name: string): name is EntityName => Object.hasOwn(recordChecks, name);

/** Every record of the conformance vectors: those of an entity, and those of the rules. */
function recordsOf(path: string, text: string): readonly (readonly [EntityName, unknown])[] {
  const content = JSON.parse(text);
  const entity = path.split("/")[1] ?? "";
  if (path.startsWith("entities/") && isEntityName(entity)) return [[entity, content.record]];
  return [content.passing, content.failing].flatMap(({ records }) =>
    Object.entries<readonly unknown[]>(records).flatMap(([name, all]) =>
      isEntityName(name) ? all.map((record) => [name, record] as const) : [],
    ),
  );
}

describe("a record is validated without parsing a rule", () => {
  test.each(["entities", "rules"])("as with the rules parsed: the vectors of %s", (folder) => {
    const records = vectors
      .filter(([path]) => path.startsWith(`${folder}/`))
      .flatMap(([path, text]) => recordsOf(path, text));
    expect(records.length).toBeGreaterThan(200);
    const results = records.map(([entity, record]) => validate(entity, record));
    expect(results.map(({ findings }) => findings)).toEqual(
      records.map(([entity, record]) => validateRecord(entity, record, rules)),
    );
    expect(new Set(results.map(({ ok }) => ok))).toEqual(new Set([true, false]));
  });

  test("by every rule that one record decides", () => {
    const decided = rules.filter(({ check }) => check.kind === "record");
    expect(decided.length).toBeGreaterThan(50);
    const broken = vectors
      .filter(([path]) => path.startsWith("rules/"))
      .flatMap(([path, text]) => recordsOf(path, text))
      .flatMap(([entity, record]) => validate(entity, record).findings.map(({ rule }) => rule));
    const seen = new Set(broken);
    expect(decided.map(({ rule }) => rule.id).filter((id) => !seen.has(id))).toEqual([]);
  });

  test("of every entity", () => {
    expect(Object.keys(recordChecks).toSorted()).toEqual([...entityNames].toSorted());
    for (const name of entityNames) expect(validate(name, null).ok).toBe(false);
  });
});

describe("the result", () => {
  test("is the record itself when nothing is wrong", () => {
    const value = { id: "st-1", sex: "2" };
    const result = validate("student", value);
    expect(result).toEqual({ ok: true, record: value, findings: [] });
    expect(result.record).toBe(value);
  });

  test("is the findings when there is an error, and no record", () => {
    const result = validate("student", { id: "st-1", sex: "F" });
    expect(result.ok).toBe(false);
    expect(result).not.toHaveProperty("record");
    expect(result.findings.map(({ rule, pointer }) => `${rule} ${pointer}`)).toEqual([
      "student/sex/enum /sex",
    ]);
  });

  test("has the record when all that is found is a warning, and the warning", () => {
    const warned = vectors
      .flatMap(([path, text]) => (/^(entities|rules)\//u.test(path) ? recordsOf(path, text) : []))
      .map(([entity, record]) => validate(entity, record))
      .filter(({ ok, findings }) => ok && findings.length > 0);
    expect(warned.length).toBeGreaterThan(0);
    const severities = warned.flatMap(({ findings }) => findings.map(({ severity }) => severity));
    expect(new Set(severities)).toEqual(new Set(["warning"]));
  });

  test("of a declared rule has its words", () => {
    const record = { id: "st-1", sex: "2", birthDate: "2015-03-01", birthYear: 2014 };
    expect(validate("student", record).findings).toEqual([
      {
        code: "rule",
        severity: "error",
        entity: "student",
        pointer: "/birthYear",
        rule: "student-birth-year-of-birth-date",
        message: "The year of birth is not the year of the day of birth.",
        fix: "Correct the wrong one, or leave birthYear out: it is made from birthDate.",
        count: 1,
      },
    ]);
    expect(validateStudent(record)).toEqual(validate("student", record));
  });

  test("of an item says that it is one, and of a pattern gives an example", () => {
    const value = { id: "sp-1", schoolYear: "2025", iscedLevels: ["ISCED1", 2, null] };
    const said = validate("school-profile", value).findings.map(
      ({ pointer, message, fix }) => `${pointer} ${message} ${fix}`,
    );
    const how = "Write each item as text; what is not known is left out, not written as null.";
    expect(said).toEqual(
      expect.arrayContaining([
        `/iscedLevels/1 An item of iscedLevels is not text. ${how}`,
        `/iscedLevels/2 An item of iscedLevels is not text. ${how}`,
        "/schoolYear schoolYear is not written as it should be. Write it like 2025/2026.",
      ]),
    );
  });

  test("speaks another language, whatever is wrong", () => {
    const record = { id: "st-1", birthDate: "2015-03-01", birthYear: 2014 };
    const said = [finnish, swedish, azerbaijani].map((words) => {
      const { findings } = validateStudent(record, { words });
      expect(validate("student", record, { words }).findings).toEqual(findings);
      expect(findings.map(({ rule }) => rule)).toEqual([
        "student/sex/required",
        "student-birth-year-of-birth-date",
      ]);
      return findings.map(({ message }) => message);
    });
    const [missing, broken] = said[0] ?? [];
    expect(missing).toMatch(/puuttuu/u);
    expect(broken).toBe(ruleOf("student-birth-year-of-birth-date")?.message.fi);
    expect(new Set(said.flat()).size).toBe(6);
  });

  test("of an earlier record stays as it was", () => {
    const first = validate("student", { id: "st-1" });
    const before = structuredClone(first);
    validate("student", null);
    expect(first).toEqual(before);
  });

  test.each([
    ["studnt", "There is no entity “studnt”. Did you mean “student”?"],
    ["constructor", "There is no entity “constructor”. entityNames lists them."],
    ["__proto__", "There is no entity “__proto__”. entityNames lists them."],
    ["12 a", "There is no entity of this name. entityNames lists them."],
    [{}, "validate takes the name of an entity first, as text, then the value."],
  ])("is an error of the program for %s, which says what to do", (name, message) => {
    const check: (entity: never, value: unknown) => unknown = validate;
    expect(() => Reflect.apply(check, undefined, [name, {}])).toThrow(new RangeError(message));
  });
});

describe("the type of the result", () => {
  test("is that of the entity", () => {
    const result = validate("student", {});
    expectTypeOf(result).toEqualTypeOf<Validation<Student>>();
    expectTypeOf(validateStudent).returns.toEqualTypeOf<Validation<Student>>();
    expectTypeOf(result.findings).toEqualTypeOf<readonly Finding[]>();
    if (result.ok) expectTypeOf(result.record).toEqualTypeOf<Student>();
    else expectTypeOf(result.record).toEqualTypeOf<undefined>();
    const { record } = result;
    if (record) expectTypeOf(record).toEqualTypeOf<Student>();
    expect(result.ok).toBe(false);
  });

  test("follows an entity that is chosen as the program runs", () => {
    expectTypeOf(validate<EntityName>).returns.toEqualTypeOf<
      Validation<EntityRecords[EntityName]>
    >();
    expectTypeOf<Parameters<typeof validate>[0]>().toEqualTypeOf<EntityName>();
    // @ts-expect-error There is no entity of this name.
    expect(() => validate("pupil", {})).toThrow(RangeError);
  });
});

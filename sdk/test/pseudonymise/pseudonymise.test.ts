import type { Entity, Property, Registry } from "@edufed/schemas";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { passed, type Valid } from "../../src/dataset.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { RefusedError } from "../../src/errors.ts";
import { parsePseudonymKey, pseudonymKey, pseudonymOf } from "../../src/pseudonymise/key.ts";
import { pseudonymise } from "../../src/pseudonymise/pseudonymise.ts";
import { pseudonymSql } from "../../src/pseudonymise/pseudonym-sql.ts";
import vectors from "../../../schemas/conformance/pseudonyms.json" with { type: "json" };

const key = pseudonymKey(new Uint8Array(32).fill(7));

const property = (name: string, rest: Partial<Property>): Property => ({
  name,
  description: name,
  type: { kind: "string" },
  required: false,
  nullable: false,
  privacy: "ordinary",
  privacyBasis: [],
  aggregation: "never",
  stability: "experimental",
  examples: [],
  sourceTerms: [],
  ...rest,
});

const entity = (name: string, properties: readonly Property[]): Entity => ({
  name,
  title: name,
  description: name,
  domain: "students",
  stability: "experimental",
  key: ["id"],
  properties,
  schema: {},
});

const student = entity("student", [
  property("id", { privacy: "pseudonym", references: "student" }),
  property("familyName", { privacy: "direct" }),
  property("birthDate", {
    privacy: "quasi",
    type: { kind: "date" },
    generalise: { method: "year", to: "birthYear" },
  }),
  property("birthYear", { privacy: "quasi", type: { kind: "integer" } }),
  property("disabilityIndicator", { privacy: "sensitive", type: { kind: "boolean" } }),
  property("disclosureBlocked", { privacy: "sensitive", type: { kind: "boolean" } }),
]);
const enrolment = entity("enrolment", [
  property("studentId", { privacy: "pseudonym", references: "student" }),
  property("schoolId", {}),
]);

const registry: Registry = {
  version: "0",
  entities: new Map([student, enrolment].map((each) => [each.name, each])),
  codeLists: new Map(),
  dimensions: new Map(),
  rules: [],
  metrics: new Map(),
  crosswalks: new Map(),
};

describe("pseudonyms", () => {
  test.each(vectors.cases)(
    "$description",
    ({ secret, system, entity: of, purpose, value, pseudonym }) => {
      const domain = { system, entity: of, purpose };
      expect(pseudonymOf(parsePseudonymKey(secret), domain, value)).toBe(pseudonym);
    },
  );

  test("the parts of a domain cannot be shifted into one another", () => {
    const one = pseudonymOf(key, { system: "AB", entity: "C", purpose: "p" }, "1");
    const other = pseudonymOf(key, { system: "A", entity: "BC", purpose: "p" }, "1");
    expect(one).not.toBe(other);
  });

  test.each(["", "abc", "g".repeat(64), "0".repeat(63), "0".repeat(65)])(
    "a key file that is not 64 hexadecimal digits is refused (%#)",
    (text) => {
      expect(() => parsePseudonymKey(text)).toThrow("64 hexadecimal digits");
    },
  );
});

describe("the shareable profile", () => {
  let engine: SqlEngine;
  let valid: Valid;
  const options = (purpose: string, needs: readonly string[] = []) => ({
    system: "FI-HEL",
    key,
    purpose: { id: purpose, needs: new Set(needs) },
    registry,
  });

  beforeAll(async () => {
    engine = await openDuckDb();
    await engine.run(`create table student as
      select * from (values ('s1', 'A', date '2010-03-01', null::bigint, true),
                            ('s2', 'B', null, 2011, null)) t(id, "familyName", "birthDate", "birthYear", "disabilityIndicator")`);
    await engine.run(`create table enrolment as
      select * from (values ('s1', 'x'), ('s1', 'y'), ('s2', 'x'), (null, 'x')) t("studentId", "schoolId")`);
    const relations = new Map(
      ["student", "enrolment"].map((name) => [name, { entity: name, name }]),
    );
    valid = passed("valid", { engine, relations });
  });
  afterAll(() => engine.close());

  const read = async (purpose: string, of: string, needs: readonly string[] = []) => {
    const { pseudonymous } = await pseudonymise(valid, options(purpose, needs));
    const name = pseudonymous.relations.get(of)?.name ?? "";
    return engine.rows(`select * from "${name}" order by all`);
  };

  test("every record is there once, also where one entity alone names people several times", async () => {
    const relations = new Map([["enrolment", { entity: "enrolment", name: "enrolment" }]]);
    const alone = passed("valid", { engine, relations });
    const { pseudonymous } = await pseudonymise(alone, options("alone"));
    const name = pseudonymous.relations.get("enrolment")?.name ?? "";
    const rows = await engine.rows(`select "schoolId" from "${name}" order by all`);
    expect(rows.map((row) => row["schoolId"])).toEqual(["x", "x", "x", "y"]);
  });

  test("a column that numbers the rows stays where it is named, and is refused where it is not", async () => {
    await engine.run("create or replace view numbered as select rowid as _row, * from enrolment");
    const relations = new Map([["enrolment", { entity: "enrolment", name: "numbered" }]]);
    const placed = passed("valid", { engine, relations });
    const { pseudonymous } = await pseudonymise(placed, { ...options("places"), place: "_row" });
    const name = pseudonymous.relations.get("enrolment")?.name ?? "";
    const rows = await engine.rows(`select _row, "schoolId" from "${name}" order by _row`);
    expect(rows.map((row) => `${String(row["_row"])} ${String(row["schoolId"])}`)).toEqual([
      "0 x",
      "1 y",
      "2 x",
      "3 x",
    ]);
    await expect(pseudonymise(placed, options("places"))).rejects.toThrow(RefusedError);
  });

  test("keeps no direct identifier, no key of the member, no day of birth", async () => {
    const rows = await read("statistics", "student");
    expect(rows.map((row) => Object.keys(row).toSorted())).toEqual([
      ["birthYear", "id"],
      ["birthYear", "id"],
    ]);
    expect(rows.map((row) => String(row["birthYear"])).toSorted()).toEqual(["2010", "2011"]);
    expect(rows.map((row) => String(row["id"]))).toEqual(
      ["s1", "s2"]
        .map((id) =>
          pseudonymOf(key, { system: "FI-HEL", entity: "student", purpose: "statistics" }, id),
        )
        .toSorted(),
    );
  });

  test("a sensitive property stays only where the purpose declares it", async () => {
    const [first] = await read("support", "student", ["student/disabilityIndicator"]);
    expect(Object.keys(first ?? {})).toContain("disabilityIndicator");
  });

  test("joins survive within a purpose and break between purposes", async () => {
    const ids = async (purpose: string): Promise<readonly string[]> =>
      (await read(purpose, "student")).map((row) => String(row["id"]));
    const refs = new Set(
      (await read("a", "enrolment")).flatMap((row) =>
        row["studentId"] === null ? [] : [String(row["studentId"])],
      ),
    );
    expect([...refs].toSorted()).toEqual((await ids("a")).toSorted());
    expect((await ids("b")).some((id) => refs.has(id))).toBe(false);
  });

  test("an unknown reference stays unknown", async () => {
    const refs = (await read("a", "enrolment")).map((row) => row["studentId"]);
    expect(refs.filter((ref) => ref === null)).toHaveLength(1);
  });

  test.each([
    ["leaves no record in an export", true, 1, 2],
    ["is counted all the same", false, 2, 4],
  ])("a student under a non-disclosure order %s", async (_what, isExport, students, enrolments) => {
    await engine.run(
      `create or replace view ordered as
         select *, case id when 's1' then true end as "disclosureBlocked" from student`,
    );
    const relations = new Map([
      ["student", { entity: "student", name: "ordered" }],
      ["enrolment", { entity: "enrolment", name: "enrolment" }],
    ]);
    const ordered: Valid = passed("valid", { engine, relations });
    const { pseudonymous } = await pseudonymise(ordered, { ...options("order"), isExport });
    const rows = async (of: string): Promise<readonly Record<string, unknown>[]> =>
      engine.rows(`select * from "${pseudonymous.relations.get(of)?.name ?? ""}"`);
    const blocked = pseudonymOf(
      key,
      { system: "FI-HEL", entity: "student", purpose: "order" },
      "s1",
    );
    const [people, places] = [await rows("student"), await rows("enrolment")];
    expect([people.length, places.length]).toEqual([students, enrolments]);
    expect(JSON.stringify([people, places].flat()).includes(blocked)).toBe(!isExport);
    expect(people.flatMap((row) => Object.keys(row))).not.toContain("disclosureBlocked");
  });

  test("a column without a privacy class is refused", async () => {
    await engine.run(`create or replace view tagged as select *, 1 as extra from student`);
    const relations = new Map([["student", { entity: "student", name: "tagged" }]]);
    const tagged: Valid = passed("valid", { engine, relations });
    await expect(pseudonymise(tagged, options("a"))).rejects.toThrow(RefusedError);
  });

  test("the engine computes the same pseudonym as the plain definition", async () => {
    const domain = { system: "AZ", entity: "student", purpose: "p" };
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 80 }), async (value) => {
        fc.pre(!value.includes("\u0000"));
        const [row] = await engine.rows(
          `select ${pseudonymSql(key, domain, "v")} as p from (select ? as v)`,
          [value],
        );
        expect(row?.["p"]).toBe(pseudonymOf(key, domain, value));
      }),
      { numRuns: 50 },
    );
  });
});

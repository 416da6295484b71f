import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRegistry, type Registry, type Rule, type RuleCheck } from "@edufed/schemas";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import type { Finding } from "../../src/finding.ts";
import { readRecords } from "../../src/import/records.ts";
import { parseRules } from "../../src/validate/parse-rules.ts";
import { type RecordSet, validateRecords } from "../../src/validate/records.ts";
import { validate } from "../../src/validate/validate.ts";
import { casesOf } from "../proof-share.ts";

/** One rule of every kind and of every option of it, over entities whose records are easy to draw. */
const checks: readonly (readonly [entity: string, check: RuleCheck])[] = [
  ["enrolment", { kind: "record", holds: "exitDate is null or exitDate >= entryDate" }],
  [
    "enrolment",
    {
      kind: "related",
      related: { entity: "organisation", on: { schoolId: "id" }, take: { parent: "parentId" } },
      holds: "parent <> schoolId and gradeNumber > 3",
    },
  ],
  [
    "organisation",
    {
      kind: "related",
      related: { entity: "organisation", on: { parentId: "id" }, take: { above: "parentId" } },
      holds: "above is null",
    },
  ],
  [
    "attendance-record",
    {
      kind: "some",
      related: {
        entity: "enrolment",
        on: { studentId: "studentId", schoolId: "schoolId" },
        take: { entryDate: "entryDate", exitDate: "exitDate", grade: "gradeNumber" },
      },
      holds: "date >= entryDate and (exitDate is null or date <= exitDate) and grade > 3",
      when: "status <> 'notExpected'",
    },
  ],
  [
    "enrolment",
    { kind: "no-overlap", within: ["studentId", "schoolId"], start: "entryDate", end: "exitDate" },
  ],
  [
    "enrolment",
    {
      kind: "no-overlap",
      within: ["studentId"],
      start: "entryDate",
      end: "exitDate",
      when: "gradeNumber >= 4",
    },
  ],
  ["enrolment", { kind: "at-most-one", within: ["studentId", "gradeNumber"] }],
  ["enrolment", { kind: "at-most-one", within: ["studentId"], when: "exitDate is null" }],
  ["organisation", { kind: "acyclic", parent: "parentId" }],
];

const standard = loadRegistry();
const words = { en: "It is so.", fi: "Näin on.", sv: "Så är det.", az: "Belədir." };
const registry: Registry = {
  ...standard,
  rules: checks.map(([entity, check], index): Rule => ({
    id: `rule-${index}`,
    entity,
    severity: "error",
    check,
    property: standard.entities.get(entity)?.key[0] ?? "",
    message: words,
    why: "It is needed for this test.",
    fix: words,
  })),
};
const rules = parseRules(registry);

/** A value, seldom one that cannot be read, seldom none. */
function value<T>(from: readonly T[]): fc.Arbitrary<T | number | undefined> {
  return fc.oneof(
    { weight: 18, arbitrary: fc.constantFrom(...from) },
    { weight: 1, arbitrary: fc.constant(7.5) },
    { weight: 2, arbitrary: fc.constant(undefined) },
  );
}

const days = ["2025-08-11", "2025-08-12", "2025-08-13"];
const schools = ["o1", "o2", "o3", "o4", "o5", "o6", "o7"];
const person = value(["s1", "s1", "s2"]);

const organisation = fc.record({
  id: value(schools),
  name: fc.constant({ en: "School" }),
  type: fc.constant("other"),
  status: fc.constant("active"),
  parentId: value(schools.slice(0, 3)),
});

const enrolment = fc.record({
  studentId: person,
  schoolId: value(schools.slice(0, 2)),
  schoolYear: fc.constant("2025/2026"),
  gradeNumber: value([3, 4, 5]),
  iscedLevel: fc.constant("1"),
  entryDate: value(days),
  exitDate: fc.oneof(
    { weight: 3, arbitrary: value(days) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  status: fc.constant("active"),
});

const attendance = fc.record({
  studentId: person,
  schoolId: value(schools.slice(0, 2)),
  date: value(days),
  granularity: fc.constant("day"),
  status: value(["present", "notExpected"]),
});

/** Data sets in which a related entity is now and then not there at all. */
const recordSet: fc.Arbitrary<RecordSet> = fc.record(
  {
    organisation: fc.array(organisation, { minLength: 4, maxLength: 6 }),
    enrolment: fc.array(enrolment, { minLength: 4, maxLength: 9 }),
    "attendance-record": fc.array(attendance, { minLength: 3, maxLength: 6 }),
  },
  { requiredKeys: ["enrolment"] },
);

let engine: SqlEngine;
let scratch: string;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
  scratch = mkdtempSync(join(tmpdir(), "edufed-agree-"));
});
afterAll(() => {
  engine.close();
  rmSync(scratch, { recursive: true });
});

test("a data set has the same findings in SQL as in memory, for every kind of rule", async () => {
  const raised = new Set<string>();
  await fc.assert(
    fc.asyncProperty(recordSet, async (drawn) => {
      // Written and read, so that both sides see what JSON keeps.
      const records: RecordSet = JSON.parse(JSON.stringify(drawn));
      const expected = seen(validateRecords(records, registry, rules));
      expect(seen(await inEngine(records))).toEqual(expected);
      for (const { rule, code } of expected) if (code === "rule") raised.add(rule);
    }),
    { numRuns: casesOf(30) },
  );
  expect(rules.map(({ rule }) => rule.id).filter((id) => !raised.has(id))).toEqual([]);
});

type Seen = Omit<Finding, "file" | "row">;

/** Findings in one order, without their places in a file. */
function seen(findings: readonly Finding[]): readonly Seen[] {
  const key = ({ rule, code }: Seen): string => `${rule} ${code}`;
  return findings
    .map(({ file: _file, row: _row, rows = [], ...facts }) => ({ ...facts, rows }))
    .toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}

async function inEngine(given: RecordSet): Promise<readonly Finding[]> {
  const home = mkdtempSync(join(scratch, "set-"));
  for (const [entity, list] of Object.entries(given)) {
    const lines = list.map((record) => `${JSON.stringify(record)}\n`).join("");
    writeFileSync(join(home, `${entity}.ndjson`), lines);
  }
  const { records } = await readRecords(engine, [home], registry);
  return (await validate(records, registry)).findings;
}

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import type { Finding } from "../../src/finding.ts";
import { readRecords } from "../../src/import/records.ts";
import { pseudonymKey } from "../../src/pseudonymise/key.ts";
import { pseudonymise } from "../../src/pseudonymise/pseudonymise.ts";
import { extendedValidators } from "../../src/validate/extended-record.ts";
import { validateRecord } from "../../src/validate/record.ts";
import { validate } from "../../src/validate/validate.ts";
import { makeFolder } from "../import/folder.ts";
import { extended, shared } from "./hel.ts";

let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
});
afterAll(() => engine.close());

const rules = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule);

const vectors = [
  {
    description: "all four",
    own: { hel_busRoute: "58B", hel_fare: "half", hel_cardId: "7", hel_escort: true },
    findings: [],
  },
  { description: "none of them", own: {}, findings: [] },
  {
    description: "a route that is no route",
    own: { hel_busRoute: "tram" },
    findings: ["student/hel_busRoute/pattern"],
  },
  {
    description: "a fare that is not in the member's list",
    own: { hel_fare: "full" },
    findings: ["student/hel_fare/enum"],
  },
  {
    description: "an escort that is neither true nor false",
    own: { hel_escort: "maybe" },
    findings: ["student/hel_escort/type"],
  },
  {
    description: "a property that the extension does not have",
    own: { hel_stop: "A" },
    findings: ["student/unknown-property"],
  },
] as const;

test("a day is a day, whoever checks it", async () => {
  const validators = await extendedValidators(extended);
  const found = ["2014-03-09", "2014-02-29", "2014-3-9"].map((birthDate) => {
    const record = { id: "s1", sex: "1", birthDate };
    const own = rules(validateRecord("student", record, [], validators.get("student")));
    expect(own).toEqual(rules(validateRecord("student", record)));
    return own.length;
  });
  expect(found).toEqual([0, 1, 1]);
});

describe.each(vectors)("a student with $description", ({ own, findings }) => {
  const record = { id: "s1", sex: "1", ...own };

  test("has the same findings as one record and as a data set", async () => {
    const validators = await extendedValidators(extended);
    expect([...validators.keys()]).toEqual(["attendance-record", "student"]);
    expect(rules(validateRecord("student", record, [], validators.get("student")))).toEqual(
      findings,
    );
    using folder = makeFolder({ "student.json": JSON.stringify([record]) });
    const read = await readRecords(engine, [folder.path], extended);
    const checked = await validate(read.records, extended);
    expect(rules([...read.findings, ...checked.findings])).toEqual(findings);
  });

  test("has a finding for every property of the extension where the standard stands alone", () => {
    const strangers = Object.keys(own).map(() => "student/unknown-property");
    expect(rules(validateRecord("student", record))).toEqual(strangers);
  });
});

test("the shareable profile follows the classes, and nothing sensitive of an extension stays for any purpose", async () => {
  const csv = "id,sex,hel_busRoute,hel_fare,hel_cardId,hel_escort\ns1,1,58B,free,7,true\n";
  using folder = makeFolder({ "student.csv": csv });
  const { records } = await readRecords(engine, [folder.path], extended);
  const { valid } = await validate(records, extended);
  if (valid === null) throw new Error("The student is valid.");
  const key = pseudonymKey(new Uint8Array(32).fill(3));
  const purpose = { id: "rides", needs: new Set(["student/hel_escort", "student/hel_cardId"]) };
  const system = { system: "FI-HEL", key, purpose, registry: extended };
  const { profile } = await pseudonymise(valid, system);
  const own = profile.map(({ fate }) => fate).filter(({ column }) => column.startsWith("hel_"));
  expect(own.map(({ column, kind }) => `${column} ${kind}`)).toEqual([
    "hel_busRoute keep",
    "hel_fare keep",
    "hel_cardId drop",
    "hel_escort drop",
  ]);
  await expect(pseudonymise(valid, { ...system, registry: shared })).rejects.toThrow(
    "student.hel_busRoute has no privacy class",
  );
});

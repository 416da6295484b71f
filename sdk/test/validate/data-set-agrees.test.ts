import { loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import type { Finding } from "../../src/finding.ts";
import { readRecords } from "../../src/import/records.ts";
import { validate } from "../../src/validate/validate.ts";
import { makeFolder } from "../import/folder.ts";

const registry = loadRegistry();
let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => {
  engine.close();
});

async function found(name: string, content: string): Promise<readonly Finding[]> {
  using folder = makeFolder({ [name]: content });
  const { records, findings } = await readRecords(engine, [folder.path], registry);
  return [...findings, ...(await validate(records, registry)).findings].filter(
    ({ severity }) => severity !== "info",
  );
}

describe("names of properties that the entity has not", () => {
  const unknown = (findings: readonly Finding[]): readonly Finding[] =>
    findings.filter(({ code }) => code === "unknown-property");

  test("are not shown of a record that is named after people", async () => {
    const byName = { ZZAinoZZ: { sex: "1" }, ZZLeylaZZ: 3 };
    for (const [file, content] of [
      ["student.json", JSON.stringify(byName)],
      ["student.ndjson", `${JSON.stringify(byName)}\n`],
    ] as const) {
      const findings = await found(file, content);
      expect(unknown(findings)).toMatchObject([{ count: 1, rows: [1] }]);
      expect(JSON.stringify(findings)).not.toContain("ZZ");
    }
  });

  test("are shown of a record as many of whose names are properties", async () => {
    const findings = await found("student.ndjson", '{"id":"s1","sex":"1","shoe":43,"hat":5}\n');
    expect(unknown(findings).map(({ pointer }) => pointer)).toEqual(["/hat", "/shoe"]);
  });

  test("are each shown up to twenty, and all are counted", async () => {
    const line = (index: number): string => `{"id":"s${index}","sex":"1","k${index}":1}\n`;
    const lines = (count: number): string =>
      Array.from({ length: count }, (_, index) => line(index)).join("");
    const twenty = unknown(await found("student.ndjson", lines(20)));
    expect(twenty.every(({ pointer }) => pointer !== undefined)).toBe(true);
    const more = unknown(await found("student.ndjson", lines(50)));
    expect(more.reduce((sum, { count }) => sum + count, 0)).toBe(50);
    expect(more.filter(({ pointer }) => pointer === undefined)).toMatchObject([{ count: 30 }]);
  });
});

test("a whole number that no column holds breaks the same check in every format", async () => {
  const large = "99999999999999999999";
  const rules = async (name: string, content: string): Promise<readonly string[]> =>
    (await found(name, content)).map(({ rule }) => rule);
  const expected = ["student/birthYear/maximum"];
  expect(await rules("student.csv", `id,sex,birthYear\ns1,1,${large}\n`)).toEqual(expected);
  const json = `{"id":"s1","sex":"1","birthYear":${large}}`;
  expect(await rules("student.ndjson", `${json}\n`)).toEqual(expected);
  expect(await rules("student.json", `[${json}]`)).toEqual(expected);
});

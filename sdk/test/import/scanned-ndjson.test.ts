import { loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { rawName } from "../../src/engine/reading.ts";
import { quoteIdentifier } from "../../src/engine/sql-text.ts";
import { lookAtNdjson } from "../../src/import/ndjson-bytes.ts";
import { isProven } from "../../src/import/plain-ndjson.ts";
import { readRecords } from "../../src/import/records.ts";
import { scannedNdjson } from "../../src/import/scanned-ndjson.ts";
import { validate } from "../../src/validate/validate.ts";
import { makeFolder } from "./folder.ts";

const registry = loadRegistry();
let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 2 });
});
afterAll(() => {
  engine.close();
});

interface Read {
  readonly findings: readonly string[];
  /** Whether one look was enough, and no table was made. */
  readonly isLeftInFile: boolean;
}

async function read(lines: readonly string[], keep: boolean): Promise<Read> {
  using folder = makeFolder({ "student.ndjson": lines.map((line) => `${line}\n`).join("") });
  const found = await readRecords(engine, [folder.path], registry, { keep });
  const { findings } = await validate(found.records, registry);
  const numbered = await engine.rows(
    `SELECT 1 FROM information_schema.columns WHERE table_name = '${rawName("student")}' AND column_name = '_row'`,
  );
  return {
    findings: [...found.findings, ...findings].map(
      ({ rule, count, rows = [] }) => `${rule} ${count}: ${rows.join(" ")}`,
    ),
    isLeftInFile: numbered.length === 0,
  };
}

const whole =
  '{"id":"s\\u00e9 \\"q\\" :,","sex":"1","birthDate":"2013-02-28","birthYear":2013,"citizenships":["FI","SE"],"homeLanguages":[ "fi" ],"disabilityIndicator":false}';

/** A valid student whose other properties are written so. */
const student = (properties: string): string => `{"id":"s","sex":"1",${properties}}`;

describe("a file that is whole is looked at once", () => {
  test.each([
    ["as it is", student('"phone":"040"')],
    ["with spaces", '{ "id" : "s" , "sex" : "1" , "citizenships" : [ "FI" , "SE" ] }'],
    ["with no items in a list", student('"citizenships":[]')],
    ["with escapes in an item", student('"citizenships":["\\u0046I"]')],
    ["with a whole number as a fraction", student('"birthYear":2013.0')],
    ["with a whole number as a power", student('"birthYear":2.013e3')],
    ["with booleans", student('"deviceAtHome":true,"internetAtHome":false')],
  ])("%s", async (_, line) => {
    expect(await read([whole, line], false)).toMatchObject({ isLeftInFile: true });
    expect((await read([whole, line], false)).findings).toEqual(
      (await read([whole, line], true)).findings,
    );
  });
});

describe("a file that is read into a table after all", () => {
  test.each([
    ["a number in a list of texts", student('"citizenships":["FI",3]')],
    ["true in a list of texts", student('"citizenships":[true]')],
    ["a list in a list of texts", student('"citizenships":[["FI"]]')],
    ["an object in a list of texts", student('"citizenships":[{"a":"FI"}]')],
    ["null in a list of texts", student('"citizenships":[null]')],
    ["a text for a list", student('"citizenships":"FI"')],
    ["an object for a list", student('"citizenships":{"a":"FI"}')],
    ["a number for a text", '{"id":3,"sex":"1"}'],
    ["a text for a number", student('"birthYear":"2013"')],
    [
      "a number for a text and a text for a number",
      '{"id":3,"sex":"1","birthYear":"2013","birthDate":"2013-01-01"}',
    ],
    [
      "a number in a list, and a text in a list for a number",
      student('"citizenships":[3],"birthYear":["2013"]'),
    ],
    [
      "a number in a list, and a text in an object for a text",
      '{"id":{"a":1},"sex":"1","citizenships":[3]}',
    ],
    ["a list of texts for a boolean", student('"citizenships":[3],"deviceAtHome":["true"]')],
    ["a text for a boolean", student('"deviceAtHome":"true"')],
    ["a number for a boolean", student('"deviceAtHome":1')],
    ["a fraction for a whole number", student('"birthYear":2013.5')],
    ["true for a whole number", student('"socioEconomicScheme":"s","socioEconomicBand":true')],
    ["a number that no column holds", student('"birthYear":123456789012345678901234567890')],
    ["a day that is none", student('"birthDate":"2013-02-30"')],
    ["a day with a time", student('"birthDate":"2013-02-28T00:00"')],
    ["a day that is empty", student('"birthDate":""')],
    ["an unknown name", student('"shoe":"43"')],
    ["a line that ends in a list", student('"citizenships":["FI"').slice(0, -1)],
    ["a line that ends in a text", student('"phone":"040').slice(0, -1)],
    ["nothing between two lines", ""],
  ])("%s", async (_, line) => {
    const once = await read([whole, line, whole.replace("s\\u00e9", "t")], false);
    expect(once.isLeftInFile).toBe(false);
    const kept = await read([whole, line, whole.replace("s\\u00e9", "t")], true);
    expect(once.findings).toEqual(kept.findings);
    expect(once.findings).not.toEqual([]);
  });
});

/** Whether the bytes prove what is read of this file, whatever checks say. */
async function isProvenByItself(lines: readonly string[]): Promise<boolean> {
  using folder = makeFolder();
  const path = folder.write("student.ndjson", lines.map((line) => `${line}\n`).join(""));
  const entity = registry.entities.get("student");
  if (entity === undefined) throw new Error("the standard has no student");
  const { select, sums } = scannedNdjson(entity);
  const columns = Object.entries(sums(quoteIdentifier)).map(([name, sum]) => `${sum} AS ${name}`);
  const [seen] = await engine.rows(
    `SELECT ${columns.join(", ")} FROM (${select({ path, arrangement: "newline_delimited" })})`,
  );
  return isProven([await lookAtNdjson(path)], seen);
}

test("texts in lists are proven to be texts", async () => {
  expect(await isProvenByItself([whole, student('"citizenships":["3","true",""]')])).toBe(true);
});

test.each([
  ["a number", "3"],
  ["a boolean", "true"],
  ["a list", '["FI"]'],
  ["an object", '{"FI":"SE"}'],
])("%s in a list is not proven to be a text", async (_, item) => {
  expect(await isProvenByItself([whole, student(`"citizenships":[${item}]`)])).toBe(false);
});

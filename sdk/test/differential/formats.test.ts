import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Entity, loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../../src/engine/sql-text.ts";
import type { EntityName } from "../../src/generated/types.ts";
import { validators } from "../../src/generated/validators.js";
import { readRecords } from "../../src/import/records.ts";
import { parseRules } from "../../src/validate/parse-rules.ts";
import { differences, inProcess, type Verdicts, verdictsOnFile } from "./both.ts";
import { edgeCases, materialOf } from "./cases.ts";
import { csvLines, isSayableInCsv, isSayableInParquet, type Judged, judged } from "./formats.ts";

const seed = Number(process.env["EDUFED_SEED"] ?? randomInt(2 ** 32));
const registry = loadRegistry();
const rules = parseRules(registry);
const names = Object.keys(validators).filter(isEntityName).toSorted();

function isEntityName(name: string): name is EntityName {
  return Object.hasOwn(validators, name);
}

let engine: SqlEngine;
let scratch: string;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
  scratch = mkdtempSync(join(tmpdir(), "edufed-differential-"));
});
afterAll(() => {
  engine.close();
  rmSync(scratch, { recursive: true });
});

describe(`records at the edges in other formats, EDUFED_SEED=${seed}`, () => {
  test.each(names)("%s: a CSV file has the findings of its records", async (name) => {
    const { entity, cases } = casesOf(name);
    const said = cases.filter((judgement) => isSayableInCsv(entity, judgement));
    const path = join(scratch, `${name}.csv`);
    writeFileSync(path, csvLines(entity, said));
    expect(said).not.toHaveLength(0);
    expectSame(said, await verdictsOnFile(engine, path, 2, said.length, registry));
  });

  test.each(names)("%s: a Parquet file has the findings of its records", async (name) => {
    const { entity, cases } = casesOf(name);
    const said = cases.filter((judgement) => isSayableInParquet(entity, judgement));
    const lines = join(scratch, `${name}.ndjson`);
    const path = join(scratch, `${name}.parquet`);
    writeFileSync(lines, said.map(({ record }) => `${JSON.stringify(record)}\n`).join(""));
    await readRecords(engine, [lines], registry);
    await engine.run(`COPY ${quoteIdentifier(name)} TO ${quoteLiteral(path)} (FORMAT parquet)`);
    expect(said).not.toHaveLength(0);
    expectSame(said, await verdictsOnFile(engine, path, 2, said.length, registry));
  });
});

test("whole numbers at the end of a column are findings, not an overflow of the rule that adds them", async () => {
  const path = join(scratch, "staff.csv");
  const largest = "9223372036854775807";
  writeFileSync(path, `id,sex,yearsTeaching,yearsOther\nt-1,1,${largest},${largest}\n`);
  const [verdict = []] = await verdictsOnFile(engine, path, 2, 1, registry);
  expect(verdict).toEqual([
    "error out-of-range staff/yearsOther/maximum /yearsOther",
    "error out-of-range staff/yearsTeaching/maximum /yearsTeaching",
    expect.stringMatching(/ rule staff-years-within-a-life /),
  ]);
});

test("half of a surrogate pair is no text of a file: its line is a finding", async () => {
  const path = join(scratch, "student.ndjson");
  writeFileSync(path, '{"id":"st-1","sex":"1"}\n{"id":"\\ud800","sex":"1"}\n');
  const { findings } = await readRecords(engine, [path], registry);
  expect(findings.map(({ code, row }) => [code, row])).toEqual([["malformed-row", 2]]);
});

function casesOf(name: EntityName): { readonly entity: Entity; readonly cases: readonly Judged[] } {
  const entity = registry.entities.get(name);
  if (entity === undefined) throw new RangeError(`no entity ${name}`);
  const lines = edgeCases(materialOf(entity), seed);
  return { entity, cases: judged(lines, inProcess(name, lines, rules)) };
}

function expectSame(said: readonly Judged[], found: Verdicts): void {
  const lines = said.map(({ record }) => JSON.stringify(record));
  const expected = said.map(({ verdict }) => verdict);
  expect(differences(lines, found, expected).slice(0, 5), `EDUFED_SEED=${seed}`).toEqual([]);
}

import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import type { Finding } from "../../src/finding.ts";
import { readRecords } from "../../src/import/records.ts";
import { parseRules } from "../../src/validate/parse-rules.ts";
import { type RecordSet, validateRecords } from "../../src/validate/records.ts";
import { validate } from "../../src/validate/validate.ts";

interface Expected {
  readonly code: string;
  readonly rule: string;
  readonly entity: string;
  /** Places in the list of the entity's records, counted from 1. */
  readonly rows: readonly number[];
}

interface Case {
  readonly description: string;
  readonly records: RecordSet;
  readonly findings?: readonly Expected[];
}

interface Vector {
  readonly rule: string;
  readonly passing: Case;
  readonly failing: Case;
}

const registry = loadRegistry();
const rules = parseRules(registry);
const folder = join(import.meta.dirname, "../../../schemas/conformance/rules");
const vectors: readonly Vector[] = globSync("*.json", { cwd: folder })
  .toSorted()
  .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")));

test("every rule has a passing and a failing case, and there are sixty rules or more", () => {
  expect(vectors.map(({ rule }) => rule)).toEqual(registry.rules.map(({ id }) => id).toSorted());
  expect(registry.rules.length).toBeGreaterThanOrEqual(60);
});

describe.each(vectors)("$rule", ({ rule, passing, failing }) => {
  test(`passes: ${passing.description}`, async () => {
    expect(seen(rule, validateRecords(passing.records, registry, rules))).toEqual([]);
    expect(seen(rule, await inEngine(passing.records))).toEqual([]);
  });

  test(`fails: ${failing.description}`, async () => {
    expect(seen(rule, validateRecords(failing.records, registry, rules))).toEqual(failing.findings);
    expect(seen(rule, await inEngine(failing.records))).toEqual(failing.findings);
  });
});

/** Every error, and whatever the rule itself says, the rule first. */
function seen(rule: string, findings: readonly Finding[]): readonly Partial<Expected>[] {
  return findings
    .filter((finding) => finding.severity === "error" || finding.rule === rule)
    .filter(({ severity }) => severity !== "info")
    .toSorted((one, other) => Number(other.rule === rule) - Number(one.rule === rule))
    .map(({ code, rule: id, entity = "", rows = [] }) => ({ code, rule: id, entity, rows }));
}

let engine: SqlEngine;
let scratch: string;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
  scratch = mkdtempSync(join(tmpdir(), "edufed-rules-"));
});
afterAll(() => {
  engine.close();
  rmSync(scratch, { recursive: true });
});

/** The findings of the SQL: each entity as an NDJSON file, whose rows are counted from 1. */
async function inEngine(given: RecordSet): Promise<readonly Finding[]> {
  const home = mkdtempSync(join(scratch, "case-"));
  for (const [entity, list] of Object.entries(given)) {
    const lines = list.map((record) => `${JSON.stringify(record)}\n`).join("");
    writeFileSync(join(home, `${entity}.ndjson`), lines);
  }
  const { records } = await readRecords(engine, [home], registry);
  const { findings } = await validate(records, registry);
  return findings;
}

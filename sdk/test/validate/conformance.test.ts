import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import type { Finding } from "../../src/finding.ts";
import { validators } from "../../src/generated/validators.js";
import type { EntityName } from "../../src/generated/types.ts";
import { readRecords } from "../../src/import/records.ts";
import { parseRules } from "../../src/validate/parse-rules.ts";
import { validateRecord } from "../../src/validate/record.ts";
import { validate } from "../../src/validate/validate.ts";

interface Case {
  readonly name: string;
  readonly description: string;
  readonly record: unknown;
  readonly findings: readonly Expected[];
}

interface Expected {
  readonly code: string;
  readonly rule: string;
  readonly pointer?: string;
}

const registry = loadRegistry();
const rules = parseRules(registry);
const folder = new URL("../../../schemas/conformance/entities/", import.meta.url).pathname;
const entities = Object.keys(validators).filter(isEntityName).toSorted();

function isEntityName(name: string): name is EntityName {
  return Object.hasOwn(validators, name);
}

function casesOf(entity: string): readonly Case[] {
  return globSync(`${entity}/{valid,invalid}/*.json`, { cwd: folder })
    .toSorted()
    .map((path) => {
      const content = JSON.parse(readFileSync(join(folder, path), "utf8"));
      return {
        name: `${entity}/${basename(path, ".json")}`,
        description: content.description,
        record: content.record,
        findings: content.findings ?? [],
      };
    });
}

/** A finding without its words; places in a list are left out, because a column has none. */
function shape({ code, rule, pointer }: Expected): string {
  return [code, rule, (pointer ?? "").replaceAll(/\/\d+(?=\/|$)/g, "")].join(" ");
}

describe.each(entities)("%s", (entity) => {
  const cases = casesOf(entity);

  test("has conformance files, valid and invalid", () => {
    expect(cases.filter(({ findings }) => findings.length === 0)).not.toHaveLength(0);
    expect(cases.filter(({ findings }) => findings.length > 0)).not.toHaveLength(0);
  });

  test.each(cases)("one record: $name: $description", ({ record, findings }) => {
    const found = validateRecord(entity, record, rules);
    expect(found.map(({ code, rule, pointer }) => ({ code, rule, pointer }))).toEqual(findings);
  });

  test("a data set: every record has the findings that it has alone", async () => {
    const found = await findingsInData(entity, cases);
    const expected = cases.map(({ name, findings }) => ({ name, findings: findings.map(shape) }));
    expect(found).toEqual(expected);
  });
});

let engine: SqlEngine;
let scratch: string;
beforeAll(async () => {
  engine = await openDuckDb();
  scratch = mkdtempSync(join(tmpdir(), "edufed-conformance-"));
});
afterAll(() => {
  engine.close();
  rmSync(scratch, { recursive: true });
});

/** The cases as the lines of one NDJSON file. */
async function findingsInData(
  entity: string,
  cases: readonly Case[],
): Promise<readonly { readonly name: string; readonly findings: readonly string[] }[]> {
  const path = join(scratch, `${entity}.ndjson`);
  writeFileSync(path, cases.map(({ record }) => `${JSON.stringify(record)}\n`).join(""));
  const { records } = await readRecords(engine, [path], registry);
  const { findings } = await validate(records, registry, { rowsShown: cases.length });
  return cases.map(({ name }, index) => ({
    name,
    findings: ofOneRecord(findings, index + 1).map(shape),
  }));
}

const between = new Set(
  registry.rules.filter(({ check }) => check.kind !== "record").map(({ id }) => id),
);

/** Keys, references and rules between records concern several; a conformance file has one. */
function ofOneRecord(findings: readonly Finding[], row: number): readonly Finding[] {
  return findings
    .filter(({ rule }) => !/\/(key|reference)$/.test(rule) && !between.has(rule))
    .filter(({ rows }) => rows?.includes(row));
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Entity, loadRegistry, type Property, shareableEntity } from "@edufed/schemas";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formats } from "../../../schemas/src/formats.ts";
import type { Valid } from "../../src/dataset.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { readRecords } from "../../src/import/records.ts";
import { pseudonymKey } from "../../src/pseudonymise/key.ts";
import { pseudonymise } from "../../src/pseudonymise/pseudonymise.ts";
import { profiles } from "../../src/synth/profile.ts";
import { synthesise } from "../../src/synth/synth.ts";
import { validate } from "../../src/validate/validate.ts";

const registry = loadRegistry();
const scratch = mkdtempSync(join(tmpdir(), "edufed-shareable-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A record as JSON: a column without a value is an absent property, an object is text in its column. */
function recordOf({ properties }: Entity, row: Readonly<Record<string, unknown>>): object {
  const written = new Set(properties.filter(isObject).map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, written.has(name) ? JSON.parse(String(value)) : value]),
  );
}

function isObject({ type }: Property): boolean {
  return (type.kind === "list" ? type.item : type).kind === "object";
}

describe.each(Object.keys(profiles))("the synthetic records of %s, pseudonymised", (name) => {
  let engine: SqlEngine;
  let valid: Valid;

  beforeAll(async () => {
    engine = await openDuckDb();
    const profile = profiles[name];
    if (profile === undefined) throw new Error(`There is no profile ${name}.`);
    const folder = mkdtempSync(join(scratch, "records-"));
    await synthesise(engine, { profile, students: 200, seed: 1, folder });
    const { records } = await readRecords(engine, [folder], registry);
    const validation = await validate(records, registry);
    if (validation.valid === null) throw new Error("The synthetic records have mistakes.");
    valid = validation.valid;
  });
  afterAll(() => engine.close());

  const purposes = [
    ["a purpose that needs nothing sensitive", []],
    ["a purpose that has declared a need", ["wellbeing-response/answers"]],
  ] as const;

  test.each(purposes)("keep the shareable schemas of %s", async (_what, declared) => {
    const needs = new Set<string>(declared);
    const { pseudonymous } = await pseudonymise(valid, {
      system: "T",
      key: pseudonymKey(new Uint8Array(32).fill(9)),
      purpose: { id: `purpose-${declared.length}`, needs },
      registry,
    });
    const ajv = new Ajv2020({ strict: false, allErrors: true, formats });
    let checked = 0;
    for (const { entity: of, name: relation } of pseudonymous.relations.values()) {
      const entity = registry.entities.get(of);
      if (entity === undefined) throw new Error(`There is no entity ${of}.`);
      const { schema } = shareableEntity(entity, needs);
      const keeps = ajv.compile({ ...schema, $id: `urn:test:${of}` });
      const [found] = await engine.rows(
        `select to_json(list(t)) as records from (select * from "${relation}" limit 200) t`,
      );
      const records: readonly Readonly<Record<string, unknown>>[] = JSON.parse(
        String(found?.["records"]),
      );
      const mistakes = records.flatMap((row) =>
        keeps(recordOf(entity, row)) ? [] : (keeps.errors ?? []),
      );
      expect({ entity: of, mistakes: mistakes.slice(0, 3) }).toEqual({ entity: of, mistakes: [] });
      checked += records.length;
    }
    expect(checked).toBeGreaterThan(500);
  });
});

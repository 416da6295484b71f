import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Entity, loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { validators } from "../../src/generated/validators.js";
import type { EntityName } from "../../src/generated/types.ts";
import { parseRules } from "../../src/validate/parse-rules.ts";
import { type Check, checksOf } from "../../src/validate/plan.ts";
import { differences, inEngine, inProcess } from "./both.ts";
import { drawnCases, edgeCases, materialOf } from "./cases.ts";
import { casesOf } from "../proof-share.ts";

/** EDUFED_SEED repeats a run; EDUFED_CASES makes it larger. */
const seed = Number(process.env["EDUFED_SEED"] ?? randomInt(2 ** 32));
const casesMin = Number(process.env["EDUFED_CASES"] ?? casesOf(100_000));

/** Records that are in memory at one time. */
const batch = 20_000;

const registry = loadRegistry();
const rules = parseRules(registry);
const names = Object.keys(validators).filter(isEntityName).toSorted();
const each = Math.ceil(casesMin / names.length);

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

describe(`generated records, at least ${casesMin}, EDUFED_SEED=${seed}`, () => {
  let compared = 0;

  test.each(names)(
    "%s: SQL and the record validator find the same",
    { timeout: 60_000 + each },
    async (name) => {
      const entity = entityNamed(name);
      const broken = new Set<string>();
      let valid = 0;
      for (const lines of batches(entity)) {
        const alone = inProcess(name, lines, rules);
        const together = await inEngine(engine, scratch, entity, lines, registry);
        expect(differences(lines, together, alone).slice(0, 5), `EDUFED_SEED=${seed}`).toEqual([]);
        for (const verdict of alone)
          for (const seen of verdict) broken.add(seen.split(" ")[2] ?? "");
        valid += alone.filter((verdict) => verdict.length === 0).length;
        compared += lines.length;
      }
      expect(valid).toBeGreaterThan(0);
      expect(decidedByOneRecord(entity).filter((id) => !broken.has(id))).toEqual([]);
    },
  );

  test("are as many as were asked for", () => {
    console.log(`${compared} records compared, EDUFED_SEED=${seed}`);
    expect(compared).toBeGreaterThanOrEqual(casesMin);
  });
});

test("every whole number of the standard has limits, so that none beyond a column is valid", () => {
  const whole = [...registry.entities.values()].flatMap((entity) =>
    entity.properties.flatMap(({ name, type }) => {
      const value = type.kind === "list" ? type.item : type;
      return value.kind === "integer" ? [{ name: `${entity.name}/${name}`, value }] : [];
    }),
  );
  expect(whole).not.toHaveLength(0);
  const open = whole.filter(
    ({ value }) => value.minimum === undefined || value.maximum === undefined,
  );
  expect(open.map(({ name }) => name)).toEqual([]);
});

function entityNamed(name: string): Entity {
  const entity = registry.entities.get(name);
  if (entity === undefined) throw new RangeError(`no entity ${name}`);
  return entity;
}

/** The cases of an entity: at the edges first, then drawn ones, batch by batch. */
function* batches(entity: Entity): Generator<readonly string[]> {
  const material = materialOf(entity);
  const first = edgeCases(material, seed);
  yield [...first, ...drawnCases(material, Math.min(each, batch) - first.length, seed)];
  for (let made = batch; made < each; made += batch) {
    yield drawnCases(material, Math.min(each - made, batch), seed + made);
  }
}

/** The checks that some case must break, or the comparison would say nothing about them. */
function decidedByOneRecord(entity: Entity): readonly string[] {
  const decided: ReadonlySet<Check["test"]["kind"]> = new Set([
    "missing",
    "reading",
    "keyword",
    "unknown-property",
    "rule",
  ]);
  return checksOf(entity, rules).flatMap(({ id, test: { kind } }) =>
    decided.has(kind) ? [id] : [],
  );
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { byValidator, inEngine } from "./both.ts";
import outside from "./outside.json" with { type: "json" };
import { generatedValidator, registryOf, suiteEntity } from "./suite-entity.ts";
import { type Placed, placeOf, type SuiteCase, suiteCases } from "./suite.ts";

const standard = loadRegistry();
const cases = suiteCases().map((suiteCase) => ({ suiteCase, place: placeOf(suiteCase) }));

let engine: SqlEngine;
let scratch: string;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
  scratch = mkdtempSync(join(tmpdir(), "edufed-suite-"));
});
afterAll(() => {
  engine.close();
  rmSync(scratch, { recursive: true });
});

interface PlacedCase {
  readonly suiteCase: SuiteCase;
  readonly place: Placed;
}

/** Cases with the same schema are the records of one entity. */
const entities = Map.groupBy(
  cases.flatMap(({ suiteCase, place }): readonly PlacedCase[] =>
    "outside" in place ? [] : [{ suiteCase, place }],
  ),
  ({ place: { properties, required } }) => JSON.stringify({ properties, required }),
);

test("a case of the official suite is inside the profile, or outside for a reason that is counted", () => {
  const counts = new Map<string, number>();
  for (const { place } of cases) {
    const reason = "outside" in place ? place.outside : "inside";
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  expect(Object.fromEntries(counts)).toEqual(outside);
});

test.each([...entities.keys()].map((schema, index) => ({ schema, name: `suite-${index + 1}` })))(
  "$name: $schema: SQL and the generated validator say what the official suite says",
  async ({ schema, name }) => {
    const members = entities.get(schema) ?? [];
    const entity = suiteEntity(name, JSON.parse(schema));
    const lines = members.map(({ place }) => JSON.stringify(place.record));
    const validator = await generatedValidator(scratch, entity);
    const alone = byValidator(name, lines, validator);
    const together = await inEngine(engine, scratch, entity, lines, registryOf(standard, entity));
    const said = members.map(({ suiteCase }, index) => ({
      name: suiteCase.name,
      alone: alone[index]?.length === 0,
      together: together[index]?.length === 0,
    }));
    expect(said).toEqual(
      members.map(({ suiteCase: { name: wanted, valid } }) => ({
        name: wanted,
        alone: valid,
        together: valid,
      })),
    );
    expect(together).toEqual(alone);
  },
);

import { loadRegistry } from "@edufed/schemas";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { entityNames, hasErrors, validate, type EntityName } from "../../src/index.ts";

const { entities } = loadRegistry();

/** What forms, spreadsheets and programs put where a value should be. */
const oddities: readonly unknown[] = [
  ...[
    null,
    undefined,
    true,
    "",
    " ",
    "F",
    "2025-02-30",
    "2025/2026",
    "2026-01-15",
    "\ud800",
    "1e3",
  ],
  ...["2026-01-15T08:00:00Z", "x".repeat(10_000), "\u0000", "__proto__"],
  ...[0, -0, 1, -1, 0.5, 2 ** 53 - 1, 2 ** 53, 1e308, NaN, Infinity, 10n, Symbol.iterator],
  ...[[], [null], [[1]], ["a", "a"], [1, "a", null, {}], {}, { a: { b: [] } }, new Date(0)],
];

/** A record of an entity in which any property may hold anything. */
function oddRecord(entity: EntityName): fc.Arbitrary<unknown> {
  const names = (entities.get(entity)?.properties ?? []).map(({ name }) => name);
  const odd = fc.constantFrom(...oddities);
  const record = fc.record(Object.fromEntries(names.map((name) => [name, odd])), {
    requiredKeys: [],
  });
  return fc.oneof({ weight: 9, arbitrary: record }, { weight: 1, arbitrary: odd });
}

test.each(entityNames)("whatever stands where a %s should, the answer is a result", (entity) => {
  fc.assert(
    fc.property(oddRecord(entity), (value) => {
      const { ok, record, findings } = validate(entity, value);
      expect(ok).toBe(!hasErrors(findings));
      expect(record).toBe(ok ? value : undefined);
    }),
    { numRuns: 200 },
  );
});

test.each(entityNames)("the same oddity in every property of a %s is a result too", (entity) => {
  const names = (entities.get(entity)?.properties ?? []).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(1);
  for (const odd of oddities) {
    const value = Object.fromEntries(names.map((name) => [name, odd]));
    expect(validate(entity, value)).toMatchObject({ ok: false });
  }
});

import { expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import { memoryLimitOf, thisMachine } from "../../src/engine/memory.ts";

const GiB = 2 ** 30;

test.each([
  ["two cores and much memory", { cores: 2, memoryBytes: 24 * GiB }, "1024MiB"],
  ["one core gets as much as two", { cores: 1, memoryBytes: 24 * GiB }, "1024MiB"],
  ["more cores, more memory", { cores: 16, memoryBytes: 64 * GiB }, "8192MiB"],
  ["a small machine keeps two fifths for the rest", { cores: 4, memoryBytes: GiB }, "614MiB"],
])("the engine's memory: %s", (_what, machine, limit) => {
  expect(memoryLimitOf(machine)).toBe(limit);
});

test("this machine has a limit that the engine takes", async () => {
  const engine = await openDuckDb({ memoryLimit: memoryLimitOf(thisMachine()) });
  const rows = await engine.rows("SELECT 1 AS one");
  engine.close();
  expect(rows).toEqual([{ one: 1 }]);
});

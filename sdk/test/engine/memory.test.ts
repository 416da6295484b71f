import { expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import { memoryLimitOf, thisMachine } from "../../src/engine/memory.ts";

const GiB = 2 ** 30;

test.each([
  ["two cores and much memory", { cores: 2, memoryBytes: 24 * GiB }, "1024MiB", "2048MiB"],
  ["one core gets as much as two", { cores: 1, memoryBytes: 24 * GiB }, "1024MiB", "2048MiB"],
  ["more cores, more memory", { cores: 16, memoryBytes: 64 * GiB }, "8192MiB", "16384MiB"],
  [
    "a small machine keeps two fifths for the rest",
    { cores: 4, memoryBytes: GiB },
    "614MiB",
    "614MiB",
  ],
] as const)("the engine's memory: %s", (_what, machine, reading, folding) => {
  expect(memoryLimitOf(machine, "reading")).toBe(reading);
  expect(memoryLimitOf(machine, "folding")).toBe(folding);
});

test("this machine has a limit that the engine takes", async () => {
  const engine = await openDuckDb({ memoryLimit: memoryLimitOf(thisMachine(), "folding") });
  const rows = await engine.rows("SELECT 1 AS one");
  engine.close();
  expect(rows).toEqual([{ one: 1 }]);
});

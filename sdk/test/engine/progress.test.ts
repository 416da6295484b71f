import { expect, test } from "vitest";
import { openDuckDb, type StatementProgress } from "../../src/engine/duckdb.ts";

test("while a long statement runs, the engine tells how far it is, and then falls silent", async () => {
  const told: StatementProgress[] = [];
  const engine = await openDuckDb({ threads: 1, watch: (progress) => void told.push(progress) });
  await engine.run("CREATE TABLE number AS SELECT i FROM range(1000000) AS numbers (i)");
  const statement = "SELECT count(*) AS n FROM number WHERE sha256(CAST(i AS VARCHAR)) < '0'";
  // A machine may be faster than the clock that looks.
  for (let times = 0; told.length === 0 && times < 20; times += 1) await engine.rows(statement);
  const count = told.length;
  await new Promise((later) => setTimeout(later, 600));
  engine.close();
  expect(count).toBeGreaterThan(0);
  expect(told).toHaveLength(count);
  expect(told[0]?.elapsedMs).toBeGreaterThan(0);
  expect(told[0]?.percentage).toBeLessThanOrEqual(100);
});

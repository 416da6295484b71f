import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import { type StatementProgress, watched, watchMs } from "../../src/engine/watch-statement.ts";

describe("a statement that is watched", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A statement that takes so long and then ends, with the rows that it has read by the clock. */
  async function run(lastsMs: number, fails = false): Promise<readonly StatementProgress[]> {
    const told: StatementProgress[] = [];
    const start = performance.now();
    const look = (): { percentage: number; rows: number } => {
      const rows = performance.now() - start;
      return { percentage: (100 * rows) / lastsMs, rows };
    };
    const statement = (): Promise<string> =>
      new Promise((resolve, reject) => {
        setTimeout(() => (fails ? reject(new Error("broken")) : resolve("done")), lastsMs);
      });
    const result = watched(statement, look, (progress) => void told.push(progress));
    const settled = result.catch(({ message }: Error) => message);
    await vi.advanceTimersByTimeAsync(lastsMs + 10 * watchMs);
    expect(await settled).toBe(fails ? "broken" : "done");
    return told;
  }

  test("tells how far it is while it runs, and then falls silent", async () => {
    expect(await run(2 * watchMs + 100)).toEqual([
      { percentage: (100 * 500) / 1100, rows: 500, elapsedMs: 500 },
      { percentage: (100 * 1000) / 1100, rows: 1000, elapsedMs: 1000 },
    ]);
  });

  test("falls silent when it fails too", async () => {
    expect(await run(watchMs + 100, true)).toHaveLength(1);
  });

  test("tells nothing when it is short", async () => {
    expect(await run(watchMs - 1)).toEqual([]);
  });
});

test(
  "while a long statement runs, the engine tells how far it is, and then falls silent",
  { timeout: 120_000 },
  async () => {
    const told: StatementProgress[] = [];
    const engine = await openDuckDb({ threads: 1, watch: (progress) => void told.push(progress) });
    await engine.run("CREATE TABLE number AS SELECT i FROM range(1000000) AS numbers (i)");
    // Twice the work each time, until the statement outlasts the clock that looks, on any machine.
    for (let times = 1; told.length === 0 && times <= 256; times *= 2) {
      const all = `number, range(${times}) AS again (k)`;
      await engine.rows(`SELECT count(*) AS n FROM ${all} WHERE sha256(concat(i, '-', k)) < '0'`);
    }
    const count = told.length;
    await new Promise((later) => setTimeout(later, watchMs + 100));
    engine.close();
    expect(count).toBeGreaterThan(0);
    expect(told).toHaveLength(count);
    expect(told[0]?.elapsedMs).toBeGreaterThan(0);
    expect(told[0]?.percentage).toBeLessThanOrEqual(100);
  },
);

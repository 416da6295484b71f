import fc from "fast-check";
import { expect, test } from "vitest";
import { audit } from "../../../src/protect/audit/audit.ts";
import type { Observation, ObservationTable, Policy } from "../../../src/publication.ts";
import { paperPolicy, publishedWith } from "../shared.ts";
import { at, flat, tableOf } from "../tables.ts";

const policy: Policy = { ...paperPolicy, zeros: "eligible" };
const areas = ["a", "b", "c"];

/** Students by area; every table has its total. */
function studentsIn(
  period: string,
  counts: readonly number[],
  isWithheld: (area: string) => boolean,
): ObservationTable {
  const table = tableOf(
    [flat("AREA", ...areas)],
    areas.map((area, place) => [[area], counts[place] ?? 0, counts[place] ?? 0]),
    { period, kind: "ratio", quantity: { num: "students", den: "students" } },
  );
  return publishedWith(
    table,
    ({ AREA }) => AREA !== undefined && AREA !== "_T" && isWithheld(AREA),
    policy,
  );
}

test("a withheld count is near the count of the period before when few can have come or gone", async () => {
  const before = studentsIn("2024/2025", [7, 20, 30], () => false);
  const after = studentsIn("2025/2026", [8, 21, 30], () => true);
  const free = await audit([before, after], policy);
  expect(at(free.cells, "a").intervals.den).toEqual({ least: 0, most: 59, exact: true });
  const bound = await audit([before, after], policy, { changeMax: 1 });
  expect(at(bound.cells, "a").intervals.den).toEqual({ least: 7, most: 8, exact: true });
});

test("the least change that a policy assumes to be known holds without being asked for", async () => {
  const before = studentsIn("2024/2025", [7, 20, 30], () => false);
  const after = studentsIn("2025/2026", [8, 21, 30], () => true);
  const bound = await audit([before, after], { ...policy, changeMax: 1 });
  expect(at(bound.cells, "a").intervals.den).toEqual({ least: 7, most: 8, exact: true });
});

test("periods that do not follow each other among the publications are not compared directly", async () => {
  const tables = ["2023/2024", "2024/2025", "2025/2026"].map((period, place) =>
    studentsIn(period, [7, 20, 30], () => place > 0),
  );
  const { cells } = await audit(tables, policy, { changeMax: 1 });
  expect(
    cells.filter(({ codes }) => codes["AREA"] === "a").map(({ intervals }) => intervals.den),
  ).toEqual([
    { least: 6, most: 8, exact: true },
    { least: 5, most: 9, exact: true },
  ]);
});

test("numbers that change by more than is assumed are an obstacle where something is withheld", async () => {
  const before = studentsIn("2024/2025", [1, 20, 30], () => false);
  const after = studentsIn("2025/2026", [8, 21, 30], (area) => area === "a" || area === "b");
  const { safe, obstacles } = await audit([before, after], policy, { changeMax: 2 });
  expect(safe).toBe(false);
  expect(obstacles).toEqual([
    "publications that show different numbers for the same cells, or counts that change by more than 2 from one period to the next",
  ]);
});

test("whatever two periods show, trying all pairs of tables finds the same ends", async () => {
  const counts = fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 }), fc.nat({ max: 4 }));
  const masks = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });
  const steps = fc.tuple(...areas.map(() => fc.integer({ min: -2, max: 2 })));
  await fc.assert(
    fc.asyncProperty(
      counts,
      steps,
      masks,
      fc.integer({ min: 0, max: 3 }),
      async (own, step, mask, changeMax) => {
        const later = own.map((count, place) => Math.max(0, count + (step[place] ?? 0)));
        const first = studentsIn("2024/2025", own, (area) => mask[areas.indexOf(area)] === true);
        const second = studentsIn(
          "2025/2026",
          later,
          (area) => mask[3 + areas.indexOf(area)] === true,
        );
        const seen = pairsOf(first.observations, second.observations, changeMax);
        const { cells, obstacles } = await audit([first, second], policy, { changeMax });
        expect(obstacles.length > 0).toBe(seen === null);
        if (seen === null) return;
        for (const cell of cells) {
          const area = areas.indexOf(cell.codes["AREA"] ?? "");
          const ends = seen[cell.table * areas.length + area];
          expect(cell.intervals.den).toEqual({ least: ends?.[0], most: ends?.[1], exact: true });
        }
      },
    ),
    { numRuns: 60, seed: 9 },
  );
});

/** Tries every pair of tables; per period and area the ends seen, null when there is no such pair. */
function pairsOf(
  first: readonly Observation[],
  second: readonly Observation[],
  changeMax: number,
): readonly (readonly [number, number])[] | null {
  const shown = (table: readonly Observation[], area: string): number | null =>
    table.find(({ codes }) => codes["AREA"] === area)?.den ?? null;
  const tablesOf = (table: readonly Observation[]): number[][] => {
    const total = shown(table, "_T") ?? 0;
    const all: number[][] = [];
    for (let a = 0; a <= total; a += 1) {
      for (let b = 0; a + b <= total; b += 1) {
        const counts = [a, b, total - a - b];
        const fits = areas.every((area, place) =>
          [null, counts[place]].includes(shown(table, area)),
        );
        if (fits) all.push(counts);
      }
    }
    return all;
  };
  const seen = [...areas, ...areas].map((): [number, number] => [Infinity, -Infinity]);
  for (const before of tablesOf(first)) {
    for (const after of tablesOf(second)) {
      const isNear = areas.every((area, place) => {
        const isOpen = shown(first, area) === null || shown(second, area) === null;
        return !isOpen || Math.abs((after[place] ?? 0) - (before[place] ?? 0)) <= changeMax;
      });
      if (!isNear) continue;
      [...before, ...after].forEach((value, place) => {
        const ends = seen[place] ?? [0, 0];
        ends[0] = Math.min(ends[0], value);
        ends[1] = Math.max(ends[1], value);
      });
    }
  }
  return seen[0]?.[0] === Infinity ? null : seen;
}

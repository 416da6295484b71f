import { describe, expect, test } from "vitest";
import { pursueByBatches } from "../../../src/protect/exchange/batches.ts";
import type { Claim } from "../../../src/protect/exchange/certificate.ts";
import { pursueExactly } from "../../../src/protect/exchange/exact.ts";
import { bundlesOf } from "../../../src/protect/exchange/bundles.ts";
import { goalsOf } from "../../../src/protect/exchange/goals.ts";
import type { Goal } from "../../../src/protect/exchange/goals.ts";
import { incidenceOf } from "../../../src/protect/exchange/incidence.ts";
import { blocksOf, neighbourhood } from "../../../src/protect/exchange/neighbourhood.ts";
import { openPrograms } from "../../../src/protect/exchange/programs.ts";
import { openReached } from "../../../src/protect/exchange/reached.ts";
import { unmetOf } from "../../../src/protect/exchange/search.ts";
import type { Search } from "../../../src/protect/exchange/search.ts";
import { openWalker } from "../../../src/protect/exchange/walk.ts";
import { claimOf } from "./systems.ts";

const programs = await openPrograms();

/** A table of `size` schools × `size` grades, nothing shown but the margins; every cell is 1 and must reach `reach`. */
function table(size: number, reach: number): Claim {
  const cells = Array.from({ length: size * size }, (_, cell) => cell);
  const margins = Array.from({ length: 2 * size }, (_, margin) =>
    cells.map((cell) => {
      const line = margin < size ? Math.floor(cell / size) : size + (cell % size);
      return line === margin ? 1 : 0;
    }),
  );
  return claimOf(
    cells.map(() => 1),
    margins,
    {
      least: cells.map(() => 0),
      most: cells.map(() => Infinity),
      demands: cells.map((unknown) => ({ unknown, width: 2, reach })),
    },
  );
}

interface Opened extends Search {
  readonly goals: readonly Goal[];
}

function openSearch({ equations, truth, demands }: Claim): Opened {
  const bundles = bundlesOf(equations, truth);
  const walker = openWalker(incidenceOf(bundles.equations), bundles.truth, 1);
  const { goals } = goalsOf(demands, truth, bundles);
  return { walker, reached: openReached(bundles.truth.length, goals), walks: 0, goals };
}

describe("without any walk before", () => {
  test("exact programs prove what can be met, one short exchange after the other", () => {
    const claim = table(4, 4);
    const search = openSearch(claim);
    const budget = { programs, blocks: blocksOf(search.walker.incidence), left: 500, solved: 0 };
    const verdicts = search.goals.map((goal) => pursueExactly(search, goal, budget));
    expect(new Set(verdicts)).toEqual(new Set(["met"]));
    expect(search.walks).toBe(0);
  });

  test("a margin of 4 cannot hide a 5, and programs say so", () => {
    const claim = table(4, 5);
    const search = openSearch(claim);
    const budget = { programs, blocks: blocksOf(search.walker.incidence), left: 500, solved: 0 };
    const [goal] = search.goals;
    expect(goal && pursueExactly(search, goal, budget)).toBe("impossible");
  });

  test("when no program may be solved any more, nothing is claimed", () => {
    const claim = table(4, 4);
    const search = openSearch(claim);
    const budget = { programs, blocks: blocksOf(search.walker.incidence), left: 0, solved: 0 };
    const [goal] = search.goals;
    expect(goal && pursueExactly(search, goal, budget)).toBe("unknown");
  });

  test("inner points show what fractions can do, and walks follow them", () => {
    const claim = table(6, 3);
    const search = openSearch(claim);
    const open = unmetOf(search, search.goals);
    expect(open).toHaveLength(36);
    const batches = pursueByBatches(search, open, programs);
    expect(batches.programs).toBeGreaterThan(0);
    expect(batches.real.size).toBeGreaterThan(0);
    expect(unmetOf(search, open)).toHaveLength(0);
  });
});

describe("the neighbourhood of a cell", () => {
  const { incidence } = openSearch(table(4, 4)).walker;

  test("is all that is connected with it when there is room for it", () => {
    expect(neighbourhood(incidence, blocksOf(incidence), 5, 17)).toHaveLength(16);
  });

  test("is no more than its own block when that fills it", () => {
    const single = { of: Int32Array.from({ length: 16 }, (_, at) => at), members: new Map() };
    const own = { ...single, members: new Map(Array.from(single.of, (at) => [at, [at]])) };
    expect(Array.from(neighbourhood(incidence, own, 5, 1))).toEqual([5]);
    expect(neighbourhood(incidence, own, 5, 3)).toHaveLength(3);
  });
});

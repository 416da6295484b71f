import { describe, expect, test } from "vitest";
import type { CellTable } from "../../../src/cells.ts";
import { audit, auditSums, shownOf } from "../../../src/protect/audit/audit.ts";
import { becauseOf } from "../../../src/protect/audit/because.ts";
import { roundTable } from "../../../src/protect/rounding/round-table.ts";
import type { Altered, ObservationTable, Policy } from "../../../src/publication.ts";
import * as paper from "../shared.ts";
import { at, flat, tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";

const policy: Policy = { ...paper.paperPolicy, contributorsMin: 5, zeros: "eligible" };
const area = flat("AREA", "a", "b", "c");
const inner: readonly Inner[] = [
  [["a"], 2, 12],
  [["b"], 4, 20],
  [["c"], 0, 9],
];

/** A table as it was published after its numbers were changed. */
function changed(table: CellTable, about: Omit<Altered, "promises" | "limits">): ObservationTable {
  const own = paper.publishedWith(table, () => false, policy);
  return { ...own, report: { ...own.report, altered: { ...about, promises: [], limits: [] } } };
}

function rounded(base = 5): ObservationTable {
  return changed(roundTable(tableOf([area], inner), { rule: "nearest", base }).table, {
    kind: "round",
    base,
  });
}

/** The same people, counted exactly, without their areas. */
const exactTotal = paper.publishedWith(tableOf([], [[[], 6, 41]]), () => false, policy);

describe("rounded numbers", () => {
  test("leave small counts open by themselves", async () => {
    const { safe, cells } = await audit([rounded()], policy);
    expect(safe).toBe(true);
    expect(at(cells, "a").intervals).toEqual({
      num: { least: 0, most: 4, exact: true },
      rest: { least: 10, most: 10, exact: true },
      den: { least: 10, most: 14, exact: true },
    });
  });

  test("are narrowed by an exact total", async () => {
    const { safe, narrow, cells } = await audit([rounded(), exactTotal], policy);
    expect(safe).toBe(true);
    expect(narrow).toEqual([]);
    expect(at(cells, "b").intervals.num).toEqual({ least: 1, most: 5, exact: true });
    const almostAll = paper.publishedWith(tableOf([], [[[], 13, 48]]), () => false, policy);
    const both = await audit([rounded(), almostAll], policy);
    expect(both.safe).toBe(false);
    expect(at(both.narrow, "a").intervals.num).toEqual({ least: 4, most: 4, exact: true });
  });

  test("below the fewest contributors tell small counts as they are", async () => {
    const { narrow } = await audit([rounded(2)], policy, { exact: false, reasonsMax: 9 });
    expect(narrow.map(({ codes }) => codes["AREA"])).toEqual(["a", "b", "c"]);
    const { because } = at(narrow, "c");
    expect(because === undefined ? "" : becauseOf(because, () => "")).toBe(
      "its numerator is at most 1, because 1 (known from changed numbers)",
    );
  });

  test("contradict an exact number that they cannot be rounded from", async () => {
    const other = paper.publishedWith(tableOf([area], inner), () => false, policy);
    const wrong = paper.publishedWith(
      tableOf([area], [[["a"], 7, 12], ...inner.slice(1)]),
      () => false,
      policy,
    );
    expect((await audit([rounded(), other], policy)).obstacles).toEqual([]);
    expect((await audit([rounded(), wrong], policy)).obstacles).toEqual([
      "publications that show different numbers for the same cells",
    ]);
  });

  test.each([
    ["that do not add up", (num: number, code: string) => (code === "_T" ? num + 5 : num)],
    [
      "that break their rule",
      (num: number, code: string) => (code === "c" || code === "_T" ? num + 1 : num),
    ],
  ])("are not believed when they are numbers %s", async (why, change) => {
    const { observations, ...own } = rounded();
    const broken = observations.map((one) => ({
      ...one,
      num: change(one.num ?? 0, one.codes["AREA"] ?? ""),
    }));
    const { safe, obstacles } = await audit([{ ...own, observations: broken }], policy);
    expect(safe).toBe(false);
    expect(obstacles).toEqual([`rounded numbers ${why}`]);
  });

  test("tell a withheld one of them, and then what it was rounded from", async () => {
    const { observations, ...own } = rounded();
    const gap = observations.map((one) =>
      one.codes["AREA"] === "b" ? { ...one, num: null, den: null, status: "L" as const } : one,
    );
    const { cells } = await audit([{ ...own, observations: gap }], policy);
    expect(at(cells, "b").intervals.num).toEqual({ least: 1, most: 5, exact: true });
  });
});

describe("numbers with noise from cell keys", () => {
  test("are as near to the truth as the greatest noise, and 0 stays 0", async () => {
    const { cells, narrow } = await audit(
      [
        changed(
          tableOf(
            [flat("SEX", "F", "M")],
            [
              [["F"], 1, 9],
              [["M"], 3, 8],
            ],
          ),
          { kind: "cell-key", deviationMax: 3 },
        ),
      ],
      policy,
    );
    expect(narrow).toEqual([]);
    expect(at(cells, "F").intervals.num).toEqual({ least: 1, most: 4, exact: true });
    expect(at(cells, "M").intervals.num).toEqual({ least: 1, most: 6, exact: true });
  });

  test("need to say how great it is", async () => {
    const { obstacles } = await audit(
      [changed(tableOf([area], inner), { kind: "cell-key" })],
      policy,
    );
    expect(obstacles).toEqual(["numbers changed by cell keys by nobody says how much"]);
  });
});

test("numbers with noise from a budget say nothing certain", async () => {
  const noisy = changed(tableOf([area], inner), { kind: "noise" });
  expect(await audit([noisy], policy)).toMatchObject({ safe: true, cells: [], obstacles: [] });
  const hidden = paper.publishedWith(tableOf([area], inner), ({ AREA }) => AREA !== "_T", policy);
  const alone = await audit([hidden], policy);
  expect((await audit([hidden, noisy], policy)).cells).toEqual(alone.cells);
});

describe("sums and differences alone", () => {
  test("name what they give away, and nothing else", () => {
    const hidden = paper.publishedWith(tableOf([area], inner), ({ AREA }) => AREA === "b", policy);
    const open = paper.publishedWith(tableOf([area], inner), ({ AREA }) => AREA !== "_T", policy);
    const given = auditSums([shownOf(hidden, policy)]);
    expect(given.narrow.map(({ codes }) => codes["AREA"])).toEqual(["b"]);
    expect(auditSums([shownOf(open, policy)])).toMatchObject({ narrow: [], obstacles: [] });
  });
});

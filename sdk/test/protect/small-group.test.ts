import { describe, expect, test } from "vitest";
import type { CellTable } from "../../src/cells.ts";
import { defaultPolicy } from "../../src/protect/policy.ts";
import { protect } from "../../src/protect/protect.ts";
import { withheldIn } from "./shared.ts";
import { at, flat, tableOf } from "./tables.ts";

const areas = flat("AREA", "a", "b", "c", "d");

const withGroupOf = (contributors: number): CellTable =>
  tableOf(
    [areas],
    [
      [["a"], Math.floor(contributors / 2), contributors],
      [["b"], 30, 60],
      [["c"], 31, 70],
      [["d"], 33, 80],
    ],
  );

describe("a small group", () => {
  test.each([
    [9, ["a", "b"]],
    [10, []],
    [11, []],
  ])("of %i contributors under a minimum of 10 withholds %j", async (contributors, expected) => {
    const { observations } = await protect(withGroupOf(contributors), defaultPolicy, []);
    expect(withheldIn(observations)).toEqual(expected);
  });

  test("has a higher minimum where the metric is sensitive", async () => {
    for (const [contributors, count] of [
      [19, 2],
      [20, 0],
    ] as const) {
      const own = withGroupOf(contributors);
      const sensitive = { ...own, description: { ...own.description, sensitive: true } };
      const { observations } = await protect(sensitive, defaultPolicy, []);
      expect(withheldIn(observations)).toHaveLength(count);
    }
  });

  test("leaves no number behind, in no column", async () => {
    const { observations } = await protect(withGroupOf(9), defaultPolicy, []);
    expect(at(observations, "a")).toEqual({
      codes: { AREA: "a" },
      value: null,
      num: null,
      den: null,
      status: "Q",
      confidentiality: "C",
    });
    expect(at(observations, "c")).toEqual({
      codes: { AREA: "c" },
      value: "0.4429",
      num: 31,
      den: 70,
      status: "A",
      confidentiality: "F",
    });
  });
});

describe("a group in which everyone or no one has the attribute", () => {
  test.each([
    [0, 2],
    [1, 0],
    [39, 0],
    [40, 2],
  ])("%i of 40 withholds %i cells", async (num, count) => {
    const table = tableOf(
      [areas],
      [
        [["a"], num, 40],
        [["b"], 20, 50],
        [["c"], 21, 60],
        [["d"], 22, 70],
      ],
    );
    const { observations } = await protect(table, defaultPolicy, []);
    expect(withheldIn(observations)).toHaveLength(count);
    expect(at(observations, "a").status).toBe(count === 0 ? "A" : "Q");
  });

  test("is withheld up to a few when the policy says so", async () => {
    const policy = { ...defaultPolicy, homogeneityMax: 2, intervalWidthMin: 3 };
    for (const [num, status] of [
      [2, "Q"],
      [3, "A"],
      [37, "A"],
      [38, "Q"],
    ] as const) {
      const table = tableOf(
        [areas],
        [
          [["a"], num, 40],
          [["b"], 20, 50],
          [["c"], 21, 60],
        ],
      );
      const { observations } = await protect(table, policy, []);
      expect(at(observations, "a").status).toBe(status);
    }
  });

  test("is withheld with so many others that the others do not have it all either", async () => {
    const table = tableOf(
      [areas],
      [
        [["a"], 40, 40],
        [["b"], 50, 50],
        [["c"], 21, 60],
        [["d"], 30, 90],
      ],
    );
    const { observations } = await protect(table, defaultPolicy, []);
    expect(withheldIn(observations)).toEqual(["a", "b", "c"]);
  });
});

import { describe, expect, test } from "vitest";
import type { CellTable } from "../../src/cells.ts";
import { RefusedError } from "../../src/errors.ts";
import { defaultPolicy } from "../../src/protect/policy.ts";
import { protect, withhold } from "../../src/protect/protect.ts";
import { withheldIn } from "./shared.ts";
import { at, flat, nested, tableOf } from "./tables.ts";

const sex = flat("SEX", "F", "M");
const areas = flat("AREA", "a", "b", "c", "d");

const score = (num: number): CellTable =>
  tableOf(
    [areas],
    [
      [["a"], num, 40],
      [["b"], 2400, 60],
      [["c"], 3000, 90],
    ],
    {
      kind: "mean",
      range: { min: 0, max: 100 },
    },
  );

describe("a table", () => {
  test("without cells is published without cells", async () => {
    const { observations, report } = await protect(tableOf([sex], []), defaultPolicy, []);
    expect(observations).toEqual([]);
    expect(report.audit).toMatchObject({ provenSafe: true, withheldCells: 0, widthMin: null });
  });

  test("of a few people withholds every cell, the total too", async () => {
    const { observations } = await protect(
      tableOf(
        [sex],
        [
          [["F"], 1, 3],
          [["M"], 2, 4],
        ],
      ),
      defaultPolicy,
      [],
    );
    expect(withheldIn(observations)).toEqual(["F", "_T", "M"]);
  });

  test("shows where nobody is as zero, and never uses it to hide another cell", async () => {
    const table = tableOf(
      [areas],
      [
        [["a"], 4, 9],
        [["b"], 0, 0],
        [["c"], 20, 60],
        [["d"], 30, 90],
      ],
    );
    const { observations } = await protect(table, defaultPolicy, []);
    expect(at(observations, "b")).toMatchObject({ status: "M", num: 0, den: 0, value: null });
    expect(withheldIn(observations)).toEqual(["a", "c"]);
  });

  test("withholds a ratio that has nothing to divide by but something to divide", async () => {
    const table = tableOf(
      [areas],
      [
        [["a"], 40, 0],
        [["b"], 300, 20],
        [["c"], 400, 30],
        [["d"], 500, 40],
      ],
      { kind: "ratio" },
    );
    const { observations } = await protect(table, defaultPolicy, []);
    expect(withheldIn(observations)).toEqual(["a", "b"]);
  });

  test("withholds a mean at the end of its scale", async () => {
    for (const [num, status] of [
      [0, "Q"],
      [4, "A"],
      [3996, "A"],
      [4000, "Q"],
    ] as const) {
      const { observations } = await protect(score(num), defaultPolicy, []);
      expect(at(observations, "a").status).toBe(status);
    }
  });

  test("keeps what was too little collected without a number and unknown", async () => {
    const table = tableOf(
      [areas],
      [
        [["a"], 10, 40],
        [["b"], 20, 50],
        [["c"], 21, 60],
        [["d"], 22, 70],
      ],
    );
    const cells = table.cells.map((cell) =>
      cell.codes["AREA"] === "a" ? { ...cell, status: "L" as const, value: null } : cell,
    );
    const { observations, report } = await protect({ ...table, cells }, defaultPolicy, []);
    expect(at(observations, "a")).toMatchObject({ status: "L", confidentiality: "F", num: null });
    expect(withheldIn(observations)).toEqual(["b"]);
    expect(report.counts).toEqual({ cells: 5, published: 3, withheld: 1 });
  });

  test("of too little collected everywhere shows nothing and withholds nothing", async () => {
    const table = tableOf(
      [areas],
      [
        [["a"], 0, 0],
        [["b"], 0, 0],
      ],
    );
    const cells = table.cells.map((cell) => ({ ...cell, status: "L" as const, value: null }));
    const { observations } = await protect({ ...table, cells }, defaultPolicy, []);
    expect(observations.map(({ status }) => status)).toEqual(["L", "L", "L"]);
  });

  test("that sums days over students hides groups of too few students together", async () => {
    const table = tableOf(
      [areas],
      [
        [["a"], 700, 720, 4],
        [["b"], 880, 900, 5],
        [["c"], 9000, 9900, 55],
        [["d"], 9500, 10_800, 60],
      ],
    );
    const { observations, report } = await protect(table, defaultPolicy, []);
    expect(withheldIn(observations)).toEqual(["a", "b", "c"]);
    expect(report.measures).toEqual({ num: "sum", den: "sum" });
  });

  test("is withheld only under a policy that withholds", async () => {
    const table = tableOf([sex], [[["F"], 10, 40]]);
    const rounding = { ...defaultPolicy, method: { kind: "round", base: 10 } } as const;
    await expect(withhold(table, rounding, [])).rejects.toThrow(/asks for the method round/);
    expect((await protect(table, rounding, [])).report.altered?.kind).toBe("round");
    const suppressing = { ...defaultPolicy, method: { kind: "suppress" } } as const;
    expect((await protect(table, suppressing, [])).report.audit.provenSafe).toBe(true);
  });

  test("hides schools rather than areas", async () => {
    const schools = nested("SCHOOL", { north: ["n1", "n2", "n3"], south: ["s1", "s2"] });
    const table = tableOf(
      [schools],
      [
        [["n1"], 2, 5],
        [["n2"], 30, 90],
        [["n3"], 20, 80],
        [["s1"], 20, 60],
        [["s2"], 30, 60],
      ],
    );
    const { observations } = await protect(table, defaultPolicy, []);
    expect(withheldIn(observations)).toEqual(["n1", "n3"]);
  });

  test.each([
    ["parts that do not add up", [[0, { den: 61, contributors: 61 }]]],
    ["a numerator above its denominator", [[0, { num: 500 }]]],
    ["a fraction", [[0, { num: 1.5 }]]],
  ] as const)("with %s is refused without naming a number", async (_, [[row, change]]) => {
    const table = tableOf(
      [sex],
      [
        [["F"], 20, 60],
        [["M"], 30, 70],
      ],
    );
    const cells = table.cells.map((cell, at_) => (at_ === row ? { ...cell, ...change } : cell));
    const refused = protect({ ...table, cells }, defaultPolicy, []);
    await expect(refused).rejects.toThrow(RefusedError);
    await expect(refused).rejects.toThrow(/^[^0-9]*$/);
  });
});

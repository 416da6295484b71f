import { describe, expect, test } from "vitest";
import type { CellTable } from "../../../src/cells.ts";
import { compareFractions, type Fraction, plus } from "../../../src/fraction.ts";
import { newLedger, openAccount, spend, type Spent } from "../../../src/protect/privacy/budget.ts";
import { exactText, fractionOf } from "../../../src/protect/privacy/decimal-fraction.ts";
import {
  type NoiseOptions,
  type Persons,
  planNoise,
} from "../../../src/protect/privacy/noise-plan.ts";
import { type NoisyTable, noisyTable } from "../../../src/protect/privacy/noisy-table.ts";
import { flat, nested, tableOf } from "../tables.ts";
import { seededBits } from "./seeded-bits.ts";

const students: Persons = {
  population: "student",
  schoolYear: "2025/2026",
  rowsMax: 1,
  numMax: 1,
  denMax: 1,
};
const gaussian = { kind: "gaussian", rho: "0.1" } as const;
const laplace = { kind: "laplace", epsilon: "1" } as const;

const area = nested("AREA", { north: ["n1", "n2"], south: ["s1"] });
const sex = flat("SEX", "F", "M");
const table = tableOf(
  [area, sex],
  [
    [["n1", "F"], 12, 200],
    [["n1", "M"], 30, 210],
    [["n2", "F"], 1, 3],
    [["s1", "M"], 0, 40],
  ],
);

async function paid(plan: { readonly charges: Spent["charges"] }): Promise<Spent> {
  let ledger = await newLedger("FI-HEL");
  for (const { population, schoolYear } of plan.charges) {
    const account = { population, schoolYear, rhoMax: "1000", delta: "0.000001" };
    ledger = await openAccount(ledger, account);
  }
  const result = await spend(ledger, { release: "test", charges: plan.charges });
  if (!result.ok) throw new Error("The budget must cover this.");
  return result.spent;
}

async function noisy(own: CellTable, options: NoiseOptions, seed = "noise"): Promise<NoisyTable> {
  const spent = await paid(planNoise(own.description, options));
  return noisyTable(own, { ...options, spent, delta: "0.000001", bits: seededBits(seed) });
}

describe("the plan", () => {
  test("gives each margin its weight of ρ, and all of them no more than ρ", () => {
    const weights = { "AREA 0, SEX 0": 4, "AREA 2, SEX 1": 3 };
    const plan = planNoise(table.description, {
      mechanism: gaussian,
      persons: [students],
      weights,
    });
    expect(plan.margins.map(({ name, cost }) => `${name}: ${exactText(cost)}`)).toEqual([
      "AREA 0, SEX 0: 2/55",
      "AREA 0, SEX 1: 1/110",
      "AREA 1, SEX 0: 1/110",
      "AREA 1, SEX 1: 1/110",
      "AREA 2, SEX 0: 1/110",
      "AREA 2, SEX 1: 3/110",
    ]);
    expect(plan.charges).toEqual([{ population: "student", schoolYear: "2025/2026", rho: "0.1" }]);
  });

  test("of a share takes both parts together: σ² is 1 ÷ 2ρ for one row a person", () => {
    const one = tableOf([], [[[], 3, 10]]);
    const plan = planNoise(one.description, { mechanism: gaussian, persons: [students] });
    expect(plan.margins).toEqual([
      {
        name: "total",
        cost: fractionOf("0.1"),
        numbers: [{ number: "parts", parameter: { num: 5n, den: 1n } }],
      },
    ]);
  });

  test("of a mean halves ρ, and asks more noise where one person can do more", () => {
    const { description } = tableOf([], [[[], 900, 10]], { kind: "mean" });
    const persons = [{ ...students, numMax: 100, rowsMax: 2 }];
    const plan = planNoise(description, { mechanism: gaussian, persons });
    const [margin] = plan.margins;
    expect(margin?.numbers.map(({ number, parameter }) => [number, exactText(parameter)])).toEqual([
      ["num", `${200 ** 2 * 10}`],
      ["den", `${2 ** 2 * 10}`],
    ]);
    expect(plan.charges[0]?.rho).toBe("0.1");
  });

  test("of a ratio of two populations charges each for what its persons can move", () => {
    const { description } = tableOf([], [[[], 900, 60]], { kind: "ratio" });
    const staff = { ...students, population: "staff", rowsMax: 2, numMax: 0 };
    const plan = planNoise(description, {
      mechanism: gaussian,
      persons: [{ ...students, denMax: 0 }, staff],
    });
    expect(plan.charges.map(({ population, rho }) => [population, rho])).toEqual([
      ["student", "0.05"],
      ["staff", "0.05"],
    ]);
  });

  test("with Laplace noise costs less ρ than ε allows, and names the ε", () => {
    const plan = planNoise(table.description, { mechanism: laplace, persons: [students] });
    expect(plan.pureEpsilons?.map(exactText)).toEqual(["1"]);
    // Six margins with ε = 1/6 each: six times 1/72.
    expect(plan.charges[0]?.rho).toBe("0.083333333334");
  });

  test("rounds a cost that is no decimal up and never down", () => {
    const weights = { "SEX 0": 2, "SEX 1": 1 };
    const { description } = tableOf([sex], [[["F"], 1, 2]]);
    const plan = planNoise(description, {
      mechanism: { kind: "laplace", epsilon: "0.7" },
      persons: [students],
      weights,
    });
    const exact = plan.margins
      .map(({ cost }): Fraction => ({ num: cost.num ** 2n, den: 2n * cost.den ** 2n }))
      .reduce(plus, { num: 0n, den: 1n });
    expect(compareFractions(fractionOf(plan.charges[0]?.rho ?? "0"), exact)).toBeGreaterThan(0);
  });

  test.each([
    ["a weight of nothing", { weights: { "AREA 0, SEX 0": 0 } }],
    ["a margin that is not there", { weights: { "AREA 3, SEX 0": 1 } }],
    ["half a row", { persons: [{ ...students, rowsMax: 0.5 }] }],
    ["a person without a limit", { persons: [{ ...students, denMax: 1_000_001 }] }],
    ["a population twice", { persons: [students, students] }],
    ["nobody", { persons: [] }],
    ["another population only", { persons: [{ ...students, population: "staff" }] }],
    ["another year only", { persons: [{ ...students, schoolYear: "2024/2025" }] }],
    ["persons who are in no row", { persons: [{ ...students, rowsMax: 0 }] }],
    ["a cost of nothing", { mechanism: { ...gaussian, rho: "0" } }],
    ["a cost beyond any protection", { mechanism: { ...gaussian, rho: "101" } }],
    ["a cost that is no decimal", { mechanism: { ...gaussian, rho: "1e-1" } }],
  ] as const)("is refused with %s", (_, wrong) => {
    const options = { mechanism: gaussian, persons: [students], ...wrong };
    expect(() => planNoise(table.description, options)).toThrow(/\.$/u);
  });

  test("of a mean knows the range of its scores", () => {
    const { description } = tableOf([], [[[], 900, 10]], {
      kind: "mean",
      range: { min: 0, max: 100 },
    });
    const options = (numMax: number): NoiseOptions => ({
      mechanism: gaussian,
      persons: [{ ...students, numMax }],
    });
    expect(() => planNoise(description, options(99))).toThrow("the scores reach further");
    expect(planNoise(description, options(100)).charges).toHaveLength(1);
  });
});

describe("the table", () => {
  test("has every combination of its codes, whether somebody is there or not", async () => {
    const { cells } = await noisy(table, { mechanism: gaussian, persons: [students] });
    expect(cells).toHaveLength(6 * 3);
    const empty = cells.filter(({ codes }) => codes["AREA"] === "s1" && codes["SEX"] === "F");
    expect(empty).toHaveLength(1);
  });

  test("depends on its counts through noise alone: the same bits move other counts by as much", async () => {
    const more = tableOf(table.description.dimensions, [[["n1", "F"], 1012, 5200]]);
    const options = { mechanism: gaussian, persons: [students] };
    const [one, other] = [await noisy(table, options), await noisy(more, options)];
    const offOf = (own: CellTable, { cells }: NoisyTable): readonly string[] =>
      cells.map(({ codes, num, den }) => {
        const key = JSON.stringify(codes);
        const truth = own.cells.find((cell) => JSON.stringify(cell.codes) === key);
        return `${key} ${num - (truth?.num ?? 0)} ${den - (truth?.den ?? 0)}`;
      });
    expect(offOf(more, other)).toEqual(offOf(table, one));
    expect(other.statement).toEqual(one.statement);
  });

  test("is made of its counts and of nothing else: a value follows from the noisy counts", async () => {
    const { cells } = await noisy(table, { mechanism: laplace, persons: [students] });
    for (const { num, den, value, status, within95 } of cells) {
      expect(status).toBe(den > 0 ? "A" : "M");
      expect(value).toBe(den > 0 ? (num / den).toFixed(4) : null);
      if (within95 === null || value === null) continue;
      expect(Number(within95.low)).toBeLessThanOrEqual(Number(value));
      expect(Number(within95.high)).toBeGreaterThanOrEqual(Number(value));
    }
  });

  test.each([gaussian, laplace])("errs as its statement says: $kind", async (mechanism) => {
    const schools = Array.from({ length: 2000 }, (_, place) => `s${place}`);
    const many = tableOf(
      [flat("SCHOOL", ...schools)],
      schools.map((school) => [[school], 120, 400]),
    );
    const { cells, statement } = await noisy(many, { mechanism, persons: [students] });
    const errors = statement.margins.find(({ name }) => name === "SCHOOL 1")?.errors;
    const inner = cells.filter(({ codes }) => codes["SCHOOL"] !== "_T");
    const share = (isSo: (cell: (typeof inner)[number]) => boolean): number =>
      inner.filter(isSo).length / inner.length;
    const mean = (off: (cell: (typeof inner)[number]) => number): number =>
      inner.reduce((sum, cell) => sum + Math.abs(off(cell)), 0) / inner.length;
    const numMean = mean(({ num }) => num - 120) / Number(errors?.num.expectedAbsolute);
    const denMean = mean(({ den }) => den - 400) / Number(errors?.den.expectedAbsolute);
    // An error's spread is at most its mean, so that a mean of 2,000 is within 9 % by four deviations.
    expect([Math.abs(numMean - 1) < 0.09, Math.abs(denMean - 1) < 0.09]).toEqual([true, true]);
    const [numMost = 0, denMost = 0] = [errors?.num.within95, errors?.den.within95];
    expect(share(({ num }) => Math.abs(num - 120) <= numMost)).toBeGreaterThan(0.93);
    expect(share(({ den }) => Math.abs(den - 400) <= denMost)).toBeGreaterThan(0.93);
    const isCovered = ({ within95 }: (typeof inner)[number]): boolean =>
      within95 !== null && Number(within95.low) <= 0.3 && Number(within95.high) >= 0.3;
    expect(share(isCovered)).toBeGreaterThan(0.94);
  });

  test("is not made twice from one spend, nor from one for something else", async () => {
    const options = { mechanism: gaussian, persons: [students] };
    const spent = await paid(planNoise(table.description, options));
    const all = { ...options, spent, delta: "0.000001", bits: seededBits("once") };
    expect(noisyTable(table, all).cells).toHaveLength(18);
    expect(() => noisyTable(table, all)).toThrow("has not been paid for");
    const less = await paid({ charges: spent.charges.map((each) => ({ ...each, rho: "0.09" })) });
    expect(() => noisyTable(table, { ...all, spent: less })).toThrow("has not been paid for");
  });

  test.each<[string, CellTable]>([
    ["too little was collected", withCell({ status: "L", value: null })],
    ["not a whole number", withCell({ num: 0.5 })],
    ["not a whole number", withCell({ num: -1 })],
    ["greater than its denominator", withCell({ num: 500 })],
    ["more in it than is said", withCell({ largest: { num: [1], den: [2, 1] } })],
    ["not listed", withCell({ codes: { AREA: "elsewhere", SEX: "F" } })],
    ["twice", { ...table, cells: [...table.cells, ...table.cells.slice(0, 1)] }],
    [
      "leaves out wider cells",
      { ...table, cells: table.cells.filter(({ codes }) => codes["AREA"] !== "north") },
    ],
  ])("is refused when %s", async (words, wrong) => {
    const options = { mechanism: gaussian, persons: [students] };
    const spent = await paid(planNoise(table.description, options));
    const all = { ...options, spent, delta: "0.000001", bits: seededBits("refused") };
    expect(() => noisyTable(wrong, all)).toThrow(words);
    // What was refused has used up nothing.
    expect(noisyTable(table, all).cells).toHaveLength(18);
  });

  test("takes a largest contribution as large as was said", async () => {
    const options = { mechanism: gaussian, persons: [students] };
    const own = withCell({ largest: { num: [1, 1], den: [1, 1, 1] } });
    expect((await noisy(own, options)).cells).toHaveLength(18);
  });

  test("is refused where noise would move counts by thousands, and for a δ that is none", async () => {
    const tiny = { mechanism: { ...gaussian, rho: "0.000000001" }, persons: [students] };
    await expect(noisy(table, tiny)).rejects.toThrow("by thousands");
    const options = { mechanism: gaussian, persons: [students] };
    const spent = await paid(planNoise(table.description, options));
    expect(() => noisyTable(table, { ...options, spent, delta: "1" })).toThrow("δ");
  });
});

describe("the statement", () => {
  test("says the same in numbers and in words, and nothing of any count", async () => {
    const { statement } = await noisy(table, { mechanism: gaussian, persons: [students] });
    const [margin] = statement.margins;
    expect(margin).toEqual({
      name: "AREA 0, SEX 0",
      cost: "1/60",
      parameters: [{ number: "parts", parameter: "30" }],
      errors: {
        num: { expectedAbsolute: "4.36", within95: 11, within975: 12 },
        den: { expectedAbsolute: "6.18", within95: 15, within975: 17 },
      },
    });
    expect(statement.persons).toMatchObject([
      { population: "student", rho: "0.1", epsilon: { tight: "2.141939" }, pureEpsilon: null },
    ]);
    expect(statement.promised).toHaveLength(1);
    expect(statement.promised[0]).toContain("ρ = 0.1 ");
    expect(statement.notPromised.length).toBeGreaterThan(6);
  });

  test("of Laplace noise names the ε that needs no δ", async () => {
    const { statement } = await noisy(table, { mechanism: laplace, persons: [students] });
    expect(statement.persons[0]?.pureEpsilon).toBe("1");
    expect(statement.promised[0]).toContain("ε = 1 without a δ");
  });
});

/** The table with something else in its first inner cell. */
function withCell(changes: Partial<CellTable["cells"][number]>): CellTable {
  const inner = table.cells.findIndex(
    ({ codes }) => codes["AREA"] === "n1" && codes["SEX"] === "F",
  );
  return {
    ...table,
    cells: table.cells.map((cell, place) => (place === inner ? { ...cell, ...changes } : cell)),
  };
}

import { describe, expect, test } from "vitest";
import type { CellTable } from "../../../src/cells.ts";
import { audit } from "../../../src/protect/audit/audit.ts";
import { defaultPolicy } from "../../../src/protect/policy.ts";
import { protect } from "../../../src/protect/protect.ts";
import { judgeAfter } from "../../../src/protect/ledger/judge.ts";
import { seededDraws } from "../../../src/protect/rounding/seeded.ts";
import type { ObservationTable, Policy } from "../../../src/publication.ts";
import { paperPolicy } from "../shared.ts";
import { at, flat, nested, tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";

const rounding: Policy = { ...paperPolicy, method: { kind: "round", base: 5 } };
const grade = flat("GRADE", "1", "2", "3");
const sex = flat("SEX", "F", "M");

/** Groups of 0 to 14, each with 0 to all of them having the attribute. */
function someTable(seed: number, changes: Partial<CellTable["description"]> = {}): CellTable {
  const draw = seededDraws(seed);
  const inner = ["1", "2", "3"].flatMap((own) =>
    ["F", "M"].map((who): Inner => {
      const den = draw(15);
      return [[own, who], draw(den + 1), den];
    }),
  );
  return tableOf([grade, sex], inner, changes);
}

function bySex(table: CellTable): CellTable {
  const { dimensions } = table.description;
  return {
    description: { ...table.description, dimensions: dimensions.filter(({ id }) => id === "SEX") },
    cells: table.cells
      .filter(({ codes }) => codes["GRADE"] === "_T")
      .map((cell) => ({ ...cell, codes: { SEX: cell.codes["SEX"] ?? "" } })),
  };
}

describe("a policy that rounds", () => {
  test("leaves every table open enough, says the audit of what is published", async () => {
    for (let seed = 0; seed < 8; seed += 1) {
      const published = await protect(someTable(seed), rounding, []);
      expect(published.report.altered).toMatchObject({ kind: "round", base: 5 });
      expect(published.report.counts.withheld).toBe(0);
      expect((await audit([published], rounding)).safe).toBe(true);
    }
  });

  test("says what it promises, and how far numbers are moved, without looking at them", async () => {
    const [first, second] = [
      await protect(someTable(1), rounding, []),
      await protect(someTable(2), rounding, []),
    ];
    expect(first.report.altered).toEqual(second.report.altered);
    expect(first.report.altered?.errors).toEqual([
      expect.objectContaining({ num: { atMost: 4 }, den: { atMost: 8 } }),
    ]);
  });

  test("takes the stricter base of sensitive metrics", async () => {
    const policy = { ...rounding, method: { kind: "round", base: 3 } } as const;
    const { report } = await protect(someTable(3, { sensitive: true }), policy, []);
    expect(report.altered?.base).toBe(5);
  });

  test.each([
    [{ homogeneityMax: 6, intervalWidthMin: 7 }, 8],
    [{ complementMin: 9, intervalWidthMin: 9 }, 10],
    [{ intervalWidthMin: 6 }, 7],
    [{}, 5],
  ])("takes a base above every count that another rule withholds: %o", async (limits, base) => {
    const { report } = await protect(someTable(3), { ...rounding, ...limits }, []);
    expect(report.altered?.base).toBe(base);
  });

  test("does not hide a school, and refuses where several must be behind a cell", async () => {
    const table = someTable(3);
    const behind = (schools: number): CellTable => ({
      ...table,
      cells: table.cells.map((cell) => ({ ...cell, schools })),
    });
    const policy = { ...rounding, schoolsMin: 2 };
    await expect(protect(behind(1), policy, [])).rejects.toThrow(/fewer than 2 schools/);
    await protect(behind(2), policy, []);
  });

  test("shows combinations that could hold somebody, so that a 0 does not say that somebody is there", async () => {
    const table = tableOf(
      [grade, sex],
      [
        [["1", "F"], 2, 9],
        [["2", "M"], 3, 11],
        [["3", "F"], 1, 7],
      ],
    );
    const eligible = await protect(table, rounding, []);
    expect(eligible.observations.length).toBe(table.cells.length + 3);
    expect(at(eligible.observations, "1", "M")).toMatchObject({ status: "M", num: 0, den: 0 });
  });

  test("where too little was collected it stays so, and no number is shown", async () => {
    const table = someTable(4);
    const cells = table.cells.map((cell) =>
      cell.codes["GRADE"] === "2" && cell.codes["SEX"] === "F"
        ? { ...cell, value: null, status: "L" as const }
        : cell,
    );
    const { observations } = await protect({ ...table, cells }, rounding, []);
    expect(at(observations, "2", "F")).toMatchObject({ status: "L", num: null, den: null });
  });
});

describe("what was published before", () => {
  test("a coarser breakdown is taken from the finer one", async () => {
    const table = someTable(5);
    const finer = await protect(table, rounding, []);
    const coarser = await protect(bySex(table), rounding, [finer]);
    for (const { codes, num, den } of coarser.observations) {
      const before = at(finer.observations, "_T", codes["SEX"] ?? "");
      expect([num, den]).toEqual([before.num, before.den]);
    }
  });

  test("rounded numbers of two tables are published together only if the audit of both agrees", async () => {
    let [refused, passed] = [0, 0];
    for (let seed = 0; seed < 20; seed += 1) {
      const table = someTable(seed);
      const first = await protect(bySex(table), rounding, []);
      const judgement = await judgeAfter(table, rounding, [first]);
      if (judgement.verdict === "refuse") {
        refused += 1;
        continue;
      }
      passed += 1;
      expect(judgement.verdict).toBe("pass");
      if (judgement.verdict !== "pass") continue;
      expect((await audit([first, judgement.safe], rounding)).safe).toBe(true);
    }
    expect(refused).toBeGreaterThan(0);
    expect(passed).toBeGreaterThan(0);
  });

  test("as counted, then rounded, is refused; and the other way round", async () => {
    const table = someTable(6);
    const rounded = await protect(table, rounding, []);
    const shown: ObservationTable = { ...rounded, report: withoutAltered(rounded) };
    await expect(protect(table, rounding, [shown])).rejects.toThrow(/as counted/);
    await expect(protect(table, paperPolicy, [rounded])).rejects.toThrow(/rounded/);
    for (const [policy, history] of [
      [rounding, shown],
      [paperPolicy, rounded],
    ] as const) {
      expect(await judgeAfter(table, policy, [history])).toMatchObject({ verdict: "refuse" });
    }
  });

  test("another school year is another matter", async () => {
    const before = await protect(someTable(6, { period: "2024/2025" }), rounding, []);
    const judged = await judgeAfter(someTable(6), paperPolicy, [before]);
    expect(judged.verdict).not.toBe("refuse");
  });

  test("a day on which few have joined since another day is refused, for large counts are exact", async () => {
    const on = (asOf: string, women: number): CellTable =>
      tableOf(
        [sex],
        [
          [["F"], 20, women],
          [["M"], 20, 60],
        ],
        { asOf },
      );
    const october = await protect(on("2025-10-01", 60), rounding, []);
    await expect(protect(on("2025-11-01", 61), rounding, [october])).rejects.toThrow(/small group/);
    const december = await protect(on("2025-12-01", 72), { ...rounding, homogeneityMax: 0 }, []);
    expect(december.report.audit.history).toEqual([]);
  });
});

test("who knows how little changes between two days must not find what was rounded on one of them", async () => {
  const on = (asOf: string, few: number): CellTable =>
    tableOf(
      [sex],
      [
        [["F"], few, few],
        [["M"], 60, 60],
      ],
      { asOf, kind: "ratio" },
    );
  // Shown as 0 in October and as 8 in November: with at most 6 more it was 2 to 4.
  const wide: Policy = { ...rounding, intervalWidthMin: 3 };
  const october = await protect(on("2025-10-01", 2), wide, []);
  expect(at(october.observations, "F").den).toBe(0);
  const november = on("2025-11-01", 8);
  await protect(november, wide, [october]);
  await protect(november, { ...wide, changeMax: 9 }, [october]);
  const knowing = { ...wide, changeMax: 6 };
  await expect(protect(november, knowing, [october])).rejects.toThrow(/how little changes/);
});

describe("what cannot be rounded", () => {
  test("a mean", async () => {
    const table = tableOf([sex], [[["F"], 120, 40]], {
      kind: "mean",
      range: { min: 0, max: 5 },
    });
    await expect(protect(table, rounding, [])).rejects.toThrow(/Only counted/);
  });

  test("a ratio whose base leaves too few numbers open", async () => {
    const schools = nested("AREA", { north: ["n1", "n2"], south: ["s1"] });
    const table = tableOf(
      [schools],
      [
        [["n1"], 1, 1, 1],
        [["n2"], 40, 9, 9],
        [["s1"], 60, 12, 12],
      ],
      { kind: "ratio" },
    );
    const narrow: Policy = {
      ...defaultPolicy,
      contributorsMin: 3,
      contributorsMinSensitive: 3,
      intervalWidthMin: 2,
      method: { kind: "round", base: 3 },
    };
    await expect(protect(table, narrow, [])).rejects.toThrow(/less open than the policy asks/);
  });
});

function withoutAltered({ report }: ObservationTable): ObservationTable["report"] {
  const { altered: _, ...counted } = report;
  return { ...counted, policy: paperPolicy };
}

import { describe, expect, test } from "vitest";
import type { CellTable } from "../../../src/cells.ts";
import { RefusedError } from "../../../src/errors.ts";
import type { Bill, Pay } from "../../../src/protect/methods/noise.ts";
import { newLedger, openAccount, spend } from "../../../src/protect/privacy/budget.ts";
import { protect } from "../../../src/protect/protect.ts";
import type { Observation, Policy, Protected } from "../../../src/publication.ts";
import { paperPolicy } from "../shared.ts";
import { flat, tableOf } from "../tables.ts";

function noise(distribution: "gaussian" | "laplace", rho: string): Policy {
  return { ...paperPolicy, method: { kind: "noise", distribution, rho, rhoMax: "5" } };
}

const sex = flat("SEX", "F", "M");
const table = tableOf(
  [sex],
  [
    [["F"], 3, 17],
    [["M"], 2, 14],
  ],
);

/** Pays every bill out of a ledger in memory, and remembers what was asked. */
function purse(): { readonly pay: Pay; readonly bills: Bill[] } {
  const bills: Bill[] = [];
  const pay: Pay = async (bill) => {
    bills.push(bill);
    let ledger = await newLedger("FI-HEL");
    for (const { population, schoolYear } of bill.charges) {
      const { rhoMax, delta } = bill;
      ledger = await openAccount(ledger, { population, schoolYear, rhoMax, delta });
    }
    const result = await spend(ledger, bill);
    if (!result.ok) throw new RefusedError("spent", "wait");
    return result.spent;
  };
  return { pay, bills };
}

function drawn(policy: Policy, own: CellTable = table): Promise<Protected> {
  return protect(own, policy, [], { pay: purse().pay });
}

describe("a policy of noise", () => {
  test("pays exactly what it says, once, before noise is drawn", async () => {
    const { pay, bills } = purse();
    const { report } = await protect(table, noise("gaussian", "0.25"), [], { pay });
    expect(bills).toEqual([
      {
        release: "ATT_CHRONIC 2025/2026 SEX",
        charges: [{ population: "student", schoolYear: "2025/2026", rho: "0.25" }],
        rhoMax: "5",
        delta: "0.000001",
      },
    ]);
    expect(report.altered).toMatchObject({ kind: "noise", rho: "0.25", budget: { entries: 3 } });
    expect(report.altered?.errors?.map(({ of }) => of)).toEqual(["SEX 0", "SEX 1"]);
  });

  test.each(["0.01", "0.3", "1"])(
    "of Laplace costs no more than ρ = %s, and nearly that",
    async (rho) => {
      const { pay, bills } = purse();
      await protect(table, noise("laplace", rho), [], { pay });
      const [cost = 0] = bills.flatMap(({ charges }) =>
        charges.map((charge) => Number(charge.rho)),
      );
      expect(cost).toBeLessThanOrEqual(Number(rho));
      expect(cost).toBeGreaterThan(0.999 * Number(rho));
    },
  );

  test("shows counts that were drawn below 0 as 0, and nothing over nothing", async () => {
    const rows: Observation[] = [];
    for (let draw = 0; draw < 40; draw += 1) {
      const { observations, report } = await drawn(noise("gaussian", "0.01"));
      expect(report.altered?.limits.join(" ")).toContain("drawn below 0 are shown as 0");
      rows.push(...observations);
    }
    const numbers = rows.map(({ num, den }) => [num ?? -1, (den ?? -1) - (num ?? -1)]);
    expect(numbers.flat().every((count) => count >= 0)).toBe(true);
    const divided = rows.filter(({ den }) => den !== 0);
    const undivided = rows.filter(({ den }) => den === 0);
    expect(divided.length).toBeGreaterThan(0);
    expect(undivided.length).toBeGreaterThan(0);
    expect(divided.every(({ status, value }) => status === "A" && value !== null)).toBe(true);
    expect(undivided.every(({ status, num }) => status === "M" && num === 0)).toBe(true);
  });

  test("is right on average where counts are not small", async () => {
    const draws = 400;
    let sum = 0;
    for (let draw = 0; draw < draws; draw += 1) {
      const { observations } = await drawn(noise("gaussian", "1"));
      sum += observations.find(({ codes }) => codes["SEX"] === "_T")?.den ?? 0;
    }
    // σ² of a denominator is 2 · 1 ÷ (2 · ρ ÷ 2): five deviations of the mean of all draws.
    expect(Math.abs(sum / draws - 31)).toBeLessThan((5 * Math.sqrt(2)) / Math.sqrt(draws));
  });
});

describe("what is refused", () => {
  test("a table that nobody pays for", async () => {
    await expect(protect(table, noise("gaussian", "0.1"), [])).rejects.toThrow(/paid for/);
  });

  test("a table of which too little was collected, before anything is paid", async () => {
    const { pay, bills } = purse();
    const cells = table.cells.map((cell) => ({ ...cell, value: null, status: "L" as const }));
    const poor = protect({ ...table, cells }, noise("gaussian", "0.1"), [], { pay });
    await expect(poor).rejects.toThrow(/too little was collected/);
    expect(bills).toEqual([]);
  });

  test("persons that are in several cells, sums over persons, and ratios", async () => {
    const twice = {
      ...table,
      cells: table.cells.map((cell) =>
        cell.codes["SEX"] === "_T" ? { ...cell, contributors: 30, den: 31 } : cell,
      ),
    };
    await expect(drawn(noise("gaussian", "0.1"), twice)).rejects.toThrow(RefusedError);
    const days = tableOf([sex], [[["F"], 100, 170, 17]]);
    await expect(drawn(noise("gaussian", "0.1"), days)).rejects.toThrow(
      /adds up more than persons/,
    );
    const ratio = tableOf([sex], [[["F"], 100, 17, 17]], { kind: "ratio" });
    await expect(drawn(noise("gaussian", "0.1"), ratio)).rejects.toThrow(/different populations/);
  });

  test("a mean without a scale; with one, a person moves it by no more than the scale", async () => {
    const mean = (range?: { min: number; max: number }): CellTable =>
      tableOf([sex], [[["F"], 50, 17]], {
        kind: "mean",
        ...(range === undefined ? {} : { range }),
      });
    await expect(drawn(noise("gaussian", "0.1"), mean())).rejects.toThrow(/how much one person/);
    const { report } = await drawn(noise("gaussian", "0.1"), mean({ min: 0, max: 5 }));
    const [whole] = report.altered?.errors ?? [];
    expect(Number(whole?.num.expectedAbsolute)).toBeGreaterThan(
      4.5 * Number(whole?.den.expectedAbsolute),
    );
  });
});

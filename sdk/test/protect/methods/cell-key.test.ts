import { expect, test } from "vitest";
import type { CellTable } from "../../../src/cells.ts";
import { protect } from "../../../src/protect/protect.ts";
import { cellKey, recordKey } from "../../../src/record-key.ts";
import type { Policy } from "../../../src/publication.ts";
import { paperPolicy } from "../shared.ts";
import { at, flat, tableOf } from "../tables.ts";

const noisy: Policy = {
  ...paperPolicy,
  method: { kind: "cell-key", deviationMax: 3, variance: "1.5" },
};
const sex = flat("SEX", "F", "M");
const secret = new Uint8Array(32).fill(5);

/** Students by sex with the keys that their records would have; every third has the attribute. */
function keyed(counts: Readonly<Record<string, number>>): CellTable {
  const inner = Object.entries(counts).map(
    ([code, den]) => [[code], Math.ceil(den / 3), den] as const,
  );
  const table = tableOf([sex], inner);
  const keysOf = (code: string, isNum: boolean): readonly number[] =>
    Array.from({ length: counts[code] ?? 0 }, (_, place) => place)
      .filter((place) => !isNum || place % 3 === 0)
      .map((place) => recordKey(secret, `${code}${place}`, "student 2025/2026"));
  const codesOf = (code: string): readonly string[] =>
    code === "_T" ? Object.keys(counts) : [code];
  return {
    ...table,
    cells: table.cells.map((cell) => {
      const codes = codesOf(cell.codes["SEX"] ?? "");
      const keys = {
        num: cellKey(codes.flatMap((code) => keysOf(code, true))),
        den: cellKey(codes.flatMap((code) => keysOf(code, false))),
      };
      return { ...cell, keys };
    }),
  };
}

test("numbers are as near to the truth as the policy says, and the same whenever they are drawn", async () => {
  const table = keyed({ F: 12, M: 30 });
  const [first, second] = [await protect(table, noisy, []), await protect(table, noisy, [])];
  expect(first.observations).toEqual(second.observations);
  expect(first.report.altered).toMatchObject({
    kind: "cell-key",
    deviationMax: 3,
    variance: "1.5",
  });
  for (const { codes, num, den } of first.observations) {
    const cell = at(table.cells, codes["SEX"] ?? "");
    expect(Math.abs((den ?? 0) - cell.den)).toBeLessThanOrEqual(3);
    expect(Math.abs((num ?? 0) - cell.num)).toBeLessThanOrEqual(3);
  }
});

test("the total of another table of the same people is the same number", async () => {
  const table = keyed({ F: 12, M: 30 });
  const whole = {
    description: { ...table.description, dimensions: [] },
    cells: table.cells
      .filter(({ codes }) => codes["SEX"] === "_T")
      .map((cell) => ({ ...cell, codes: {} })),
  };
  const bySex = await protect(table, noisy, []);
  const alone = await protect(whole, noisy, [bySex]);
  const total = at(bySex.observations, "_T");
  expect(alone.observations).toMatchObject([{ num: total.num, den: total.den }]);
});

test("the error is stated from the p-table alone", async () => {
  const [one, other] = [
    await protect(keyed({ F: 12, M: 30 }), noisy, []),
    await protect(keyed({ F: 400, M: 2 }), noisy, []),
  ];
  expect(one.report.altered).toEqual(other.report.altered);
  expect(one.report.altered?.errors).toEqual([
    {
      of: "every cell",
      num: { expectedAbsolute: "0.95", within95: 2, atMost: 3 },
      den: { expectedAbsolute: "0.95", within95: 2, atMost: 3 },
    },
  ]);
});

test("noise of another size on the same numbers is refused, also on another day of the school year", async () => {
  const table = keyed({ F: 12, M: 30 });
  const before = await protect(table, noisy, []);
  const other: Policy = {
    ...noisy,
    method: { kind: "cell-key", deviationMax: 4, variance: "1.5" },
  };
  await expect(protect(table, other, [before])).rejects.toThrow(/noise of another size/);
  const later = { ...table, description: { ...table.description, asOf: "2026-02-01" } };
  await expect(protect(later, other, [before])).rejects.toThrow(/noise of another size/);
  await protect(later, noisy, [before]);
});

test("a table without keys, a mean and noise that leaves too little open are refused", async () => {
  const table = keyed({ F: 12, M: 30 });
  const bare = { ...table, cells: table.cells.map((cell) => without(cell, "keys")) };
  await expect(protect(bare, noisy, [])).rejects.toThrow(/no cell keys/);
  const mean = { ...table, description: { ...table.description, kind: "mean" as const } };
  await expect(protect(mean, noisy, [])).rejects.toThrow(/Only counted/);
  const narrow: Policy = {
    ...noisy,
    intervalWidthMin: 4,
    method: { kind: "cell-key", deviationMax: 2, variance: "1" },
  };
  await expect(protect(table, narrow, [])).rejects.toThrow(/less open than the policy asks/);
  const impossible: Policy = {
    ...noisy,
    method: { kind: "cell-key", deviationMax: 2, variance: "9" },
  };
  await expect(protect(table, impossible, [])).rejects.toThrow(/No noise of at most 2/);
});

function without<T extends object, K extends keyof T>(value: T, name: K): Omit<T, K> {
  const { [name]: _left, ...rest } = value;
  return rest;
}

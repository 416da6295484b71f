import { describe, expect, test } from "vitest";
import { audit } from "../../../src/protect/audit/audit.ts";
import { protect } from "../../../src/protect/protect.ts";
import { benchmarkTable, leastPolicy } from "./instances.ts";
import { absent, isThere, textOf } from "./microdata.ts";
import { withholdNotExactly } from "./not-exactly.ts";

/** One setting of the benchmark: groups of at most so many people are sensitive, and zeros too or not. */
interface Setting {
  readonly data: string;
  readonly most: number;
  readonly zeros: boolean;
  /** Cells, and sensitive ones, as the peers count them. */
  readonly cells: number;
  readonly sensitive: number;
}

const settings: readonly Setting[] = [
  { data: "z2", most: 2, zeros: false, cells: 90, sensitive: 6 },
  { data: "z2", most: 2, zeros: true, cells: 90, sensitive: 8 },
  { data: "z2", most: 10, zeros: false, cells: 90, sensitive: 23 },
  { data: "z2", most: 10, zeros: true, cells: 90, sensitive: 25 },
  { data: "z3", most: 2, zeros: false, cells: 800, sensitive: 165 },
  { data: "z3", most: 2, zeros: true, cells: 800, sensitive: 277 },
  { data: "z3", most: 10, zeros: false, cells: 800, sensitive: 407 },
  { data: "z3", most: 10, zeros: true, cells: 800, sensitive: 519 },
  { data: "sosialFiktiv", most: 2, zeros: false, cells: 9140, sensitive: 1074 },
  { data: "sosialFiktiv", most: 2, zeros: true, cells: 9140, sensitive: 1621 },
  { data: "sosialFiktiv", most: 10, zeros: false, cells: 9140, sensitive: 3373 },
  { data: "sosialFiktiv", most: 10, zeros: true, cells: 9140, sensitive: 3920 },
];

/** What the benchmark publishes of one setting. */
interface Published {
  /** Withheld cells under GaussSuppression. */
  readonly gauss: number;
  /** Least that any scheme withholds that leaves no lone withheld cell in a sum. */
  readonly lowerBound: number;
}

/** The larger tables take a while: they are protected when more cases are asked for. */
const cellsMax = process.env["EDUFED_CASES"] === undefined ? 100 : 10_000;

describe.skipIf(!isThere)(`the public benchmark of easySdcTable (${absent})`, () => {
  test.each(settings)(
    "$data with groups of at most $most, zeros $zeros: cells and sensitive cells are those of the peers",
    ({ data, cells: count, sensitive, ...setting }) => {
      const { cells } = benchmarkTable(data);
      const few = cells.filter((cell) => isSmall(cell, setting));
      expect([cells.length, few.length]).toEqual([count, sensitive]);
    },
  );

  const cases = settings
    .filter(({ cells }) => cells <= cellsMax)
    .flatMap((setting) =>
      // Where zeros may be withheld, both attackers are the same.
      (setting.zeros ? [false] : [false, true]).map((knowsSomebody) => ({
        ...setting,
        knowsSomebody,
      })),
    );

  test.each(cases)(
    "$data with groups of at most $most, zeros $zeros, against an attacker who knows that somebody is in each withheld cell $knowsSomebody: no more is withheld than by GaussSuppression, and nothing is revealed",
    { timeout: 240_000 },
    async ({ data, knowsSomebody, ...setting }) => {
      const table = benchmarkTable(data);
      const sensitive = table.cells.map((cell) => isSmall(cell, setting));
      const { zeros } = setting;
      const { verdict, withheld } = await withholdNotExactly(table, sensitive, {
        zeros,
        knowsSomebody,
      });
      const { gauss, lowerBound } = publishedOf(data, setting);
      console.log(
        `${data}, at most ${setting.most}, zeros ${zeros}, attacker knows ${knowsSomebody}: ${withheld} withheld, GaussSuppression ${gauss}, at least ${lowerBound}`,
      );
      const isWithheld = (row: number): boolean => verdict.withheld[row] === 1;
      const shown = sensitive.filter((is, row) => is && !isWithheld(row)).length;
      expect([verdict.isSafe, verdict.narrow.length, shown]).toEqual([true, 0, 0]);
      expect(withheld).toBeLessThanOrEqual(gauss);
    },
  );

  test.each(settings.filter(({ cells }) => cells <= 100))(
    "$data with groups of at most $most, zeros $zeros: under the least that a policy may ask for nothing is revealed either",
    async ({ data, ...setting }) => {
      const table = benchmarkTable(data);
      const policy = leastPolicy(setting.zeros ? "eligible" : "published");
      const also = table.cells.map((cell) => isSmall(cell, setting));
      const published = await protect(table, policy, [], { also });
      const { safe, cells } = await audit([published], policy, { exact: false });
      const revealed = cells.filter(({ verdict }) => verdict !== "wide");
      expect([safe, revealed.length]).toEqual([true, 0]);
    },
  );
});

function isSmall(
  { den }: { readonly den: number },
  { most, zeros }: Pick<Setting, "most" | "zeros">,
): boolean {
  return den <= most && (zeros || den > 0);
}

function publishedOf(data: string, { most, zeros }: Pick<Setting, "most" | "zeros">): Published {
  const { columns, rows } = benchmark();
  const at = (name: string): number => columns.indexOf(name);
  const row = rows.find(
    (own) =>
      own[at("data")] === data &&
      own[at("linked")] === false &&
      own[at("protectZeros")] === zeros &&
      own[at("maxN")] === most,
  );
  const [gauss, lowerBound] = [row?.[at("Gauss")], row?.[at("lowerBound")]];
  if (typeof gauss !== "number" || typeof lowerBound !== "number") {
    throw new Error("The benchmark does not say what was withheld.");
  }
  return { gauss, lowerBound };
}

function benchmark(): {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
} {
  const read: unknown = JSON.parse(textOf("easysdctable/benchmark.json"));
  if (typeof read !== "object" || read === null || !("columns" in read) || !("rows" in read)) {
    throw new Error("The benchmark has no columns or no rows.");
  }
  const { columns, rows } = read;
  if (!Array.isArray(columns) || !Array.isArray(rows))
    throw new Error("The benchmark is no table.");
  return { columns: columns.map(String), rows: rows.filter(Array.isArray) };
}

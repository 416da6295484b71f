import { describe, expect, test } from "vitest";
import { audit } from "../../../src/protect/audit/audit.ts";
import { protect } from "../../../src/protect/protect.ts";
import { benchmarkTable, policyFor } from "./instances.ts";
import { absent, isThere, textOf } from "./microdata.ts";

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

describe.skipIf(!isThere)(`the public benchmark of easySdcTable (${absent})`, () => {
  test.each(settings)(
    "$data with groups of at most $most, zeros sensitive $zeros: cells and sensitive cells are those of the peers",
    ({ data, most, zeros, cells: count, sensitive }) => {
      const { cells } = benchmarkTable(data);
      const few = cells.filter(({ den }) => den <= most && (zeros || den > 0));
      expect([cells.length, few.length]).toEqual([count, sensitive]);
    },
  );

  // A zero cannot be sensitive by itself under our policy; those settings are compared above only.
  test.each(settings.filter(({ zeros, cells }) => !zeros && cells <= cellsMax()))(
    "$data with groups of at most $most: no more is withheld than by GaussSuppression, and nothing is revealed",
    { timeout: 120_000 },
    async ({ data, most }) => {
      const table = benchmarkTable(data);
      const policy = policyFor(most, "eligible");
      const { observations, ...rest } = await protect(table, policy, []);
      const withheld = observations.filter(({ status }) => status === "Q").length;
      const { gauss, lowerBound } = publishedOf(data, most);
      console.log(
        `${data}, at most ${most}: ${withheld} withheld, GaussSuppression ${gauss}, at least ${lowerBound}`,
      );
      expect(withheld).toBeLessThanOrEqual(gauss);
      const { safe, narrow } = await audit([{ observations, ...rest }], policy, { exact: false });
      expect([safe, narrow.length]).toEqual([true, 0]);
    },
  );
});

/** The largest table takes a while: it is protected when more cases are asked for. */
function cellsMax(): number {
  return process.env["EDUFED_CASES"] === undefined ? 1000 : 10_000;
}

function publishedOf(data: string, most: number): Published {
  const { columns, rows } = benchmark();
  const at = (name: string): number => columns.indexOf(name);
  const row = rows.find(
    (own) =>
      own[at("data")] === data &&
      own[at("linked")] === false &&
      own[at("protectZeros")] === false &&
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

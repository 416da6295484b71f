import { loadRegistry, type Registry } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import type { CellTable, EstimateTable } from "../../src/cells.ts";
import { figureLines } from "../../src/cli/metric-table.ts";

const registry: Registry = loadRegistry();

const description: EstimateTable["description"] = {
  metric: "ATT_TIERS",
  metricVersion: "1.0.0",
  formalHash: "sha256:0",
  kind: "distribution",
  unit: "1",
  decimals: 3,
  sensitive: false,
  contributor: "student",
  parameters: {},
  sourcesUsed: {},
  madeOf: [],
  period: "2025/2026",
  dimensions: [],
  engine: "duckdb 1",
};

const cell: EstimateTable["cells"][number] = {
  codes: {},
  num: "1",
  den: "4",
  value: "0.250",
  standardError: null,
  contributors: 40,
  excluded: 2,
  expected: 50,
  coverage: 0.8,
  status: "A",
};

function dimension(id: string, codes: readonly string[]) {
  const parts = codes.map((code) => ({ code, parent: "_T" }));
  return { id, family: id, codes: [{ code: "_T", parent: null }, ...parts] };
}

function lines(
  changes: Partial<EstimateTable["description"]>,
  cells: EstimateTable["cells"],
): readonly string[] {
  const table = { description: { ...description, ...changes }, cells };
  return figureLines(table, registry).join("\n").split("\n");
}

describe("a table of estimates in a terminal", () => {
  test("shows the parts of a distribution by code, and says below what each code means", () => {
    const cells = ["_T", "SATISFACTORY"].map((code) => ({ ...cell, codes: { ATT_TIER: code } }));
    const said = lines({ dimensions: [dimension("ATT_TIER", ["SATISFACTORY"])] }, cells);
    expect(said.slice(0, 4)).toEqual([
      "ATT_TIERS 1.0.0, 2025/2026. Internal: not protected.",
      "ATT_TIER       VALUE  CONTRIBUTORS  EXCLUDED  COVERAGE",
      "_T            25.0 %            40         2      0.80",
      "SATISFACTORY  25.0 %            40         2      0.80",
    ]);
    expect(said).toContain("ATT_TIER: Tier of absence");
    expect(said).toContain("  SATISFACTORY  Satisfactory: less than 5 %");
  });

  test("is no wider than 80 columns with two dimensions and a reason in a cell", () => {
    const dimensions = [dimension("ATT_TIER", ["SATISFACTORY"]), dimension("GRADE", ["1"])];
    const codes = { ATT_TIER: "SATISFACTORY", GRADE: "1" };
    const low = { ...cell, codes, value: null, num: null, den: null, status: "L" } as const;
    for (const line of lines({ dimensions }, [low])) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("shows a standard error in the unit of the value, and says where there is none", () => {
    const errors = [{ ...cell, standardError: "0.012" }, cell];
    expect(lines({}, errors).slice(1, 4)).toEqual([
      " VALUE  STD_ERROR  CONTRIBUTORS  EXCLUDED  COVERAGE",
      "25.0 %      1.2 %            40         2      0.80",
      "25.0 %    unknown            40         2      0.80",
    ]);
    const scores = { kind: "mean", unit: "{score}", decimals: 2 } as const;
    const [, , score] = lines(scores, [{ ...cell, value: "501.25", standardError: "2.10" }]);
    expect(score).toMatch(/^501\.25 +2\.10 /u);
  });

  test("shows an index and an effect as numbers, a difference of shares in percent", () => {
    const value = (kind: "parity" | "effect" | "difference"): string | undefined =>
      lines({ kind }, [{ ...cell, value: "-0.052" }])[2]?.split("  ")[0];
    expect([value("parity"), value("effect"), value("difference")]).toEqual([
      "-0.052",
      "-0.052",
      "-5.2 %",
    ]);
  });

  test("says why there is no value: nobody, too few, or nothing to compare", () => {
    const none = { ...cell, value: null, num: null, den: null };
    const madeOf = [{ metric: "OAE", formalHash: "sha256:0" }];
    expect(lines({}, [{ ...none, status: "M" }])[2]).toContain("none: nobody to count");
    expect(lines({}, [{ ...none, status: "L" }])[2]).toContain("none: coverage too low");
    expect(lines({ kind: "parity", madeOf }, [{ ...none, status: "M" }])[2]).toContain(
      "none: no two to compare",
    );
  });
});

test("grades stand in the order of their list, and codes of the member in their own", () => {
  const codes = ["1", "10", "2"];
  const table: CellTable = {
    description: {
      ...description,
      metric: "ATT_RATE",
      kind: "share",
      denominatorScale: 1,
      coverageMin: "0",
      quantity: { num: "", den: "" },
      dimensions: [dimension("GRADE", codes), dimension("SCHOOL", codes)],
    },
    cells: ["_T", ...codes].map((code) => ({
      ...{ codes: { GRADE: code, SCHOOL: code }, num: 1, den: 2, value: 0.5, contributors: 20 },
      ...{ expected: null, coverage: null, status: "A" },
    })),
  };
  const rows = figureLines(table, registry).join("\n").split("\n").slice(2);
  expect(rows.map((row) => row.split(/ +/u)[0])).toEqual(["_T", "1", "2", "10"]);
  const schools = {
    ...table,
    description: { ...table.description, dimensions: [dimension("SCHOOL", codes)] },
  };
  const own = figureLines(schools, registry).join("\n").split("\n").slice(2);
  expect(own.map((row) => row.split(/ +/u)[0])).toEqual(["_T", "1", "10", "2"]);
  expect(own[0]).toMatch(/50\.0 % +20 +unknown +unknown$/u);
});

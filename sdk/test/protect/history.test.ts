import { describe, expect, test } from "vitest";
import type { CellTable } from "../../src/cells.ts";
import { audit } from "../../src/protect/audit/audit.ts";
import { defaultPolicy } from "../../src/protect/policy.ts";
import { protect } from "../../src/protect/protect.ts";
import { publishedWith, withheldIn } from "./shared.ts";
import { at, flat, tableOf } from "./tables.ts";
import type { Inner } from "./tables.ts";

const sex = flat("SEX", "F", "M");
const areas = flat("AREA", "a", "b", "c", "d");

describe("a later publication", () => {
  const inner: readonly Inner[] = [
    [["a"], 4, 9],
    [["b"], 20, 60],
    [["c"], 21, 60],
    [["d"], 30, 90],
  ];
  const table = tableOf([areas], inner);

  test("of the same table keeps the same cells withheld", async () => {
    const first = await protect(table, defaultPolicy, []);
    const second = await protect(table, defaultPolicy, [first]);
    expect(second.observations).toEqual(first.observations);
    expect(second.report.audit.history).toEqual(["ATT_CHRONIC 1.0.0, 2025/2026, by AREA"]);
  });

  test("with another safe choice of cells would give the small group away, and the audit says so", async () => {
    const one = publishedWith(table, ({ AREA }) => AREA === "a" || AREA === "b", defaultPolicy);
    const two = publishedWith(table, ({ AREA }) => AREA === "a" || AREA === "c", defaultPolicy);
    expect((await audit([one], defaultPolicy)).safe).toBe(true);
    expect((await audit([two], defaultPolicy)).safe).toBe(true);
    const both = await audit([one, two], defaultPolicy);
    expect(both.safe).toBe(false);
    expect(new Set(both.narrow.map(({ codes }) => codes["AREA"]))).toEqual(
      new Set(["a", "b", "c"]),
    );
  });

  test("is refused after two that give a cell away together", async () => {
    const one = publishedWith(table, ({ AREA }) => AREA === "a" || AREA === "b", defaultPolicy);
    const two = publishedWith(table, ({ AREA }) => AREA === "a" || AREA === "c", defaultPolicy);
    await expect(protect(table, defaultPolicy, [one, two])).rejects.toThrow(
      /withheld cells that could be worked out \(AREA=a/,
    );
  });

  test("follows an earlier choice that it would not have made", async () => {
    const earlier = publishedWith(table, ({ AREA }) => AREA === "a" || AREA === "d", defaultPolicy);
    const { observations } = await protect(table, defaultPolicy, [earlier]);
    expect(withheldIn(observations)).toEqual(["a", "d"]);
  });

  test("of another attribute of the same students hides what the first one withheld", async () => {
    const quantity = { num: "truants", den: "students" };
    const other = tableOf(
      [areas],
      [
        [["a"], 3, 9],
        [["b"], 0, 60],
        [["c"], 11, 60],
        [["d"], 12, 90],
      ],
      { metric: "TRUANCY", quantity },
    );
    const first = await protect(table, defaultPolicy, []);
    const second = await protect(other, defaultPolicy, [first]);
    expect(withheldIn(second.observations)).toEqual(["a", "b"]);
    const again = await protect(table, defaultPolicy, [first, second]);
    expect(again.observations).toEqual(first.observations);
  });

  test("may show again what it has shown, though another attribute has been withheld there", async () => {
    const quantity = { num: "truants", den: "students" };
    const other = tableOf(
      [areas],
      [
        [["a"], 3, 9],
        [["b"], 10, 60],
        [["c"], 11, 60],
        [["d"], 0, 90],
      ],
      { metric: "TRUANCY", quantity },
    );
    const first = await protect(table, defaultPolicy, []);
    const second = await protect(other, defaultPolicy, [first]);
    expect(withheldIn(second.observations)).toEqual(["a", "b", "d"]);
    const again = await protect(table, defaultPolicy, [first, second]);
    expect(again.observations).toEqual(first.observations);
  });

  test("under a raised policy is refused where the cell is public already", async () => {
    const first = await protect(table, defaultPolicy, []);
    const raised = { ...defaultPolicy, contributorsMin: 65 };
    const refused = protect(table, raised, [first]);
    await expect(refused).rejects.toThrow(/earlier publication shows \(AREA=c\)/);
  });

  test("of other numbers for the same period is refused", async () => {
    const first = await protect(table, defaultPolicy, []);
    const corrected = tableOf([areas], [...inner.slice(0, 3), [["d"], 31, 90]]);
    await expect(protect(corrected, defaultPolicy, [first])).rejects.toThrow(/different numbers/);
  });

  test("of another period or quantity is judged by itself", async () => {
    const first = await protect(table, defaultPolicy, []);
    const corrected = tableOf([areas], [...inner.slice(0, 3), [["d"], 31, 90]], {
      period: "2026/2027",
    });
    const second = await protect(corrected, defaultPolicy, [first]);
    expect(withheldIn(second.observations)).toEqual(["a", "b"]);
  });

  test("of a finer table hides what the coarser one withheld", async () => {
    const coarse = await protect(table, defaultPolicy, []);
    const fine = tableOf(
      [areas, sex],
      inner.flatMap(([codes, num, den]): Inner[] => [
        [[...codes, "F"], Math.floor(num / 2), Math.floor(den / 2)],
        [[...codes, "M"], Math.ceil(num / 2), Math.ceil(den / 2)],
      ]),
    );
    const { observations } = await protect(fine, defaultPolicy, [coarse]);
    expect(at(observations, "a", "_T").status).toBe("Q");
    expect(at(observations, "b", "_T").status).toBe("Q");
    expect(at(observations, "c", "_T").status).toBe("A");
  });

  test("by a dimension nested in an earlier one is refused when nobody says how", async () => {
    const schools = { ...flat("SCHOOL", "s1", "s2", "s3", "s4", "s5"), family: "place" };
    const places = { ...areas, family: "place" };
    const first = await protect(tableOf([places], inner), defaultPolicy, []);
    const nestedTable = tableOf(
      [schools],
      [
        [["s1"], 4, 9],
        [["s2"], 20, 60],
        [["s3"], 21, 60],
        [["s4"], 10, 50],
        [["s5"], 20, 40],
      ],
    );
    await expect(protect(nestedTable, defaultPolicy, [first])).rejects.toThrow(
      /tables by SCHOOL and by AREA, which cut the same thing/,
    );
  });

  test("that closes a circle of pairwise crosses is refused", async () => {
    const level = flat("LEVEL", "1", "2");
    const atoms = ["a", "b", "c", "d"].flatMap((area, index) =>
      ["F", "M"].flatMap((own) =>
        ["1", "2"].map((grade) => ({ area, own, grade, den: 10 * index + 3 })),
      ),
    );
    const by = (names: readonly ("area" | "own" | "grade")[]): CellTable =>
      tableOf(
        names.map((name) => ({ area: areas, own: sex, grade: level })[name]),
        atoms.map((atom): Inner => [
          names.map((name) => atom[name]),
          Math.floor(atom.den / 2),
          atom.den,
        ]),
      );
    const first = await protect(by(["area", "own"]), defaultPolicy, []);
    const second = await protect(by(["own", "grade"]), defaultPolicy, [first]);
    await expect(protect(by(["area", "grade"]), defaultPolicy, [first, second])).rejects.toThrow(
      /AREA × LEVEL, AREA × SEX, SEX × LEVEL but never all of it at once/,
    );
  });
});

describe("the same figure counted by another rule", () => {
  const inner: readonly Inner[] = [
    [["F"], 20, 100],
    [["M"], 15, 100],
  ];
  const table = tableOf([sex], inner, { quantity: { num: "late from day 10", den: "of day 10" } });

  test("is refused although nothing is withheld: the difference would be one student", async () => {
    const first = await protect(table, defaultPolicy, []);
    const stricter = tableOf(
      [sex],
      [
        [["F"], 19, 99],
        [["M"], 15, 100],
      ],
      {
        parameters: { expectedDaysMin: 11 },
        quantity: { num: "late from day 11", den: "of day 11" },
      },
    );
    await expect(protect(stricter, defaultPolicy, [first])).rejects.toThrow(
      /tables of ATT_CHRONIC, 2025\/2026, that count by different rules/,
    );
    const both = await audit([first, await protect(stricter, defaultPolicy, [])], defaultPolicy);
    expect(both.safe).toBe(false);
    expect(both.obstacles).toEqual([
      "tables of ATT_CHRONIC, 2025/2026, that count by different rules",
    ]);
  });

  test("is refused from another source too: two choices of cells give a small one away", async () => {
    const small = (b: number, c: number, source: string): CellTable =>
      tableOf(
        [areas],
        [
          [["a"], 4, 9],
          [["b"], 20, b],
          [["c"], 21, c],
          [["d"], 30, 90],
        ],
        {
          sourcesUsed: { students: source },
          quantity: { num: `absent in ${source}`, den: `in ${source}` },
        },
      );
    const first = await protect(small(60, 61, "attendance-record"), defaultPolicy, []);
    await expect(
      protect(small(61, 60, "attendance-summary"), defaultPolicy, [first]),
    ).rejects.toThrow(/count by different rules/);
  });

  test("in another period or of another metric is taken", async () => {
    const first = await protect(table, defaultPolicy, []);
    const quantity = { num: "others", den: "other students" };
    const later = tableOf([sex], inner, { period: "2026/2027", quantity });
    const other = tableOf([sex], inner, { metric: "TRUANCY", quantity });
    expect((await protect(later, defaultPolicy, [first])).report.audit.provenSafe).toBe(true);
    expect((await protect(other, defaultPolicy, [first])).report.audit.provenSafe).toBe(true);
  });
});

test("the report names the policy's width, which says nothing about the steps of withheld sums", async () => {
  const quantity = { num: "attended", den: "answered" };
  const shown = tableOf(
    [areas],
    [
      [["a"], 30, 60],
      [["b"], 20, 60],
      [["c"], 21, 61],
      [["d"], 30, 90],
    ],
    { quantity },
  );
  const scores = tableOf(
    [areas],
    [
      [["a"], 0, 60],
      [["b"], 0, 60],
      [["c"], 2100, 61],
      [["d"], 5000, 90],
    ],
    {
      metric: "SCORE",
      kind: "mean",
      range: { min: 0, max: 100 },
      quantity: { num: "score", den: "answered" },
    },
  );
  const { report } = await protect(scores, defaultPolicy, [
    await protect(shown, defaultPolicy, []),
  ]);
  expect(report.audit).toMatchObject({ withheldCells: 3, widthMin: 2 });
});

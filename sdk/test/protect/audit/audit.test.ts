import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { audit } from "../../../src/protect/audit/audit.ts";
import type { Side } from "../../../src/protect/audit/demand.ts";
import type { CellTable } from "../../../src/cells.ts";
import type { ObservationTable, Policy } from "../../../src/publication.ts";
import { enumerate } from "../enumerate.ts";
import * as paper from "../shared.ts";
import { at, flat, nested, tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";

const sides: readonly Side[] = ["num", "den", "rest"];

/** Somebody is in every withheld cell. */
const paperPolicy: Policy = { ...paper.paperPolicy, zeros: "published" };

function publishedWith(
  table: CellTable,
  isWithheld: (codes: Readonly<Record<string, string>>, row: number) => boolean,
  policy: Policy = paperPolicy,
): ObservationTable {
  return paper.publishedWith(table, isWithheld, policy);
}

describe("the audit", () => {
  test("finds that a total with one part withheld gives the part away", async () => {
    const table = tableOf(
      [flat("SEX", "F", "M")],
      [
        [["F"], 2, 7],
        [["M"], 4, 9],
      ],
    );
    const result = await audit([publishedWith(table, ({ SEX }) => SEX === "F")], paperPolicy);
    expect(result.safe).toBe(false);
    expect(result.narrow).toEqual([
      {
        table: 0,
        row: 0,
        codes: { SEX: "F" },
        intervals: {
          den: { least: 7, most: 7, exact: true },
          num: { least: 2, most: 2, exact: true },
          rest: { least: 5, most: 5, exact: true },
        },
        verdict: "narrow",
      },
    ]);
  });

  test("knows no upper end when the total is withheld as well", async () => {
    const table = tableOf(
      [flat("SEX", "F", "M")],
      [
        [["F"], 2, 7],
        [["M"], 4, 9],
      ],
    );
    const result = await audit([publishedWith(table, ({ SEX }) => SEX !== "M")], paperPolicy);
    expect(result.safe).toBe(true);
    expect(at(result.cells, "F").intervals.den).toEqual({ least: 1, most: null, exact: true });
    expect(at(result.cells, "_T").intervals.den).toEqual({ least: 10, most: null, exact: true });
  });

  test("sees that everyone in two withheld groups has the attribute, though nobody knows how many", async () => {
    const table = tableOf(
      [flat("AREA", "a", "b", "c")],
      [
        [["a"], 4, 4],
        [["b"], 5, 5],
        [["c"], 3, 9],
      ],
    );
    const result = await audit(
      [publishedWith(table, ({ AREA }) => AREA === "a" || AREA === "b")],
      paperPolicy,
    );
    expect(result.safe).toBe(false);
    expect(at(result.cells, "a").intervals).toEqual({
      den: { least: 1, most: 8, exact: true },
      num: { least: 1, most: 8, exact: true },
      rest: { least: 0, most: 0, exact: true },
    });
  });

  test("knows the bounds of a score when they are declared", async () => {
    const dimensions = [flat("AREA", "a", "b")];
    const inner: readonly Inner[] = [
      [["a"], 95, 5],
      [["b"], 100, 5],
    ];
    const open = tableOf(dimensions, inner, { kind: "mean", range: { min: 0, max: 20 } });
    const result = await audit([publishedWith(open, ({ AREA }) => AREA !== "_T")], paperPolicy);
    expect(at(result.cells, "a").intervals.rest).toEqual({ least: 0, most: 5, exact: true });
    expect(at(result.cells, "a").intervals.num).toEqual({ least: 15, most: 180, exact: true });
  });

  test("joins two metrics that share a denominator", async () => {
    const dimensions = [flat("AREA", "a", "b", "c")];
    const quantity = { num: "other attribute", den: "students" };
    const one = tableOf(dimensions, [
      [["a"], 2, 6],
      [["b"], 3, 8],
      [["c"], 4, 9],
    ]);
    const other = tableOf(
      dimensions,
      [
        [["a"], 3, 6],
        [["b"], 2, 8],
        [["c"], 5, 9],
      ],
      { quantity },
    );
    const first = publishedWith(one, ({ AREA }) => AREA === "a" || AREA === "b");
    const second = publishedWith(other, ({ AREA }) => AREA === "a" || AREA === "c");
    expect((await audit([first], paperPolicy)).safe).toBe(true);
    expect((await audit([second], paperPolicy)).safe).toBe(true);
    const both = await audit([first, second], paperPolicy);
    expect(both.safe).toBe(false);
    expect(at(both.narrow, "a").intervals.den).toEqual({ least: 6, most: 6, exact: true });
  });

  test("treats another period as another quantity", async () => {
    const dimensions = [flat("SEX", "F", "M")];
    const inner: readonly Inner[] = [
      [["F"], 2, 7],
      [["M"], 4, 9],
    ];
    const all = publishedWith(tableOf(dimensions, inner), () => true);
    const none = publishedWith(tableOf(dimensions, inner, { period: "2024/2025" }), () => false);
    expect((await audit([all, none], paperPolicy)).safe).toBe(true);
    const same = publishedWith(tableOf(dimensions, inner), () => false);
    expect((await audit([all, same], paperPolicy)).safe).toBe(false);
  });

  test("judges nothing when publications show different numbers for one cell", async () => {
    const dimensions = [flat("SEX", "F", "M")];
    const before = publishedWith(
      tableOf(dimensions, [
        [["F"], 2, 7],
        [["M"], 4, 9],
      ]),
      () => false,
    );
    const after = publishedWith(
      tableOf(dimensions, [
        [["F"], 3, 7],
        [["M"], 4, 9],
      ]),
      () => false,
    );
    const result = await audit([before, after], paperPolicy);
    expect(result.safe).toBe(false);
    expect(result.obstacles).toEqual([
      "publications that show different numbers for the same cells",
    ]);
  });

  test("finds nothing in a table without cells", async () => {
    const result = await audit([publishedWith(tableOf([], []), () => false)], paperPolicy);
    expect(result).toMatchObject({ safe: true, cells: [], widthMin: null });
  });
});

describe("the audit finds exactly the ends that trying every table finds", () => {
  const shapes = {
    "2 × 3 with margins": [flat("SEX", "F", "M"), flat("AREA", "a", "b", "c")],
    "two levels": [nested("AREA", { north: ["n1", "n2"], south: ["s1", "s2", "s3"] })],
    "2 × 2 × 2": [flat("SEX", "F", "M"), flat("AREA", "a", "b"), flat("LEVEL", "1", "2")],
  };
  const leaves = {
    "2 × 3 with margins": ["F", "M"].flatMap((sex) => ["a", "b", "c"].map((area) => [sex, area])),
    "two levels": ["n1", "n2", "s1", "s2", "s3"].map((code) => [code]),
    "2 × 2 × 2": ["F", "M"].flatMap((sex) =>
      ["a", "b"].flatMap((area) => ["1", "2"].map((level) => [sex, area, level])),
    ),
  };

  test.each([
    ["share", "published"],
    ["share", "eligible"],
    ["ratio", "published"],
    ["ratio", "eligible"],
  ] as const)("%s, zeros %s", async (kind, zeros) => {
    const policy = { ...paperPolicy, zeros };
    for (const shape of ["2 × 3 with margins", "two levels", "2 × 2 × 2"] as const) {
      const places = leaves[shape];
      const counts = fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 }));
      const drawn = fc.record({
        counts: fc.array(counts, { minLength: places.length, maxLength: places.length }),
        mask: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
      });
      await fc.assert(
        fc.asyncProperty(drawn, async ({ counts: own, mask }) => {
          const inner = places.flatMap((codes, index): Inner[] => {
            const [a, b] = own[index] ?? [0, 0];
            const [num, den] = kind === "share" ? [a, a + b] : [a, b];
            return num + den === 0 && zeros === "published" ? [] : [[codes, num, den]];
          });
          fc.pre(inner.some(([, , den]) => den > 0));
          const table = tableOf(shapes[shape], inner, { kind });
          const publication = publishedWith(
            table,
            (codes, row) => {
              const isTotal = Object.values(codes).every((code) => code === "_T");
              const { num = 0, den = 0 } = table.cells[row] ?? {};
              if (isTotal || (zeros === "published" && num + den === 0)) return false;
              return mask[row] === true || (num > 0 && den === 0);
            },
            policy,
          );
          const expected = enumerate(table, publication.observations, zeros);
          const { cells } = await audit([publication], policy);
          expect(cells.length).toBe(
            publication.observations.filter(({ num }) => num === null).length,
          );
          for (const cell of cells) {
            for (const side of sides.filter((one) => one !== "rest" || kind === "share")) {
              const [least, most] = expected[cell.row]?.[side] ?? [Number.NaN, Number.NaN];
              expect(cell.intervals[side]).toEqual({ least, most, exact: true });
            }
          }
        }),
        { numRuns: 20, seed: 7 },
      );
    }
  });
});

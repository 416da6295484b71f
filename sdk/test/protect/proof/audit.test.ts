import { describe, expect, test } from "vitest";
import type { CellTable } from "../../../src/cells.ts";
import { audit } from "../../../src/protect/audit/audit.ts";
import { publishedWith } from "../shared.ts";
import { casesOf, drawFor, seed } from "./draw.ts";
import type { Draw } from "./draw.ts";
import { intervalsOf } from "./intervals.ts";
import { asRead } from "./kept.ts";
import { everythingPossible } from "./possible.ts";
import { drawnTable, proofPolicy, shapes } from "./shapes.ts";
import type { Measure } from "./shapes.ts";

/** Greatest number in an inner cell, so that everything possible can be tried. */
const mosts: Readonly<Record<Measure, number>> = { people: 4, share: 3, score: 2 };

const kinds = Object.entries(shapes).flatMap(([cut, dimensions]) =>
  (["people", "share", "score"] as const).map((measure) => ({ cut, dimensions, measure })),
);
const each = casesOf(1 / 36, 16);

describe(`the audit finds what trying every table finds, EDUFED_SEED=${seed}`, () => {
  const count = { compared: 0, tables: 0, tooLarge: 0 };

  test.each(kinds)(
    "$measure by $cut",
    { timeout: 60_000 + each * 500 },
    async ({ dimensions, measure }) => {
      for (let index = 0; index < each; index += 1) {
        const draw = drawFor(seed, index);
        const table = drawnTable(draw, dimensions, { measure, most: mosts[measure] });
        if (table.cells.length === 0) continue;
        const zeros = draw.one(["eligible", "published"] as const);
        const policy = { ...proofPolicy, zeros };
        const publication = publishedWith(table, drawnPattern(draw, table, zeros), policy);
        const oracle = everythingPossible([asRead(publication)]);
        if (oracle === null) {
          count.tooLarge += 1;
          continue;
        }
        const { cells, obstacles } = await audit([publication], policy);
        const place = `EDUFED_SEED=${seed}, case ${index}`;
        const found = cells.map(({ intervals }) => intervals);
        const tried = cells.map(({ row }) => intervalsOf(oracle.rows[0]?.[row], measure));
        expect({ place, obstacles, found }).toEqual({ place, obstacles: [], found: tried });
        expect(cells).toHaveLength(publication.report.counts.withheld);
        count.tables += 1;
        count.compared += cells.length;
      }
    },
  );

  test("for most of the tables, and for many withheld cells", () => {
    const { compared, tables, tooLarge } = count;
    console.log(
      `${compared} withheld cells of ${tables} tables compared, ${tooLarge} tables too large to try`,
    );
    expect(tooLarge).toBeLessThan(tables / 3);
    expect(compared).toBeGreaterThan(tables);
  });
});

/** Withholds a drawn part of the rows; never the total, and empty rows only where they may be withheld. */
function drawnPattern(
  draw: Draw,
  { cells }: CellTable,
  zeros: "eligible" | "published",
): (codes: Readonly<Record<string, string>>, row: number) => boolean {
  const share = draw.one([0.2, 0.35, 0.5]);
  const withheld = cells.map(({ den, codes }) => {
    const isTotal = Object.values(codes).every((code) => code === "_T");
    return !isTotal && (den > 0 || zeros === "eligible") && draw.chance(share);
  });
  return (_, row) => withheld[row] === true;
}

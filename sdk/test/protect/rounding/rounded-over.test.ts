import { expect, test } from "vitest";
import { roundTable } from "../../../src/protect/rounding/round-table.ts";
import { roundedOver } from "../../../src/protect/rounding/rounded-over.ts";
import type { RoundedOver } from "../../../src/protect/rounding/rounded-over.ts";
import type { ObservationTable } from "../../../src/publication.ts";
import { publishedWith } from "../shared.ts";
import { flat, tableOf } from "../tables.ts";

const sex = flat("SEX", "F", "M");
const table = tableOf(
  [sex],
  [
    [["F"], 3, 17],
    [["M"], 2, 14],
  ],
);
const { table: rounded, statement } = roundTable(table, { rule: "nearest", base: 5 });
const about: RoundedOver = {
  description: rounded.description,
  observations: rounded.cells,
  method: statement.method,
};

/** The rounded table as it was published, by this or another method. */
function earlier(cells: typeof table, method: string): ObservationTable {
  const publication = publishedWith(cells, () => false);
  return { ...publication, report: { ...publication.report, method } };
}

test("nothing earlier says nothing", () => {
  expect(roundedOver(about, [])).toEqual([]);
});

test("the same rounded table again says nothing new", () => {
  expect(roundedOver(about, [earlier(rounded, statement.method)])).toEqual([]);
});

test("cells that were shown unrounded are named, numerators and denominators", () => {
  const found = roundedOver(about, [earlier(table, "complementary suppression")]);
  expect(found).toHaveLength(6);
  expect(found[0]).toEqual({
    row: 0,
    side: "num",
    publication: "ATT_CHRONIC 1.0.0, 2025/2026, by SEX",
  });
});

test("a number that was rounded otherwise is named", () => {
  const other = {
    ...rounded,
    cells: rounded.cells.map((cell) => ({ ...cell, num: cell.num + 5 })),
  };
  const found = roundedOver(about, [earlier(other, statement.method)]);
  expect(found.map(({ side }) => side)).toEqual(["num", "num", "num"]);
});

test("a withheld number gives nothing away here, and another period is another matter", () => {
  const withheld = publishedWith(table, () => true);
  expect(roundedOver(about, [withheld])).toEqual([]);
  const before = publishedWith(
    { ...table, description: { ...table.description, period: "2024/2025" } },
    () => false,
  );
  expect(roundedOver(about, [before])).toEqual([]);
});

test("the total of another breakdown is the same cell", () => {
  const grade = tableOf([flat("GRADE", "g1")], [[["g1"], 5, 31]]);
  const found = roundedOver(about, [earlier(grade, "complementary suppression")]);
  const whole = rounded.cells.findIndex(({ codes }) => codes["SEX"] === "_T");
  expect(found.map(({ row }) => row)).toEqual([whole, whole]);
});

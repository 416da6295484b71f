import { describe, expect, test } from "vitest";
import type { TableDimension } from "../../../src/cells.ts";
import { audit } from "../../../src/protect/audit/audit.ts";
import type { Observation, ObservationTable } from "../../../src/publication.ts";
import { publishedWith } from "../shared.ts";
import { flat, tableOf } from "../tables.ts";
import { leastPolicy } from "./instances.ts";
import { absent, isThere, linesOf, valueIn } from "./microdata.ts";

const others = [
  flat("main_income", "assistance", "other", "pensions", "wages"),
  flat("size", "BIG", "small"),
];
/** The first release has one quarter and no total of quarters; the second has two and their total. */
const first: TableDimension = {
  id: "quarter",
  codes: ["Q1", "Q2"].map((code) => ({ code, parent: null })),
};
const second: TableDimension = flat("quarter", "Q1", "Q2");

describe.skipIf(!isThere)(`releases of one quarter after the other (${absent})`, () => {
  test.each([
    { name: "the second, made with the first in mind, and the first", both: true },
    { name: "the first alone", both: false },
  ])("nothing withheld in $name is exactly known", async ({ both }) => {
    const earlier = releaseOf("incremental_a1", first);
    const later = both ? [releaseOf("incremental_d2", second)] : [];
    const { cells, obstacles } = await audit([earlier, ...later], leastPolicy("eligible"));
    expect(obstacles).toEqual([]);
    expect(cells.length).toBeGreaterThan(3);
    const known = cells.filter(({ intervals: { num } }) => num?.least === num?.most);
    expect(known.map(({ codes }) => codes)).toEqual([]);
  });

  test("a later release that shows what the first withheld gives away its neighbours, and the audit says so", async () => {
    const later = releaseOf("incremental_d2", second);
    const shown = later.observations.map((observation): Observation =>
      isCell(observation, ["Q1", "wages", "small"])
        ? { ...observation, status: "A", num: 2, den: 2 }
        : observation,
    );
    const { cells } = await audit(
      [releaseOf("incremental_a1", first), { ...later, observations: shown }],
      leastPolicy("eligible"),
    );
    const known = cells.filter(
      ({ table, intervals: { num } }) => table === 1 && num?.least === num?.most,
    );
    expect(known.map(({ codes }) => Object.values(codes).join(" "))).toContain("Q1 wages BIG");
  });
});

function isCell({ codes }: Observation, wanted: readonly string[]): boolean {
  return Object.values(codes).join(" ") === wanted.join(" ");
}

/** A release as its readers see it. */
function releaseOf(file: string, quarter: TableDimension): ObservationTable {
  const dimensions = [quarter, ...others];
  const observations = linesOf(`gausssuppression/${file}.csv`).map((line): Observation => {
    const codes = Object.fromEntries(
      dimensions.map(({ id }) => [id, valueIn(line, id).replace(/^(Total|quarter_Q1_Q2)$/, "_T")]),
    );
    const people = valueIn(line, "suppressed") === "TRUE" ? null : Number(valueIn(line, "freq"));
    const status = people === null ? "L" : "A";
    return { codes, value: null, status, confidentiality: "F", num: people, den: people };
  });
  const quantity = { num: "people", den: "people" };
  const table = tableOf(dimensions, [], { kind: "ratio", quantity });
  return { ...publishedWith(table, () => false), observations };
}

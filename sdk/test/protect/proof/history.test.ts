import { describe, expect, test } from "vitest";
import type { CellTable, TableDimension } from "../../../src/cells.ts";
import { RefusedError } from "../../../src/errors.ts";
import { audit } from "../../../src/protect/audit/audit.ts";
import { protect } from "../../../src/protect/protect.ts";
import type { ObservationTable, Policy } from "../../../src/publication.ts";
import { publishedWith } from "../shared.ts";
import { flat, nested, tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";
import { casesOf, drawFor, seed } from "./draw.ts";
import type { Draw } from "./draw.ts";
import { intervalsOf } from "./intervals.ts";
import { asRead, isKeptOpen } from "./kept.ts";
import { everythingPossible } from "./possible.ts";
import { proofPolicy } from "./shapes.ts";

const sex = flat("SEX", "F", "M");
const grade = flat("GRADE", "G1", "G2", "G3");
const area = nested("AREA", { north: ["n1", "n2"], south: ["s1"] });

/** Two publications on the same students: the second has some of the dimensions of the first, or counts something else. */
const pairs: readonly Pair[] = [
  { first: [sex, grade], second: [grade], numerator: "same" },
  { first: [sex, area], second: [area], numerator: "same" },
  { first: [sex, grade], second: [sex, grade], numerator: "other" },
  { first: [area], second: [area], numerator: "other" },
  { first: [sex, grade], second: [sex], numerator: "other" },
];

interface Pair {
  readonly first: readonly TableDimension[];
  readonly second: readonly TableDimension[];
  readonly numerator: "same" | "other";
}

const named = pairs.map((pair) => ({
  ...pair,
  name: `${nameOf(pair.first)}, then ${nameOf(pair.second)} with the ${pair.numerator} numerator`,
}));
const each = casesOf(1 / 10, 12);
const seen = { compared: 0, proven: 0, refused: 0, tooLarge: 0 };

describe(`two publications together, EDUFED_SEED=${seed}`, () => {
  test.each(named)(
    "the audit finds what trying everything finds: $name",
    { timeout: 60_000 + each * 1000 },
    async (pair) => {
      for (let index = 0; index < each; index += 1) {
        const draw = drawFor(seed + 2, index);
        const pattern = drawnPattern(draw);
        const publications = tablesOf(draw, pair, 3).map((table) =>
          publishedWith(table, pattern, proofPolicy),
        );
        const oracle = everythingPossible(publications.map(asRead));
        if (oracle === null) {
          seen.tooLarge += 1;
          continue;
        }
        const { cells, obstacles } = await audit(publications, proofPolicy);
        const place = `EDUFED_SEED=${seed}, case ${index}`;
        const found = cells.map(({ intervals }) => intervals);
        const tried = cells.map(({ table, row }) =>
          intervalsOf(oracle.rows[table]?.[row], "share"),
        );
        expect({ place, obstacles, found }).toEqual({ place, obstacles: [], found: tried });
        seen.compared += cells.length;
      }
    },
  );

  test.each(named)(
    "protect keeps both open: $name",
    { timeout: 60_000 + each * 1000 },
    async (pair) => {
      for (let index = 0; index < each; index += 1) {
        const draw = drawFor(seed + 3, index);
        const policy = { ...proofPolicy, zeros: draw.one(["eligible", "published"] as const) };
        const both = await protectedBoth(tablesOf(draw, pair, 9), policy);
        const kept = both === null ? null : isKeptOpen(both.map(asRead), policy);
        const place = `EDUFED_SEED=${seed}, case ${index}`;
        expect({ place, kept: kept ?? true }).toEqual({ place, kept: true });
        if (kept === true) seen.proven += 1;
        else if (both !== null) seen.tooLarge += 1;
      }
    },
  );

  test("for many of them", () => {
    console.log(JSON.stringify(seen));
    expect(seen.compared).toBeGreaterThan(each);
    expect(seen.proven).toBeGreaterThan(each / 3);
  });
});

function nameOf(dimensions: readonly TableDimension[]): string {
  return dimensions.map(({ id }) => id).join(" × ");
}

/** Withholds a drawn part of the rows that are not empty; never the total. */
function drawnPattern(draw: Draw): (codes: Readonly<Record<string, string>>) => boolean {
  const share = draw.one([0.2, 0.35, 0.5]);
  return (codes) => Object.values(codes).some((code) => code !== "_T") && draw.chance(share);
}

/** One after the other, each with what was published before it; null when one is refused. */
async function protectedBoth(
  tables: readonly CellTable[],
  policy: Policy,
): Promise<readonly ObservationTable[] | null> {
  const made: ObservationTable[] = [];
  try {
    for (const table of tables) made.push(await protect(table, policy, made));
    return made;
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    seen.refused += 1;
    return null;
  }
}

/** Both tables of the same drawn students; everybody is in a combination of the first table. */
function tablesOf(draw: Draw, { first, second, numerator }: Pair, most: number): CellTable[] {
  const students = innerOf(first).map((codes) => {
    const all = 1 + draw.upTo(most - 1);
    return { codes, all, one: draw.upTo(all), other: draw.upTo(all) };
  });
  const one = students.map(({ codes, one: num, all }): Inner => [codes, num, all]);
  const kept = second.map(({ id }) => first.findIndex((dimension) => dimension.id === id));
  const rest = students.map(({ codes, ...counts }): Inner => {
    const own = kept.map((axis) => codes[axis] ?? "");
    return [own, numerator === "same" ? counts.one : counts.other, counts.all];
  });
  const quantity = { num: "severely absent students", den: "students" };
  const other = numerator === "same" ? {} : { metric: "ATT_SEVERE", quantity };
  return [tableOf(first, one), tableOf(second, rest, other)];
}

function innerOf(dimensions: readonly TableDimension[]): readonly (readonly string[])[] {
  return dimensions.reduce<readonly (readonly string[])[]>(
    (places, { codes }) => {
      const wider = new Set(codes.map(({ parent }) => parent));
      const finest = codes.filter(({ code }) => !wider.has(code));
      return places.flatMap((place) => finest.map(({ code }) => [...place, code]));
    },
    [[]],
  );
}

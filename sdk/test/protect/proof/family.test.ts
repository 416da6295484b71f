import { describe, expect, test } from "vitest";
import { audit } from "../../../src/protect/audit/audit.ts";
import type { ObservationTable } from "../../../src/publication.ts";
import { publishedWith } from "../shared.ts";
import { flat, nested, tableOf } from "../tables.ts";
import { casesOf, drawFor, seed } from "./draw.ts";
import { proofPolicy } from "./shapes.ts";

/** Four areas, put together in two ways; nobody publishes them by sex. */
const areas = ["a", "b", "c", "d"] as const;
const groupOf = { a: "g", b: "g", c: "h", d: "h" } as const;
const sexes = ["F", "M"] as const;

const group = { ...flat("GROUP", "g", "h"), family: "place" };
const grouped = { ...nested("AREA", { g: ["a", "b"], h: ["c", "d"] }), family: "place" };
const counties = { ...nested("AREA", { x: ["a", "c"], y: ["b", "d"] }), family: "place" };
const policy = { ...proofPolicy, zeros: "eligible" as const };
const persons = { kind: "ratio", quantity: { num: "persons", den: "persons" } } as const;

/** One number of persons for every area and sex. */
type People = readonly number[];

const atoms = areas.flatMap((area) => sexes.map((sex) => ({ area, sex })));
const cases = casesOf(1 / 12, 16);
/** More people than these can be spread in too many ways. */
const peopleMax = 6;

describe(`three cuts of the same areas, EDUFED_SEED=${seed}`, () => {
  test("that hang together through one of them have the intervals that trying finds", async () => {
    let compared = 0;
    for (let index = 0; index < cases; index += 1) {
      const draw = drawFor(seed, index);
      const people = atoms.map(() => (draw.chance(0.5) ? 0 : draw.upTo(2)));
      if (people.reduce((sum, one) => sum + one, 0) > peopleMax) continue;
      const share = draw.one([0.3, 0.5]);
      const publications = tablesOf(people).map((table) => {
        const hidden = table.cells.map(
          ({ codes }) => Object.values(codes).some((code) => code !== "_T") && draw.chance(share),
        );
        return publishedWith(table, (_, row) => hidden[row] === true, policy);
      });
      const place = `EDUFED_SEED=${seed}, case ${index}`;
      const { cells, obstacles } = await audit(publications, policy);
      expect({ place, obstacles }).toEqual({ place, obstacles: [] });
      const tried = everythingPossible(
        publications,
        people.reduce((sum, one) => sum + one, 0),
      );
      for (const { table, row, intervals } of cells) {
        const values = tried.map((one) => tablesOf(one)[table]?.cells[row]?.num ?? Number.NaN);
        const [least, most] = [Math.min(...values), Math.max(...values)];
        expect({ place, table, row, num: intervals.num }).toEqual({
          ...{ place, table, row },
          num: { least, most, exact: true },
        });
        compared += 1;
      }
    }
    console.log(`${compared} withheld cells compared`);
    expect(compared).toBeGreaterThan(cases);
  });
});

/** Groups by sex, areas with their groups, and areas with their counties. */
function tablesOf(people: People): readonly ReturnType<typeof tableOf>[] {
  const of = (codesOf: (area: (typeof areas)[number], sex: string) => readonly string[]) =>
    atoms.map(({ area, sex }, at) => {
      const own = people[at] ?? 0;
      return [codesOf(area, sex), own, own] as const;
    });
  return [
    tableOf(
      [group, flat("SEX", ...sexes)],
      of((area, sex) => [groupOf[area], sex]),
      persons,
    ),
    tableOf(
      [grouped],
      of((area) => [area]),
      persons,
    ),
    tableOf(
      [counties],
      of((area) => [area]),
      persons,
    ),
  ];
}

/** All numbers of persons with this total that are published alike. */
function everythingPossible(
  publications: readonly ObservationTable[],
  total: number,
): readonly People[] {
  return spread(total, atoms.length).filter((people) =>
    tablesOf(people).every((table, at) =>
      table.cells.every(({ num }, row) => {
        const shown = publications[at]?.observations[row]?.num ?? null;
        return shown === null || shown === num;
      }),
    ),
  );
}

/** All ways to spread so many persons over so many places. */
function spread(total: number, places: number): readonly People[] {
  if (places === 1) return [[total]];
  return Array.from({ length: total + 1 }, (_, first) =>
    spread(total - first, places - 1).map((rest) => [first, ...rest]),
  ).flat();
}

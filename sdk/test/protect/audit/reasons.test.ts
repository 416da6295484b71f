import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { audit } from "../../../src/protect/audit/audit.ts";
import type { AuditedCell } from "../../../src/protect/audit/audit.ts";
import { becauseOf } from "../../../src/protect/audit/because.ts";
import type { NamedNumber } from "../../../src/protect/audit/reason.ts";
import type { ObservationTable, Policy } from "../../../src/publication.ts";
import { paperPolicy, publishedWith } from "../shared.ts";
import { at, flat, nested, tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";

const policy: Policy = { ...paperPolicy, zeros: "eligible" };
const persons = { kind: "ratio", quantity: { num: "persons", den: "persons" } } as const;

async function narrowIn(...tables: readonly ObservationTable[]): Promise<readonly AuditedCell[]> {
  const { narrow } = await audit(tables, policy, { exact: false, reasonsMax: 100 });
  return narrow;
}

function wordsOf({ because }: AuditedCell): string {
  return because === undefined ? "" : becauseOf(because, () => "");
}

describe("the reason why a cell is too narrow", () => {
  test("is the total and the part that is shown", async () => {
    const table = tableOf(
      [flat("SEX", "F", "M")],
      [
        [["F"], 7, 7],
        [["M"], 9, 9],
      ],
      persons,
    );
    const [cell] = await narrowIn(publishedWith(table, ({ SEX }) => SEX === "F", policy));
    if (cell === undefined) throw new Error("The cell is narrow.");
    expect(cell.because?.size).toBe("smallest");
    expect(wordsOf(cell)).toBe(
      "its count is 7, because 16 (count of SEX=_T) − 9 (count of SEX=M) = 7",
    );
  });

  test("is one number when a total is too small for its parts to be many", async () => {
    const table = tableOf(
      [flat("SEX", "F", "M"), flat("AREA", "a", "b")],
      [
        [["F", "a"], 1, 1],
        [["M", "a"], 1, 1],
        [["F", "b"], 8, 8],
        [["M", "b"], 9, 9],
      ],
      persons,
    );
    const isInner = ({ SEX, AREA }: Readonly<Record<string, string>>): boolean =>
      SEX !== "_T" && AREA !== "_T";
    const narrow = await narrowIn(publishedWith(table, isInner, policy));
    expect(wordsOf(at(narrow, "F a"))).toBe(
      "its count is at most 2, because 2 (count of SEX=_T, AREA=a)",
    );
  });

  test("names whole margins when many numbers are needed", async () => {
    const areas = Array.from({ length: 12 }, (_, place) => `a${place}`);
    const inner = areas.map((code, place): Inner => [[code], 20 + place, 20 + place]);
    const table = tableOf([flat("AREA", ...areas)], inner, persons);
    const [cell] = await narrowIn(publishedWith(table, ({ AREA }) => AREA === "a3", policy));
    if (cell?.because === undefined) throw new Error("There is a reason.");
    expect(cell.because.numbers).toHaveLength(12);
    expect(wordsOf(cell)).toBe(
      "its count is 23; from all shown parts of AREA=_T by AREA, and their total (counts)",
    );
  });

  test("names the publication that shows the number itself", async () => {
    const table = tableOf(
      [flat("SEX", "F", "M")],
      [
        [["F"], 2, 7],
        [["M"], 4, 9],
      ],
    );
    const hidden = publishedWith(table, ({ SEX }) => SEX !== "_T", policy);
    const open = publishedWith(table, () => false, policy);
    const [cell] = await narrowIn(hidden, open);
    expect(cell?.because?.numbers.map(({ table: own, value }) => [own, value])).toEqual([[1, 2]]);
    if (cell?.because === undefined) throw new Error("There is a reason.");
    expect(becauseOf(cell.because, (own) => `feed/${own}`)).toContain("feed/1, SEX=F");
  });
});

describe("whatever the table", () => {
  const shapes = [
    [flat("SEX", "F", "M"), flat("AREA", "a", "b", "c")],
    [nested("AREA", { north: ["n1", "n2"], south: ["s1", "s2"] })],
  ] as const;
  const places = [
    ["F", "M"].flatMap((sex) => ["a", "b", "c"].map((area) => [sex, area])),
    ["n1", "n2", "s1", "s2"].map((code) => [code]),
  ];

  test.each([0, 1])(
    "the numbers are enough, none of them can go, and no fewer do: shape %i",
    async (shape) => {
      let reasons = 0;
      const own = places[shape] ?? [];
      const drawn = fc.record({
        counts: fc.array(fc.nat({ max: 9 }), { minLength: own.length, maxLength: own.length }),
        mask: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      });
      await fc.assert(
        fc.asyncProperty(drawn, async ({ counts, mask }) => {
          const inner = own.map((codes, place): Inner => [
            codes,
            counts[place] ?? 0,
            counts[place] ?? 0,
          ]);
          const table = tableOf(shapes[shape] ?? [], inner, persons);
          const publication = publishedWith(table, (_, row) => mask[row] === true, policy);
          for (const cell of (await narrowIn(publication)).slice(0, 3)) {
            const { because } = cell;
            if (because === undefined)
              throw new Error("A small table's narrow cells have reasons.");
            const rows = because.numbers.map(({ row }) => row);
            expect(because.size).toBe("smallest");
            expect(await isNarrow(publication, rows, cell)).toBe(true);
            for (const row of rows) {
              const less = rows.filter((other) => other !== row);
              expect(await isNarrow(publication, less, cell)).toBe(false);
            }
            if (rows.length === 2) await expectNoSingle(publication, cell);
            expectSums(because.numbers, cell);
            reasons += 1;
          }
        }),
        { numRuns: 5, seed: 4 },
      );
      expect(reasons).toBeGreaterThan(3);
    },
  );
});

/** The same publication with these rows' numbers only: is the cell narrow still? */
async function isNarrow(
  publication: ObservationTable,
  rows: readonly number[],
  { row }: AuditedCell,
): Promise<boolean> {
  const observations = publication.observations.map((own, place) =>
    rows.includes(place) || own.num === null
      ? own
      : ({ ...own, status: "L", value: null, num: null, den: null } as const),
  );
  const { cells } = await audit([{ ...publication, observations }], policy, { exact: false });
  return cells.find((cell) => cell.row === row)?.verdict === "narrow";
}

async function expectNoSingle(publication: ObservationTable, cell: AuditedCell): Promise<void> {
  const shown = publication.observations.flatMap(({ num }, row) => (num === null ? [] : [row]));
  for (const row of shown) expect(await isNarrow(publication, [row], cell)).toBe(false);
}

/** Sums come to what they say, of the numbers that are named. */
function expectSums(numbers: readonly NamedNumber[], { because }: AuditedCell): void {
  const sums = [because?.atMost, because?.atLeast].flatMap((sum) => sum ?? []);
  for (const { terms, constant, often, value } of sums) {
    const total = terms.reduce((sum, { number, times }) => sum + times * number.value, constant);
    expect(total / often).toBeCloseTo(value, 9);
    for (const { number } of terms) expect(numbers).toContainEqual(number);
  }
}

import { describe, expect, test } from "vitest";
import type { CellTable, TableDescription } from "../../../src/cells.ts";
import { judgeAfter } from "../../../src/protect/ledger/judge.ts";
import type { ObservationTable, Policy } from "../../../src/publication.ts";
import { paperPolicy } from "../shared.ts";
import { at, flat, tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";
import { narrowed, overYears, viewsOf } from "./attacker.ts";
import { generator } from "./member.ts";

const areas = flat("AREA", "a", "b", "c", "d", "e");
const grades = { ...flat("GRADE", "1", "2", "3"), family: "grade" };

/** Area → students of grade 1, 2 and 3; a third of them have the attribute. */
type Heads = Readonly<Record<string, readonly number[]>>;

function table(heads: Heads, year: number, changes: Partial<TableDescription> = {}): CellTable {
  const inner = Object.entries(heads).flatMap(([area, sizes]) =>
    sizes.map((den, grade): Inner => [[area, String(grade + 1)], Math.floor(den / 3), den]),
  );
  const period = `${year}/${year + 1}`;
  return tableOf([areas, grades], inner, { period, ...changes });
}

async function published(
  cells: CellTable,
  policy: Policy,
  ...before: readonly ObservationTable[]
): Promise<ObservationTable> {
  const judgement = await judgeAfter(cells, policy, before);
  if ("safe" in judgement) return judgement.safe;
  throw new Error(`The verdict is ${judgement.verdict}: ${judgement.witness.reason}`);
}

const first: Heads = {
  a: [2, 30, 31],
  b: [25, 26, 27],
  c: [35, 20, 22],
  d: [40, 41, 42],
  e: [28, 33, 24],
};
/** Everybody moves up; one student joins the small group of area a. */
const second: Heads = {
  a: [33, 3, 30],
  b: [29, 25, 26],
  c: [21, 35, 20],
  d: [43, 40, 41],
  e: [23, 28, 33],
};

describe("the students of a grade are those of the next one a school year later", () => {
  const strict = { ...paperPolicy, intervalWidthMin: 3 };
  const statusOf = ({ observations }: ObservationTable, area: string, grade: string): string =>
    at(observations, area, grade).status;

  test.each<[changeMax: number | undefined, status: string, why: string]>([
    [undefined, "A", "where nobody knows how little changes"],
    [1, "Q", "where the world knows that one student has joined or left at most"],
    [2, "A", "where two may have joined or left: that leaves five numbers"],
  ])("with a bound of %s the grade after a withheld one is %s, %s", async (changeMax, status) => {
    const policy = { ...strict, ...(changeMax === undefined ? {} : { changeMax }) };
    const before = await published(table(first, 2025), policy);
    expect(statusOf(before, "a", "1")).toBe("Q");
    const after = await published(table(second, 2026), policy, before);
    expect(statusOf(after, "a", "2")).toBe(status);
  });

  test("the same grade a year later is other people", async () => {
    const policy = { ...strict, changeMax: 1 };
    const before = await published(table(first, 2025), policy);
    const other = { ...second, a: [3, 31, 30] };
    const alone = await published(table(other, 2026), policy);
    const after = await published(table(other, 2026), policy, before);
    expect(statusOf(alone, "a", "1")).toBe("A");
    expect(statusOf(after, "a", "1")).toBe("A");
  });

  test("staff stay where they are, with or without grades", async () => {
    const policy = { ...strict, changeMax: 1 };
    const staff = { contributor: "staff" };
    const sizes = (own: readonly number[], period: string): CellTable =>
      tableOf(
        [areas],
        own.map((den, row): Inner => [[["a", "b", "c", "d", "e"][row] ?? ""], 1, den]),
        { period, ...staff },
      );
    const before = await published(sizes([2, 20, 21, 22, 23], "2025/2026"), policy);
    const next = sizes([3, 20, 21, 22, 23], "2026/2027");
    expect(at((await published(next, policy)).observations, "a").status).toBe("A");
    expect(at((await published(next, policy, before)).observations, "a").status).toBe("Q");
  });
});

describe("four school years of a member against who follows its cohorts", () => {
  const changeMax = 1;
  const policy = { ...paperPolicy, intervalWidthMin: 3, changeMax };
  const rules = { den: "students", contributorsMin: 3, widthMin: policy.intervalWidthMin };
  const next = (name: string): string | undefined => {
    const grade = /^students .*AREA=.*grade=(\d)/.exec(name)?.[1];
    return grade === undefined
      ? undefined
      : name.replace(`grade=${grade}`, `grade=${Number(grade) + 1}`);
  };

  /** Year after year everybody moves up, and at most one joins or leaves each group. */
  function years(seed: number): readonly CellTable[] {
    const random = generator(seed);
    const comer = (): number =>
      random() < 0.3 ? 1 + Math.floor(random() * 3) : 20 + Math.floor(random() * 20);
    let heads: Heads = Object.fromEntries(
      ["a", "b", "c", "d", "e"].map((area) => [area, [comer(), comer(), comer()]]),
    );
    return [2025, 2026, 2027, 2028].map((year) => {
      const now = table(heads, year);
      heads = Object.fromEntries(
        Object.entries(heads).map(([area, sizes]) => [
          area,
          [
            comer(),
            ...sizes.slice(0, 2).map((size) => Math.max(0, size + Math.floor(random() * 3) - 1)),
          ],
        ]),
      );
      return now;
    });
  }

  async function played(seed: number, isLinked: boolean): Promise<readonly ObservationTable[]> {
    const own: ObservationTable[] = [];
    for (const cells of years(seed)) {
      const judgement = await judgeAfter(cells, policy, isLinked ? own : []);
      if ("safe" in judgement) own.push(judgement.safe);
    }
    return own;
  }

  const found = (tables: readonly ObservationTable[]): number =>
    narrowed(overYears(viewsOf(tables), { next, changeMax }), rules).length;

  test("nothing is known more closely than the policy allows, and most years are published", async () => {
    let without = 0;
    let count = 0;
    for (const seed of [1, 2, 3, 4]) {
      const tables = await played(seed, true);
      count += tables.length;
      expect(found(tables), `member ${seed}`).toBe(0);
      without += found(await played(seed, false));
    }
    expect(count).toBeGreaterThan(8);
    expect(without, "without looking at other years the attack finds something").toBeGreaterThan(0);
  });
});

import type { CellTable, TableDimension } from "../../../src/cells.ts";
import { tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";

/** A made-up student: where, and two attributes that never change. */
export interface Student {
  readonly school: string;
  readonly sex: "F" | "M";
  /** Part of the school, once schools are divided. */
  readonly campus: "1" | "2";
  readonly has: boolean;
  readonly needs: boolean;
}

/** Everybody who is there at the end of a month. */
export interface Month {
  readonly period: string;
  readonly asOf: string;
  readonly students: readonly Student[];
}

/** How a made-up member looks and how much moves in it. */
export interface Shape {
  readonly seed: number;
  /** District → its schools. */
  readonly districts: Readonly<Record<string, readonly string[]>>;
  /** Students of the schools, in turn. */
  readonly sizes: readonly number[];
  /** Chance that a student leaves within a month, and that somebody takes the place. */
  readonly moving: number;
  readonly years: number;
}

/** The ten months of a school year. */
const monthEnds = [
  "08-31",
  "09-30",
  "10-31",
  "11-30",
  "12-31",
  "01-31",
  "02-28",
  "03-31",
  "04-30",
  "05-31",
];

/** Month by month, who is there: some join and leave, and a third is new when a school year begins. */
export function monthsOf(shape: Shape): readonly Month[] {
  const random = generator(shape.seed);
  const schools = Object.values(shape.districts).flat();
  const comer = (school: string): Student => ({
    school,
    sex: random() < 0.5 ? "F" : "M",
    campus: random() < 0.7 ? "1" : "2",
    has: random() < 0.3,
    needs: random() < 0.15,
  });
  let students = schools.flatMap((school, index) =>
    Array.from({ length: shape.sizes[index % shape.sizes.length] ?? 0 }, () => comer(school)),
  );
  return Array.from({ length: shape.years }, (_, year) => 2025 + year).flatMap((year) => {
    if (year > 2025) students = students.map((one) => (random() < 1 / 3 ? comer(one.school) : one));
    return monthEnds.map((day, month): Month => {
      const stayed = students.filter(() => random() >= shape.moving);
      const joined = students
        .filter(() => random() < shape.moving)
        .map(({ school }) => comer(school));
      students = [...stayed, ...joined];
      const calendar = month < 5 ? year : year + 1;
      return { period: `${year}/${year + 1}`, asOf: `${calendar}-${day}`, students };
    });
  });
}

/** Districts over schools, under one whole. */
export function placesOf(
  id: string,
  groups: Readonly<Record<string, readonly string[]>>,
): TableDimension {
  return {
    id,
    family: "place",
    codes: [
      { code: "_T", parent: null },
      ...Object.keys(groups).map((code) => ({ code, parent: "_T" })),
      ...Object.entries(groups).flatMap(([parent, codes]) =>
        codes.map((code) => ({ code, parent })),
      ),
    ],
  };
}

/** How a made-up table counts. */
export interface Counting {
  readonly metric: string;
  readonly num: (student: Student) => boolean;
  readonly den?: (student: Student) => boolean;
  /** What the numbers count; another text is another quantity. */
  readonly quantity: { readonly num: string; readonly den: string };
  /** Dimension → code of a student. */
  readonly cut: readonly (readonly [TableDimension, (student: Student) => string])[];
}

/** Share of the students of a month who have an attribute. */
export function counted(month: Month, counting: Counting): CellTable {
  const cells = new Map<string, { codes: readonly string[]; num: number; den: number }>();
  for (const student of month.students) {
    if (counting.den?.(student) === false) continue;
    const codes = counting.cut.map(([, code]) => code(student));
    const cell = cells.get(codes.join(" ")) ?? { codes, num: 0, den: 0 };
    cell.den += 1;
    if (counting.num(student)) cell.num += 1;
    cells.set(codes.join(" "), cell);
  }
  const inner = [...cells.values()]
    .toSorted((a, b) => (a.codes.join(" ") < b.codes.join(" ") ? -1 : 1))
    .map(({ codes, num, den }): Inner => [codes, num, den]);
  return tableOf(
    counting.cut.map(([dimension]) => dimension),
    inner,
    {
      metric: counting.metric,
      period: month.period,
      asOf: month.asOf,
      quantity: counting.quantity,
    },
  );
}

/** A seeded generator of numbers from 0 up to 1 (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

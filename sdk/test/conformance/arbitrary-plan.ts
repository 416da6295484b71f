import fc from "fast-check";
import type { ValueRow } from "../../src/engine/evaluate.ts";
import type { Expression } from "../../src/engine/expression.ts";
import type {
  Plan,
  PlannedDimension,
  PlannedMeasure,
  PlannedPopulation,
} from "../../src/engine/plan.ts";

/** Records of a source: whose they are, when, where, and two figures; places and figures may be missing. */
export const record: fc.Arbitrary<ValueRow> = fc.record({
  person: fc.constantFrom("p1", "p2", "p3", "p4", "p5"),
  day: fc.option(fc.constantFrom("2025-09-01", "2025-09-02", "2025-09-03"), { freq: 9 }),
  place: fc.option(fc.constantFrom("a", "b", "😀", "\uffff", "_T"), { freq: 4 }),
  grade: fc.option(fc.integer({ min: 8, max: 11 }), { freq: 4 }),
  count: fc.option(fc.integer({ min: -2, max: 9 }), { freq: 6 }),
  halves: fc.integer({ min: 0, max: 9 }).map((half) => half / 2),
  covered: fc.option(fc.boolean(), { freq: 6 }),
});

/** Records that are joined: several for one key, none for another. */
export const joinedRecord: fc.Arbitrary<ValueRow> = fc.record({
  key: fc.option(fc.constantFrom("p1", "p2", "p3", "a", "b"), { freq: 9 }),
  since: fc.option(fc.constantFrom("2024-08-01", "2025-08-01"), { freq: 6 }),
  kind: fc.option(fc.constantFrom("1", "2", "9", "_T"), { freq: 4 }),
});

/** Columns of both tables with their SQL types. */
export const tables = {
  source: {
    person: "varchar",
    day: "date",
    place: "varchar",
    grade: "bigint",
    count: "bigint",
    halves: "double",
    covered: "boolean",
  },
  joined: { key: "varchar", since: "date", kind: "varchar" },
} as const;

const column = (name: string): Expression => ({ kind: "column", name });
const literal = (value: number): Expression => ({ kind: "literal", value });
const day = (value: string): Expression => ({ kind: "literal", value, type: "date" });
const compared = (left: Expression, operator: "<" | ">=" | "=", right: Expression): Expression => ({
  kind: "binary",
  operator,
  left,
  right,
});

const rowCondition = fc.constantFrom<Expression>(
  column("covered"),
  { kind: "not", of: column("covered") },
  compared(column("day"), ">=", day("2025-09-02")),
  compared(column("count"), "<", literal(4)),
  { kind: "is-null", of: column("count"), negated: true },
);

const measure: fc.Arbitrary<Omit<PlannedMeasure, "name">> = fc.oneof(
  fc.constant({ aggregate: "count" as const }),
  fc.record({
    aggregate: fc.constantFrom("sum", "min", "max"),
    of: fc.constantFrom<Expression>(column("count"), {
      kind: "call",
      name: "whole",
      of: [{ kind: "binary", operator: "*", left: literal(2), right: column("halves") }],
    }),
  }),
);

const measures = fc.tuple(
  ...["m1", "m2"].map((name) =>
    fc.tuple(measure, fc.option(rowCondition)).map(([made, filter]): PlannedMeasure => ({
      name,
      ...made,
      ...(filter === null ? {} : { filter }),
    })),
  ),
);

const value = fc.constantFrom<Expression>(
  literal(1),
  column("m1"),
  { kind: "binary", operator: "-", left: column("m1"), right: column("m2") },
  {
    kind: "case",
    whens: [{ when: compared(column("m1"), ">=", column("m2")), value: literal(1) }],
    otherwise: literal(0),
  },
);

const own = { map: {}, unknown: "_U", total: "_T" };
const joinedBy = (on: Readonly<Record<string, string>>, latestBy?: "since") => ({
  relation: "joined",
  on,
  ...(latestBy === undefined ? {} : { latestBy }),
});

const dimensions: readonly PlannedDimension[] = [
  { id: "PLACE", column: "place", ...own },
  { id: "GRADE", column: "grade", ...own, map: { "9": "nine", "10": "nine" } },
  { id: "KIND", column: "kind", join: joinedBy({ person: "key" }, "since"), ...own },
  {
    id: "PLACE_KIND",
    column: "kind",
    join: {
      ...joinedBy({ place: "key" }),
      where: compared(column("since"), ">=", day("2025-01-01")),
    },
    ...own,
    map: { "1": "M", "2": "F", "9": "_T" },
  },
];

const population = (name: string): fc.Arbitrary<Omit<PlannedPopulation, "dimensions">> =>
  fc
    .record({
      where: fc.option(rowCondition),
      include: fc.option(fc.constant(compared(column("m1"), ">=", literal(1)))),
      measures,
    })
    .map(({ where, include, measures: own_ }): Omit<PlannedPopulation, "dimensions"> => ({
      name,
      relation: "source",
      contributor: "person",
      orderBy: "day",
      measures: own_,
      ...(where === null ? {} : { where }),
      ...(include === null ? {} : { include }),
    }));

/** Plans over those tables: one or two populations, with or without an expected one, cut up to three ways. */
export const plan: fc.Arbitrary<Plan> = fc
  .record({
    cuts: fc.subarray([...dimensions], { maxLength: 3 }),
    populations: fc.tuple(population("first"), population("second"), population("third")),
    numerator: value,
    denominator: value,
    denominatorOf: fc.constantFrom("first", "second"),
    expected: fc.constantFrom(null, "first", "third"),
  })
  .map(({ cuts, populations, numerator, denominator, denominatorOf, expected }) => {
    const used = new Set(["first", denominatorOf, expected]);
    return {
      populations: populations
        .filter(({ name }) => used.has(name))
        .map((each) => Object.assign(each, { dimensions: cuts })),
      numerator: { population: "first", value: numerator },
      denominator: { population: denominatorOf, value: denominator },
      ...(expected === null ? {} : { expected }),
      dimensions: cuts.map(({ id }) => id),
    };
  });

import fc from "fast-check";
import { schoolColumn } from "../../src/engine/behind-sql.ts";
import type { ValueRow } from "../../src/engine/evaluate.ts";
import type { Expression } from "../../src/engine/expression.ts";
import type {
  Plan,
  PlannedDimension,
  PlannedLookup,
  PlannedMeasure,
  PlannedPopulation,
  PlannedQuestion,
  PlannedSum,
} from "../../src/engine/plan.ts";
import { RecordSecret } from "../../src/record-key.ts";

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

/** Columns that lookups add: one of the joined records, one of records found by what the first one gave. */
const lookups: readonly PlannedLookup[] = [
  {
    name: "own",
    relation: "joined",
    on: { person: "key" },
    orderBy: "since",
    columns: [
      { name: "kinds", aggregate: "count" },
      { name: "lastKind", aggregate: "last", of: column("kind") },
    ],
  },
  {
    name: "alike",
    relation: "source",
    on: { lastKind: "person", kinds: "grade" },
    where: compared(column("day"), ">=", day("2025-09-02")),
    columns: [{ name: "most", aggregate: "max", of: column("count") }],
  },
  {
    name: "here",
    relation: "source",
    on: { place: "place", grade: "grade" },
    columns: [{ name: "most", aggregate: "sum", of: column("count") }],
  },
];

const lookedUp = fc.constantFrom<readonly PlannedLookup[]>(
  [],
  lookups.slice(0, 1),
  lookups.slice(0, 2),
  lookups.slice(2),
);

const measure = (found: readonly PlannedLookup[]): fc.Arbitrary<Omit<PlannedMeasure, "name">> => {
  const numbers = found.flatMap(({ columns }) => columns.map(({ name }) => name));
  const columns = ["count", ...numbers.filter((name) => name !== "lastKind")].map(column);
  return fc.oneof(
    fc.constant({ aggregate: "count" as const }),
    fc.record({
      aggregate: fc.constantFrom("sum", "min", "max"),
      of: fc.constantFrom<Expression>(...columns, {
        kind: "call",
        name: "whole",
        of: [{ kind: "binary", operator: "*", left: literal(2), right: column("halves") }],
      }),
    }),
    fc.record({
      aggregate: fc.constant("last" as const),
      of: fc.constantFrom<Expression>(...columns, {
        kind: "call",
        name: "scaled",
        of: [column("halves"), literal(1)],
      }),
    }),
  );
};

const measures = (found: readonly PlannedLookup[]): fc.Arbitrary<readonly PlannedMeasure[]> =>
  fc.tuple(
    ...["m1", "m2"].map((name) =>
      fc.tuple(measure(found), fc.option(rowCondition)).map(([made, filter]): PlannedMeasure => ({
        name,
        ...made,
        ...(filter === null || made.aggregate === "last" ? {} : { filter }),
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

/** Two populations of the same kind have the same keys, and a third has others. */
const secret = new RecordSecret(new Uint8Array(32).fill(7));
const keyed = fc.constantFrom("person 2025/2026", "place 2025/2026").map((of) => secret.of(of));

const population = (name: string): fc.Arbitrary<Omit<PlannedPopulation, "dimensions">> =>
  lookedUp.chain((found) =>
    fc
      .record({
        where: fc.option(rowCondition),
        contributor: fc.constantFrom(["person"], ["person"], ["place", "grade"]),
        isMany: fc.boolean(),
        measures: measures(found),
        school: fc.option(fc.constantFrom(...dimensions)),
        key: fc.option(keyed),
      })
      .map(({ where, contributor, isMany, measures: own_, school, key }) => ({
        name,
        relation: "source",
        contributor,
        orderBy: "day",
        lookups: found,
        measures: [...own_, { name: "rows", aggregate: "count" }],
        ...(isMany ? { persons: "rows" } : {}),
        ...(school === null ? {} : { school: { ...school, id: schoolColumn } }),
        ...(key === null ? {} : { keyed: key }),
        ...(where === null ? {} : { where }),
      })),
  );

/** A value that those who are not included do not have. */
const included = fc.tuple(value, fc.boolean()).map(([of, isAll]): Expression =>
  isAll
    ? of
    : {
        kind: "case",
        whens: [{ when: compared(column("m1"), ">=", literal(1)), value: of }],
        otherwise: null,
      },
);

const sum = (name: string, populations: readonly string[]): fc.Arbitrary<PlannedSum> =>
  fc
    .record({
      values: fc.tuple(...populations.map(() => included)),
      times: fc.option(included),
    })
    .map(({ values, times }) => ({
      name,
      parts: populations.map((each, index) => ({
        population: each,
        value: values[index] ?? literal(1),
        ...(times === null ? {} : { times: [times] }),
      })),
    }));

/** Sums of values as they are: the greatest product is not asked for. */
function unweighted(sums: readonly PlannedSum[]): readonly string[] {
  return sums
    .filter(({ parts }) => parts.every(({ times }) => times === undefined))
    .map(({ name }) => name);
}

const question = (id: string): fc.Arbitrary<PlannedQuestion> =>
  fc
    .record({
      numerator: sum("NUM", ["first"]),
      denominator: fc.oneof(
        sum("DEN", ["first"]),
        sum("DEN", ["second"]),
        sum("DEN", ["second", "first"]),
      ),
      rank: fc.option(
        fc.record({
          population: fc.constantFrom("first", "second"),
          value,
          below: fc.constantFrom(
            { numerator: 1, denominator: 2 },
            { numerator: 1, denominator: 4 },
            { numerator: 9, denominator: 10 },
          ),
        }),
      ),
      expected: fc.option(
        fc.record({ population: fc.constantFrom("first", "third"), value: included }),
      ),
      asksLargest: fc.boolean(),
      asksSchools: fc.boolean(),
      asksKeys: fc.boolean(),
    })
    .map(({ numerator, denominator, rank, expected, asksLargest, asksSchools, asksKeys }) => ({
      id,
      sums: [numerator, denominator],
      ...(asksLargest ? { largest: unweighted([numerator, denominator]) } : {}),
      ...(asksSchools ? { schools: true as const } : {}),
      ...(asksKeys ? { keys: ["NUM", "DEN"] } : {}),
      ...(rank === null ? {} : { rank }),
      ...(expected === null ? {} : { expected }),
    }));

/** Schools and keys are asked for only where every population of the sums knows them. */
function askingWhatIsKnown(
  { schools, keys, ...others }: PlannedQuestion,
  populations: readonly Omit<PlannedPopulation, "dimensions">[],
): PlannedQuestion {
  const used = new Set(others.sums.flatMap(({ parts }) => parts.map((term) => term.population)));
  const over = populations.filter(({ name }) => used.has(name));
  return {
    ...others,
    ...(schools === true && over.every(({ school }) => school !== undefined) ? { schools } : {}),
    ...(keys !== undefined && over.every((each) => each.keyed !== undefined) ? { keys } : {}),
  };
}

/** Plans over those tables: one or two questions over up to three populations, cut up to three ways. */
export const plan: fc.Arbitrary<Plan> = fc
  .record({
    cuts: fc.subarray([...dimensions], { maxLength: 3 }),
    tables: fc.option(
      fc.array(fc.subarray(dimensions.map(({ id }) => id)), { minLength: 1, maxLength: 3 }),
    ),
    populations: fc.tuple(population("first"), population("second"), population("third")),
    questions: fc.oneof(fc.tuple(question("one")), fc.tuple(question("one"), question("other"))),
  })
  .map(({ cuts, tables: cutOut, populations, questions }) => {
    const used = new Set(
      questions.flatMap(({ sums, rank, expected }) => [
        ...sums.flatMap(({ parts }) => parts.map((term) => term.population)),
        rank?.population,
        expected?.population,
      ]),
    );
    return {
      populations: populations
        .filter(({ name }) => used.has(name))
        .map((each) => ({ ...each, dimensions: cuts })),
      questions: questions.map((each) => askingWhatIsKnown(each, populations)),
      dimensions: cuts.map(({ id }) => id),
      ...(cutOut === null
        ? {}
        : {
            cuts: [
              ...cutOut.map((ids) => ids.filter((id) => cuts.some((cut) => cut.id === id))),
              ...cuts.map(({ id }) => [id]),
            ],
          }),
    };
  });

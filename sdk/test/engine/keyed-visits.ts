import type { ValueRow } from "../../src/engine/evaluate.ts";
import type { Expression } from "../../src/engine/expression.ts";
import type { CountedRow, Plan, PlannedPopulation } from "../../src/engine/plan.ts";
import { RecordSecret } from "../../src/record-key.ts";

/** Persons with names that engines might take for others: composed and not, longer than a block, with quotes. */
const names = [
  ...["anna", "Anna", "\u00c5sa", "A\u030asa", "😀", "o'neill", 'a"b', "a\\b", " ", ""],
  "x".repeat(300),
];

/** How often each of them came; the last never did. */
export const visits: readonly ValueRow[] = names.map((person, index) => ({
  person,
  day: "2025-09-01",
  count: names.length - 1 - index,
  place: index % 2 === 0 ? "north" : "south",
  grade: [7, 8, null][index % 3] ?? null,
}));

const secret = new RecordSecret(new Uint8Array(32).map((_byte, index) => index * 8 + 7));

const personKey = secret.of("person 2025/2026");
const groupKey = secret.of("group 2025/2026");

/** The keys that decide, by code: reckoned without any engine. A group without a grade has no name and no key. */
export function expectedKeys(): readonly (readonly [string, number, number])[] {
  return ["_T", "north", "south"].map((code) => {
    const inside = visits.filter(({ place }) => code === "_T" || place === code);
    const groups = new Map(
      inside
        .filter(({ grade }) => grade !== null)
        .map(({ place, grade }) => [
          `${String(place)} ${String(grade)}`,
          [String(place), String(grade)],
        ]),
    );
    const keys = (rows: readonly ValueRow[]): readonly number[] =>
      rows.map(({ person }) => personKey.keyOf([String(person)]));
    const ofGroups = [...groups.values()].map((group) => groupKey.keyOf(group));
    return [
      code,
      sum(keys(inside.filter(({ count }) => count !== 0))),
      sum([...keys(inside), ...ofGroups]),
    ];
  });
}

function sum(keys: readonly number[]): number {
  return Number(keys.reduce((before, each) => before + BigInt(each), 0n) % 2n ** 32n);
}

/** The same as cells say it. */
export function keysIn(cells: readonly CountedRow[] = []): ReturnType<typeof expectedKeys> {
  const codes = cells.map(({ codes: of }) => of["PLACE"] ?? "");
  return cells.map(({ keys }, index) => [
    codes[index] ?? "",
    keys?.["NUM"] ?? -1,
    keys?.["DEN"] ?? -1,
  ]);
}

const persons: PlannedPopulation = {
  name: "persons",
  relation: "source",
  contributor: ["person"],
  orderBy: "day",
  lookups: [],
  measures: [{ name: "visits", aggregate: "sum", of: { kind: "column", name: "count" } }],
  dimensions: [{ id: "PLACE", column: "place", map: {}, unknown: "_U", total: "_T" }],
  keyed: personKey,
};

/** Those of one grade in one place, who are named by both. */
const groups: PlannedPopulation = {
  ...persons,
  name: "groups",
  contributor: ["place", "grade"],
  measures: [],
  keyed: groupKey,
};

const one: Expression = { kind: "literal", value: 1 };

/** Visits per person or group, by place, with cell keys; one of the numbers is a product. */
export const keyedPlan: Plan = {
  populations: [persons, groups],
  questions: [
    {
      id: "q",
      sums: [
        {
          name: "NUM",
          parts: [{ population: "persons", value: { kind: "column", name: "visits" } }],
        },
        {
          name: "DEN",
          parts: [
            { population: "persons", value: one },
            { population: "groups", value: one, times: [one] },
          ],
        },
      ],
      keys: ["NUM", "DEN"],
    },
  ],
  dimensions: ["PLACE"],
};

/** What the keys are made with, which nobody else may read: the part that tells it from other secrets. */
export const secretDigits: readonly string[] = [personKey, groupKey].flatMap((key) =>
  Object.values(key.pads()).map((pad) => pad.slice(0, 64)),
);

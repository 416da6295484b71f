import type { ValueType } from "@edufed/schemas";
import type { Expression } from "../../src/engine/expression.ts";
import type { CountedRow, Plan, PlannedMeasure } from "../../src/engine/plan.ts";
import type { PostgresRelations } from "../../src/engine/postgres-sources.ts";
import { counting, type PostgresRecords } from "./postgres-records.ts";

export const column = (name: string): Expression => ({ kind: "column", name });
export const call = (
  name: Extract<Expression, { kind: "call" }>["name"],
  ...of: readonly Expression[]
): Expression => ({ kind: "call", name, of });
export const one: Expression = { kind: "literal", value: 1 };

/** Persons by what is said of them last, with a sum of what a measure gives. */
export function planOf(
  measure: Omit<PlannedMeasure, "name">,
  value: Expression,
  cut?: string,
): Plan {
  return {
    populations: [
      {
        name: "persons",
        relation: "visit",
        contributor: ["person"],
        orderBy: "day",
        lookups: [],
        measures: [{ name: "measured", ...measure }],
        dimensions:
          cut === undefined
            ? []
            : [{ id: "CUT", column: cut, map: {}, unknown: "_U", total: "_T" }],
      },
    ],
    questions: [
      {
        id: "q",
        sums: [
          { name: "NUM", parts: [{ population: "persons", value }] },
          { name: "DEN", parts: [{ population: "persons", value: one }] },
        ],
      },
    ],
    dimensions: cut === undefined ? [] : ["CUT"],
  };
}

export function relationsWith(type: ValueType): PostgresRelations {
  const property = (name: string, of: ValueType) => ({ name, type: of, required: false });
  return new Map([
    [
      "visit",
      {
        properties: [
          { ...property("person", { kind: "string" }), required: true },
          property("day", { kind: "date" }),
          property("value", type),
        ],
      },
    ],
  ]);
}

export const text: ValueType = { kind: "string" };
export const whole: ValueType = { kind: "integer" };
export const list = (item: ValueType): ValueType => ({ kind: "list", item, itemNullable: true });

/** Makes the table, with a column of an SQL type and a row for each value as SQL. */
export function visits(
  postgres: PostgresRecords,
  type: string,
  ...values: readonly string[]
): void {
  const rows = values.map((value, index) => `('p${index}', '2025-09-01', ${value})`);
  postgres.psql(`drop schema if exists school cascade; create schema school;
    create table school.visit (person text, day date, value ${type});
    ${rows.length === 0 ? "" : `insert into school.visit values ${rows.join(", ")};`}`);
}

/** Cells of the one question of a plan. */
export async function cellsOf(
  postgres: PostgresRecords,
  plan: Plan,
  type: ValueType,
): Promise<readonly CountedRow[]> {
  const options = { address: postgres.address, relations: relationsWith(type) };
  const cells = await counting(options, (engine) => engine.cells(plan));
  return cells.get("q") ?? [];
}

/** The rows of the reference engine: which there are, what is looked up, what a contributor's rows come to. */
import { compareValues, evaluate, valueIn } from "./evaluate.ts";
import type { ValueRow } from "./evaluate.ts";
import type { Expression } from "./expression.ts";
import type { PlannedLookup, PlannedMeasure } from "./plan.ts";

/** Tables by relation name. */
export type Tables = ReadonlyMap<string, readonly ValueRow[]>;

/** A row with the columns that the lookups give it, one lookup after the other. */
export function lookedUp(
  row: ValueRow,
  lookups: readonly PlannedLookup[],
  tables: Tables,
): ValueRow {
  const wider: Record<string, ValueRow[string]> = { ...row };
  for (const { relation, on, where, orderBy, columns } of lookups) {
    const found = rowsOf(relation, where, tables).filter((theirs) =>
      Object.entries(on).every(([own, their]) => isEqual(wider[own], theirs[their])),
    );
    const by = orderBy === undefined ? [] : [orderBy];
    for (const column of columns) wider[column.name] = measured(column, found, by);
  }
  return wider;
}

/** The row that is the last by these columns; null comes first. */
export function latest(rows: readonly ValueRow[], by: readonly string[]): ValueRow {
  return rows.toSorted((a, b) => compareRows(a, b, by)).at(-1) ?? {};
}

/** Whether both are there and the same. */
export function isEqual(left: ValueRow[string], right: ValueRow[string]): boolean {
  return left !== undefined && left !== null && left === right;
}

/** The rows of a relation for which a condition holds. */
export function rowsOf(
  relation: string,
  where: Expression | undefined,
  tables: Tables,
): readonly ValueRow[] {
  const rows = tables.get(relation);
  if (rows === undefined) throw new TypeError(`there is no table ${relation}`);
  return rows.filter((row) => isTrue(where, row));
}

/** Whether a condition holds; one that is not there does. */
export function isTrue(condition: Expression | undefined, row: ValueRow): boolean {
  return condition === undefined || evaluate(condition, row) === true;
}

/** What the rows of a contributor come to. */
export function measured(
  { aggregate, of, filter }: PlannedMeasure,
  rows: readonly ValueRow[],
  orderBy: readonly string[],
): ValueRow[string] {
  const looked = rows.filter((row) => isTrue(filter, row));
  if (of === undefined) return looked.length;
  if (aggregate === "last") return lastValue(of, looked, orderBy);
  const values = looked.map((row) => evaluate(of, row)).filter((value) => value !== null);
  if (values.length === 0) return null;
  if (aggregate === "sum") return sum(values.map(Number));
  const ordered = values.toSorted(compareValues);
  return ordered.at(aggregate === "min" ? 0 : -1) ?? null;
}

/** The value of the last row; of several last rows the greatest. */
function lastValue(
  of: Expression,
  rows: readonly ValueRow[],
  orderBy: readonly string[],
): ValueRow[string] {
  const value = "value of the row";
  const valued = rows.map((row) => ({ ...row, [value]: valueIn(of, row) }));
  return latest(valued, [...orderBy, value])[value] ?? null;
}

type Scalar = ReturnType<typeof evaluate>;

function sum(values: readonly number[]): number {
  const result = values.reduce((before, value) => before + value, 0);
  if (Number.isSafeInteger(result)) return result;
  throw new RangeError("a sum is not a whole number below 2^53");
}

function compareRows(a: ValueRow, b: ValueRow, by: readonly string[]): number {
  for (const column of by) {
    const order = compareNullable(a[column], b[column]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Null comes first; a list comes after the lists that it begins with. */
function compareNullable(a: ValueRow[string], b: ValueRow[string]): number {
  const [left, right] = [a ?? null, b ?? null];
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  if (typeof left !== "object" || typeof right !== "object") {
    return compareValues(scalar(left), scalar(right));
  }
  const differs = left.findIndex((item, index) => item !== right[index]);
  if (differs === -1) return left.length - right.length;
  return compareNullable(left[differs], right[differs]);
}

function scalar(value: ValueRow[string]): Scalar {
  return typeof value === "object" || value === undefined ? null : value;
}

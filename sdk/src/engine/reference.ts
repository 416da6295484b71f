/**
 * The engine every other one is compared with: arrays in memory, one step after the other, slow and
 * obvious. Days are text `YYYY-MM-DD`, lists are arrays.
 */
import type { CellRow } from "../cells.ts";
import type { Engine } from "./engine.ts";
import { compareText } from "./compare-text.ts";
import { compareValues, evaluate } from "./evaluate.ts";
import type { ValueRow } from "./evaluate.ts";
import type { Expression } from "./expression.ts";
import type {
  Plan,
  PlannedDimension,
  PlannedMeasure,
  PlannedPopulation,
  PlannedTerm,
} from "./plan.ts";

/** Tables by relation name. */
export type Tables = ReadonlyMap<string, readonly ValueRow[]>;

/** An engine over rows in memory, for tests. */
export function openReference(tables: Tables): Engine {
  return {
    name: "reference",
    version: "1",
    cells: (plan) => Promise.resolve(cellsOf(plan, tables)),
    close: () => undefined,
  };
}

/** A contributor with its codes, one per dimension of the plan, and its measures. */
interface Contributor {
  readonly codes: readonly string[];
  readonly measures: ValueRow;
}

function cellsOf(plan: Plan, tables: Tables): readonly CellRow[] {
  const everyone = new Map(
    plan.populations.map((population) => [population.name, contributorsOf(population, tables)]),
  );
  const counted = (name: string): readonly Contributor[] =>
    (everyone.get(name) ?? []).filter((each) => isKnown(plan, name, each));
  const members = {
    numerator: counted(plan.numerator.population),
    denominator: counted(plan.denominator.population),
    expected: plan.expected === undefined ? null : (everyone.get(plan.expected) ?? []),
  };
  const codes = Object.values(members).flatMap((list) => (list ?? []).map((each) => each.codes));
  return margins(plan, codes).map((margin) => cellOf(plan, margin, members));
}

/** Every combination of codes and totals that somebody is in, and the whole even if nobody is. */
function margins(plan: Plan, codes: readonly (readonly string[])[]): readonly string[][] {
  const totals = totalsOf(plan);
  const found = [totals, ...codes].flatMap((code) => rolledUp(code, totals));
  const distinct = new Map(found.map((margin) => [JSON.stringify(margin), margin]));
  return [...distinct.values()].toSorted(compareCodes);
}

/** A combination of codes with every subset of them replaced by the total. */
function rolledUp(codes: readonly string[], totals: readonly string[]): readonly string[][] {
  return codes.reduce<string[][]>(
    (made, code, index) =>
      made.flatMap((start) => [
        [...start, code],
        [...start, totals[index] ?? ""],
      ]),
    [[]],
  );
}

interface Members {
  readonly numerator: readonly Contributor[];
  readonly denominator: readonly Contributor[];
  readonly expected: readonly Contributor[] | null;
}

function cellOf(plan: Plan, margin: readonly string[], members: Members): CellRow {
  const totals = totalsOf(plan);
  const inside = (list: readonly Contributor[]): readonly Contributor[] =>
    list.filter(({ codes }) =>
      margin.every((code, index) => code === totals[index] || code === codes[index]),
    );
  const [numerator, denominator] = [inside(members.numerator), inside(members.denominator)];
  return {
    codes: Object.fromEntries(plan.dimensions.map((id, index) => [id, margin[index] ?? ""])),
    num: total(plan.numerator, numerator),
    den: total(plan.denominator, denominator),
    contributors: Math.min(numerator.length, denominator.length),
    expected: members.expected && inside(members.expected).length,
  };
}

function total(term: PlannedTerm, contributors: readonly Contributor[]): number {
  return sum(contributors.map(({ measures }) => exact(Number(evaluate(term.value, measures)))));
}

/** A whole number that a double still tells from its neighbours. */
function exact(value: number): number {
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new RangeError("a whole number is larger than 2^53");
  }
  return value;
}

/** Whether every term over a population has a value for a contributor of it. */
function isKnown(plan: Plan, population: string, { measures }: Contributor): boolean {
  return [plan.numerator, plan.denominator]
    .filter((term) => term.population === population)
    .every((term) => evaluate(term.value, measures) !== null);
}

function contributorsOf(population: PlannedPopulation, tables: Tables): readonly Contributor[] {
  const rows = rowsOf(population.relation, population.where, tables);
  const byContributor = Map.groupBy(rows, (row) => row[population.contributor] ?? null);
  return [...byContributor.values()]
    .map((own) => ({
      codes: codesOf(lastRow(own, population), population, tables),
      measures: Object.fromEntries(
        population.measures.map((measure) => [measure.name, measured(measure, own)]),
      ),
    }))
    .filter(({ measures }) => isTrue(population.include, measures));
}

/** The row that decides a contributor's place: the last, and among equals the one with the greatest codes. */
function lastRow(rows: readonly ValueRow[], population: PlannedPopulation): ValueRow {
  const columns = population.dimensions.flatMap(({ column, join }) =>
    join === undefined ? [column] : Object.keys(join.on),
  );
  const by = [population.orderBy, ...columns.filter((column) => column !== population.contributor)];
  return latest(rows, by);
}

function latest(rows: readonly ValueRow[], by: readonly string[]): ValueRow {
  return rows.toSorted((a, b) => compareRows(a, b, by)).at(-1) ?? {};
}

function codesOf(
  row: ValueRow,
  { dimensions }: PlannedPopulation,
  tables: Tables,
): readonly string[] {
  return dimensions.map((dimension) => codeOf(row, dimension, tables));
}

function codeOf(row: ValueRow, dimension: PlannedDimension, tables: Tables): string {
  const value = valueOf(row, dimension, tables);
  if (value === null) return dimension.unknown;
  const told = dimension.map[String(value)] ?? String(value);
  return told === dimension.total ? dimension.unknown : told;
}

function valueOf(
  row: ValueRow,
  { column, join }: PlannedDimension,
  tables: Tables,
): Exclude<ValueRow[string], undefined> {
  if (join === undefined) return row[column] ?? null;
  const on = Object.entries(join.on);
  const joined = rowsOf(join.relation, join.where, tables).filter((theirs) =>
    on.every(([own, their]) => isEqual(row[own], theirs[their])),
  );
  const by = join.latestBy === undefined ? [column] : [join.latestBy, column];
  return latest(joined, by)[column] ?? null;
}

function isEqual(left: ValueRow[string], right: ValueRow[string]): boolean {
  return left !== undefined && left !== null && left === right;
}

function rowsOf(
  relation: string,
  where: Expression | undefined,
  tables: Tables,
): readonly ValueRow[] {
  const rows = tables.get(relation);
  if (rows === undefined) throw new TypeError(`there is no table ${relation}`);
  return rows.filter((row) => isTrue(where, row));
}

function isTrue(condition: Expression | undefined, row: ValueRow): boolean {
  return condition === undefined || evaluate(condition, row) === true;
}

function measured({ aggregate, of, filter }: PlannedMeasure, rows: readonly ValueRow[]): Scalar {
  const looked = rows.filter((row) => isTrue(filter, row));
  if (of === undefined) return looked.length;
  const values = looked.map((row) => evaluate(of, row)).filter((value) => value !== null);
  if (values.length === 0) return null;
  if (aggregate === "sum") return sum(values.map(Number));
  const ordered = values.toSorted(compareValues);
  return ordered.at(aggregate === "min" ? 0 : -1) ?? null;
}

type Scalar = ReturnType<typeof evaluate>;

function sum(values: readonly number[]): number {
  const result = values.reduce((before, value) => before + value, 0);
  if (Number.isSafeInteger(result)) return result;
  throw new RangeError("a sum is not a whole number below 2^53");
}

function totalsOf({ populations, dimensions }: Plan): readonly string[] {
  const planned = populations.flatMap((population) => population.dimensions);
  return dimensions.map((id) => planned.find((dimension) => dimension.id === id)?.total ?? "");
}

function compareRows(a: ValueRow, b: ValueRow, by: readonly string[]): number {
  for (const column of by) {
    const order = compareNullable(a[column], b[column]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Null comes first. */
function compareNullable(a: ValueRow[string], b: ValueRow[string]): number {
  const [left, right] = [scalar(a), scalar(b)];
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  return compareValues(left, right);
}

function scalar(value: ValueRow[string]): Scalar {
  return typeof value === "object" || value === undefined ? null : value;
}

function compareCodes(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((code, place) => code !== b[place]);
  return index === -1 ? 0 : compareText(a[index] ?? "", b[index] ?? "");
}

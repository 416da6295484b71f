/**
 * From the rows of a source to contributors with their codes and values. A contributor's rows are
 * folded stay by stay first (one row per contributor and combination of columns that place it), so
 * that the last place is found among few rows. Of several last rows the greatest value counts, column
 * by column, so that a contributor has the same place in every table, whatever else it is cut by.
 */
import { placedDimensions } from "./behind-sql.ts";
import type { Dialect } from "./dialect.ts";
import { expressionSqlOf } from "./expression-sql.ts";
import type { Plan, PlannedDimension, PlannedMeasure, PlannedPopulation } from "./plan.ts";
import { keyJoin, recordKeySql } from "./record-key-sql.ts";
import { selectSql } from "./select-text.ts";
import type { Step } from "./select-text.ts";
import {
  aggregateSql,
  exactSql,
  inSlice,
  measureSql,
  type Slice,
  sourceSql,
} from "./source-sql.ts";
import { valuesOf, valueSql } from "./value-sql.ts";

/** The steps of one population, in the order they are read; of a slice, those of its contributors alone. */
export function populationSteps(
  plan: Plan,
  population: PlannedPopulation,
  dialect: Dialect,
  slice?: Slice,
): readonly Step[] {
  const placing = placingColumns(population);
  const { from, steps } = sourceSql(population, dialect, slice);
  const writing: Writing = { plan, population, dialect, from, slice };
  const joins = placedDimensions(population).filter(({ join }) => join !== undefined);
  return [
    ...steps,
    ...(placing.length === 0
      ? [directStep(writing)]
      : [staysStep(writing, placing), foldStep(writing, placing)]),
    ...joins.map((dimension) => joinStep(writing, dimension)),
    placedStep(writing),
  ];
}

/** Name of the step that holds the contributors of a population with their codes and values. */
export function placedTitle(population: string, dialect: Dialect): string {
  return dialect.identifier(`population ${population}`);
}

interface Writing {
  readonly plan: Plan;
  readonly population: PlannedPopulation;
  readonly dialect: Dialect;
  /** What the rows are read from. */
  readonly from: string;
  readonly slice: Slice | undefined;
}

/** Columns of the source that decide a contributor's place. */
function placingColumns(population: PlannedPopulation): readonly string[] {
  const columns = placedDimensions(population).flatMap(({ column, join }) =>
    join === undefined ? (column ?? []) : Object.keys(join.on),
  );
  return [...new Set(columns)].filter((column) => !population.contributor.includes(column));
}

function staysTitle({ population, dialect }: Writing): string {
  return dialect.identifier(`${population.name}, stay by stay`);
}

function eachTitle({ population, dialect }: Writing): string {
  return dialect.identifier(`${population.name}, one by one`);
}

function joinTitle({ population, dialect }: Writing, dimension: PlannedDimension): string {
  return dialect.identifier(`${dimension.id} of ${population.name}`);
}

/** Inside a stay: the greatest value of the column that orders a contributor's rows. */
const last = "last of stay";

function staysStep(writing: Writing, placing: readonly string[]): Step {
  const { population, dialect } = writing;
  const { contributor, orderBy } = population;
  const keys = [...contributor, ...placing].map(dialect.identifier);
  const newest = `max(${dialect.identifier(orderBy)}) as ${dialect.identifier(last)}`;
  return {
    title: staysTitle(writing),
    query: foldedRows(writing, keys, [newest]),
    folds: true,
  };
}

function directStep(writing: Writing): Step {
  const keys = writing.population.contributor.map(writing.dialect.identifier);
  return { title: eachTitle(writing), query: foldedRows(writing, keys, []), folds: true };
}

/** The rows of the source, folded by the keys, with every measure. */
function foldedRows(
  { population, dialect, from, slice }: Writing,
  keys: readonly string[],
  more: readonly string[],
): string {
  const orderBy = [dialect.identifier(population.orderBy)];
  return selectSql({
    select: [
      ...keys,
      ...more,
      ...population.measures.map((measure) => measureSql(measure, orderBy, dialect)),
    ],
    from,
    where: inSlice(population.where && expressionSqlOf(population.where, dialect), slice, keys[0]),
    groupBy: keys,
  });
}

/** One row per contributor: its last place, and its measures over all its stays. */
function foldStep(writing: Writing, placing: readonly string[]): Step {
  const { population, dialect } = writing;
  const columns = placing.map(dialect.identifier);
  const newest = dialect.identifier(last);
  const keys = population.contributor.map(dialect.identifier);
  return {
    title: eachTitle(writing),
    query: selectSql({
      select: [
        ...keys,
        ...columns.map((column) => `${dialect.last(column, [newest, column])} as ${column}`),
        ...population.measures.map((measure) => refoldSql(measure, dialect)),
      ],
      from: staysTitle(writing),
      groupBy: keys,
    }),
  };
}

/** The same measure over stays: sums and counts add up, extremes are extremes of extremes. */
function refoldSql({ name, aggregate }: PlannedMeasure, dialect: Dialect): string {
  const title = dialect.identifier(name);
  if (aggregate === "last") {
    return `${dialect.last(title, [dialect.identifier(last), title])} as ${title}`;
  }
  const fold = aggregate === "count" ? "sum" : aggregate;
  const folded = `${aggregateSql(fold, title, dialect)}(${title})`;
  return `${exactSql(fold, folded, dialect)} as ${title}`;
}

/** The joined records, one per key: the latest, or the greatest value where nothing says which is later. */
function joinStep(writing: Writing, dimension: PlannedDimension): Step {
  const { dialect } = writing;
  const { join, column } = dimension;
  if (join === undefined || column === undefined) {
    throw new TypeError(`${dimension.id} is not joined`);
  }
  const keys = Object.values(join.on).map(dialect.identifier);
  const order = [...(join.latestBy === undefined ? [] : [join.latestBy]), column];
  const value = dialect.last(dialect.identifier(column), order.map(dialect.identifier));
  return {
    title: joinTitle(writing, dimension),
    query: selectSql({
      select: [...keys, `${value} as value`],
      from: dialect.identifier(join.relation),
      where: join.where && expressionSqlOf(join.where, dialect),
      groupBy: keys,
    }),
  };
}

/** Contributors with their codes, and what they add to every sum. */
function placedStep(writing: Writing): Step {
  const { plan, population, dialect } = writing;
  const dimensions = placedDimensions(population);
  const joins = [
    ...dimensions.flatMap((dimension) => joinClause(writing, dimension)),
    ...keyJoin(population, dialect),
  ];
  return {
    title: placedTitle(population.name, dialect),
    query: selectSql({
      select: [
        ...dimensions.map((dimension) => codeSql(dimension, dialect)),
        ...valuesOf(plan, population).map((value) => valueSql(value, dialect)),
        ...recordKeySql(population, dialect),
      ],
      from: [`${eachTitle(writing)} as each_one`, ...joins].join("\n"),
      groupBy: [],
    }),
  };
}

function joinClause(writing: Writing, dimension: PlannedDimension): readonly string[] {
  if (dimension.join === undefined) return [];
  const { identifier } = writing.dialect;
  const joined = identifier(dimension.id);
  const on = Object.entries(dimension.join.on).map(
    ([own, theirs]) => `each_one.${identifier(own)} = ${joined}.${identifier(theirs)}`,
  );
  return [`left join ${joinTitle(writing, dimension)} as ${joined} on ${on.join(" and ")}`];
}

/** The published code: mapped, and unknown where nothing is said or no more than the whole. */
function codeSql(dimension: PlannedDimension, { identifier, literal, types }: Dialect): string {
  const { column, join } = dimension;
  const quoted = (code: string): string => literal({ kind: "literal", value: code });
  if (column === undefined) return `${quoted(dimension.unknown)} as ${identifier(dimension.id)}`;
  const value =
    join === undefined ? `each_one.${identifier(column)}` : `${identifier(dimension.id)}.value`;
  const text = `cast(${value} as ${types.text})`;
  const cases = Object.entries(dimension.map)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([from, to]) => `when ${quoted(from)} then ${quoted(to)}`);
  const mapped = cases.length === 0 ? text : `case ${text} ${cases.join(" ")} else ${text} end`;
  const told = `nullif(${mapped}, ${quoted(dimension.total)})`;
  return `coalesce(${told}, ${quoted(dimension.unknown)}) as ${identifier(dimension.id)}`;
}

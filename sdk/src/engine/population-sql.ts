/**
 * From the rows of a source to contributors with their codes and values. A contributor's rows are
 * folded stay by stay first (one row per contributor and combination of columns that place it), so
 * that the last place is found among few rows and ties are broken the same way every time.
 */
import { expressionSql, expressionSqlOf } from "./expression-sql.ts";
import type {
  Plan,
  PlannedDimension,
  PlannedMeasure,
  PlannedPopulation,
  PlannedTerm,
} from "./plan.ts";
import { selectSql } from "./select-text.ts";
import type { Step } from "./select-text.ts";
import { quoteIdentifier as name, quoteLiteral } from "./sql-text.ts";

/** The steps of one population, in the order they are read. */
export function populationSteps(plan: Plan, population: PlannedPopulation): readonly Step[] {
  const placing = placingColumns(population);
  const joins = population.dimensions.filter(({ join }) => join !== undefined);
  return [
    ...(placing.length === 0 ? [] : [staysStep(population, placing)]),
    placing.length === 0 ? directStep(population) : foldStep(population, placing),
    ...joins.map((dimension) => joinStep(population, dimension)),
    codedStep(plan, population),
  ];
}

/** Columns of the source that decide a contributor's place. */
function placingColumns({ contributor, dimensions }: PlannedPopulation): readonly string[] {
  const columns = dimensions.flatMap(({ column, join }) =>
    join === undefined ? [column] : Object.keys(join.on),
  );
  return [...new Set(columns)].filter((column) => column !== contributor);
}

function staysTitle({ name: title }: PlannedPopulation): string {
  return name(`${title}, stay by stay`);
}

function eachTitle({ name: title }: PlannedPopulation): string {
  return name(`${title}, one by one`);
}

function joinTitle({ name: title }: PlannedPopulation, dimension: PlannedDimension): string {
  return name(`${dimension.id} of ${title}`);
}

/** Name of the step that holds the contributors of a population with their codes and values. */
export function codedTitle(population: string): string {
  return name(`population ${population}`);
}

/** Inside a stay: the greatest value of the column that orders a contributor's rows. */
const last = name("last of stay");

function staysStep(population: PlannedPopulation, placing: readonly string[]): Step {
  const { contributor, relation, orderBy } = population;
  const keys = [contributor, ...placing].map(name);
  return {
    title: staysTitle(population),
    query: selectSql({
      select: [...keys, `max(${name(orderBy)}) as ${last}`, ...population.measures.map(measureSql)],
      from: name(relation),
      where: population.where && expressionSql(population.where),
      groupBy: keys,
    }),
  };
}

/** One row per contributor: its last place, and its measures over all its stays. */
function foldStep(population: PlannedPopulation, placing: readonly string[]): Step {
  const order = [last, ...placing.map(name)].map((column) => `${column} nulls first`).join(", ");
  return {
    title: eachTitle(population),
    query: selectSql({
      select: [
        name(population.contributor),
        ...placing.map((column) => `last(${name(column)} order by ${order}) as ${name(column)}`),
        ...population.measures.map(refoldSql),
      ],
      from: staysTitle(population),
      groupBy: [name(population.contributor)],
    }),
  };
}

function directStep(population: PlannedPopulation): Step {
  return {
    title: eachTitle(population),
    query: selectSql({
      select: [name(population.contributor), ...population.measures.map(measureSql)],
      from: name(population.relation),
      where: population.where && expressionSql(population.where),
      groupBy: [name(population.contributor)],
    }),
  };
}

function measureSql({ name: title, aggregate, of, filter }: PlannedMeasure): string {
  const value = of === undefined ? "*" : expressionSql(of);
  const rows = filter === undefined ? "" : ` filter (where ${expressionSql(filter)})`;
  return `${exact(aggregate, `${aggregate}(${value})${rows}`)} as ${name(title)}`;
}

/** The same measure over stays: sums and counts add up, extremes are extremes of extremes. */
function refoldSql({ name: title, aggregate }: PlannedMeasure): string {
  const fold = aggregate === "count" ? "sum" : aggregate;
  return `${exact(fold, `${fold}(${name(title)})`)} as ${name(title)}`;
}

/** A sum as a whole number that fits; the engine refuses one that does not. */
function exact(aggregate: PlannedMeasure["aggregate"], sql: string): string {
  return aggregate === "sum" ? `cast(${sql} as bigint)` : sql;
}

/** The joined records, one per key: the latest, or the greatest value where nothing says which is later. */
function joinStep(population: PlannedPopulation, dimension: PlannedDimension): Step {
  const { join, column } = dimension;
  if (join === undefined) throw new TypeError(`${dimension.id} is not joined`);
  const keys = Object.values(join.on).map(name);
  const order = [...(join.latestBy === undefined ? [] : [join.latestBy]), column]
    .map((by) => `${name(by)} nulls first`)
    .join(", ");
  return {
    title: joinTitle(population, dimension),
    query: selectSql({
      select: [...keys, `last(${name(column)} order by ${order}) as value`],
      from: name(join.relation),
      where: join.where && expressionSql(join.where),
      groupBy: keys,
    }),
  };
}

/** Contributors that count, with their codes and their value in each term. */
function codedStep(plan: Plan, population: PlannedPopulation): Step {
  const joins = population.dimensions.flatMap((dimension) => joinClause(population, dimension));
  return {
    title: codedTitle(population.name),
    query: selectSql({
      select: [
        ...population.dimensions.map(codeSql),
        `${termSql(plan.numerator, population)} as numerator`,
        `${termSql(plan.denominator, population)} as denominator`,
      ],
      from: [`${eachTitle(population)} as each`, ...joins].join("\n"),
      where: population.include && expressionSqlOf(population.include, "each"),
      groupBy: [],
    }),
  };
}

/** The value a contributor adds to a term; 0 where the term is about another population. */
function termSql(term: PlannedTerm, population: PlannedPopulation): string {
  return term.population === population.name ? expressionSqlOf(term.value, "each") : "0";
}

function joinClause(population: PlannedPopulation, dimension: PlannedDimension): readonly string[] {
  if (dimension.join === undefined) return [];
  const joined = name(dimension.id);
  const on = Object.entries(dimension.join.on).map(
    ([own, theirs]) => `each.${name(own)} = ${joined}.${name(theirs)}`,
  );
  return [`left join ${joinTitle(population, dimension)} as ${joined} on ${on.join(" and ")}`];
}

/** The published code: mapped, and unknown where nothing is said or no more than the whole. */
function codeSql(dimension: PlannedDimension): string {
  const isOwn = dimension.join === undefined;
  const value = isOwn ? `each.${name(dimension.column)}` : `${name(dimension.id)}.value`;
  const text = `cast(${value} as varchar)`;
  const cases = Object.entries(dimension.map)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([from, to]) => `when ${quoteLiteral(from)} then ${quoteLiteral(to)}`);
  const mapped = cases.length === 0 ? text : `case ${text} ${cases.join(" ")} else ${text} end`;
  const told = `nullif(${mapped}, ${quoteLiteral(dimension.total)})`;
  return `coalesce(${told}, ${quoteLiteral(dimension.unknown)}) as ${name(dimension.id)}`;
}

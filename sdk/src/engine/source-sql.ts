/**
 * The rows that a population folds: those of its relation, and, where it looks things up, with the
 * columns that other records give them.
 */
import type { Dialect } from "./dialect.ts";
import { expressionSqlOf } from "./expression-sql.ts";
import type { PlannedLookup, PlannedMeasure, PlannedPopulation } from "./plan.ts";
import { selectSql } from "./select-text.ts";
import type { Step } from "./select-text.ts";

/** What a population's rows are read from, and the steps that make it. */
export interface SourceSql {
  readonly from: string;
  readonly steps: readonly Step[];
}

/** Some of the contributors: `of` slices have all of them, each in one. For the embedded engine alone. */
export interface Slice {
  readonly at: number;
  readonly of: number;
}

/** A condition, and that the contributor in a column is in a slice. */
export function inSlice(
  where: string | undefined,
  slice: Slice | undefined,
  column: string | undefined,
): string | undefined {
  if (slice === undefined || column === undefined) return where;
  const own = `hash(${column}) % ${slice.of} = ${slice.at}`;
  return where === undefined ? own : `(${where}) and ${own}`;
}

/** Relations of which a row is looked up for one contributor, so that a slice needs a slice of them. */
export function slicedRelations({ contributor, lookups }: PlannedPopulation): readonly string[] {
  const [first = ""] = contributor;
  return lookups.filter(({ on }) => Object.hasOwn(on, first)).map(({ relation }) => relation);
}

/** The relation itself, or the step that adds the columns of the lookups. */
export function sourceSql(
  population: PlannedPopulation,
  dialect: Dialect,
  slice?: Slice,
): SourceSql {
  const { name: title, relation, lookups } = population;
  if (lookups.length === 0) return { from: dialect.identifier(relation), steps: [] };
  const rows = dialect.identifier(`rows of ${title}`);
  const owners = new Map<string, PlannedLookup>();
  const joins: string[] = [];
  const added: string[] = [];
  for (const lookup of lookups) {
    joins.push(joinSql(lookup, { population, dialect, owners }));
    for (const column of lookup.columns) {
      owners.set(column.name, lookup);
      const value = foundSql(column, lookup, dialect);
      added.push(`${value} as ${dialect.identifier(column.name)}`);
    }
  }
  const query = selectSql({
    select: ["source.*", ...added],
    from: [`${dialect.identifier(relation)} as source`, ...joins].join("\n"),
    groupBy: [],
  });
  const steps = lookups.map((lookup) => lookupStep(lookup, { population, dialect, slice }));
  return { from: rows, steps: [...steps, { title: rows, query }] };
}

interface Joining {
  readonly population: PlannedPopulation;
  readonly dialect: Dialect;
  /** Column → the earlier lookup that gives it. */
  readonly owners: ReadonlyMap<string, PlannedLookup>;
}

function joinSql(lookup: PlannedLookup, { population, dialect, owners }: Joining): string {
  const { name: alias } = lookup;
  const on = Object.entries(lookup.on).map(([own, theirs]) => {
    const owner = owners.get(own);
    const given = owner?.columns.find((column) => column.name === own);
    const left =
      owner === undefined || given === undefined
        ? `source.${dialect.identifier(own)}`
        : foundSql(given, owner, dialect);
    return `${left} = ${dialect.identifier(alias)}.${dialect.identifier(theirs)}`;
  });
  const step = lookupTitle(lookup, population, dialect);
  return `left join ${step} as ${dialect.identifier(alias)} on ${on.join(" and ")}`;
}

/** What a lookup gives a row: a count of nothing is 0. */
function foundSql({ name, aggregate }: PlannedMeasure, lookup: PlannedLookup, dialect: Dialect) {
  const value = `${dialect.identifier(lookup.name)}.${dialect.identifier(name)}`;
  return aggregate === "count" ? `coalesce(${value}, 0)` : value;
}

function lookupTitle(
  { name }: PlannedLookup,
  population: PlannedPopulation,
  dialect: Dialect,
): string {
  return dialect.identifier(`${name} for ${population.name}`);
}

/** The records that are looked up, folded by the columns that find them. */
function lookupStep(
  lookup: PlannedLookup,
  { population, dialect, slice }: Omit<Joining, "owners"> & { readonly slice: Slice | undefined },
): Step {
  const own = lookup.on[population.contributor[0] ?? ""];
  const keys = [...new Set(Object.values(lookup.on))].map((column) => dialect.identifier(column));
  const orderBy = lookup.orderBy === undefined ? [] : [dialect.identifier(lookup.orderBy)];
  return {
    title: lookupTitle(lookup, population, dialect),
    query: selectSql({
      select: [...keys, ...lookup.columns.map((column) => measureSql(column, orderBy, dialect))],
      from: dialect.identifier(lookup.relation),
      where: inSlice(
        lookup.where && expressionSqlOf(lookup.where, dialect),
        slice,
        own && dialect.identifier(own),
      ),
      groupBy: keys,
    }),
  };
}

/** A measure over rows, the last of which are found by `orderBy`. */
export function measureSql(
  { name, aggregate, of, filter }: PlannedMeasure,
  orderBy: readonly string[],
  dialect: Dialect,
): string {
  const value = of === undefined ? "*" : expressionSqlOf(of, dialect);
  const title = dialect.identifier(name);
  if (aggregate === "last") return `${dialect.last(value, [...orderBy, value])} as ${title}`;
  const rows = filter === undefined ? "" : ` filter (where ${expressionSqlOf(filter, dialect)})`;
  const folded = `${aggregateSql(aggregate, value, dialect)}(${value})${rows}`;
  return `${exactSql(aggregate, folded, dialect)} as ${title}`;
}

/** A sum as a whole number that fits; the engine refuses one that does not. */
export function exactSql(
  aggregate: PlannedMeasure["aggregate"],
  sql: string,
  { types }: Dialect,
): string {
  return aggregate === "sum" ? `cast(${sql} as ${types.whole})` : sql;
}

/** What an aggregate is called where it folds a value. */
export function aggregateSql(
  aggregate: PlannedMeasure["aggregate"],
  value: string,
  { extreme }: Dialect,
): string {
  const isExtreme = aggregate === "min" || aggregate === "max";
  return isExtreme && extreme !== undefined ? extreme(aggregate, value) : aggregate;
}

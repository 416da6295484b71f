/** The contributors of the reference engine: whose rows, in which place of every dimension, with which measures. */
import type { ValueRow } from "./evaluate.ts";
import type { PlannedDimension, PlannedPopulation } from "./plan.ts";
import {
  isEqual,
  isTrue,
  latest,
  lookedUp,
  measured,
  rowsOf,
  type Tables,
} from "./reference-rows.ts";

/** A contributor with its codes, one per dimension of the plan, and its measures. */
export interface Contributor {
  readonly codes: readonly string[];
  readonly measures: ValueRow;
  /** How many persons it stands for. */
  readonly persons: number;
  /** Null where it is not known, or not asked. */
  readonly school: string | null;
  /** Its record key; null where nothing asks for it, or where a column that names it is null. */
  readonly key: number | null;
}

/** Everybody of a population. */
export function contributorsOf(
  population: PlannedPopulation,
  tables: Tables,
): readonly Contributor[] {
  const rows = rowsOf(population.relation, undefined, tables)
    .map((row) => lookedUp(row, population.lookups, tables))
    .filter((row) => isTrue(population.where, row));
  const byContributor = Map.groupBy(rows, (row) =>
    JSON.stringify(population.contributor.map((column) => row[column] ?? null)),
  );
  return [...byContributor.values()].map((own) => contributorOf(own, population, tables));
}

function contributorOf(
  rows: readonly ValueRow[],
  population: PlannedPopulation,
  tables: Tables,
): Contributor {
  const { measures: planned, orderBy, persons } = population;
  const measures = Object.fromEntries(
    planned.map((measure) => [measure.name, measured(measure, rows, [orderBy])]),
  );
  return {
    codes: codesOf(lastPlace(rows, population), population, tables),
    measures,
    persons: persons === undefined ? 1 : Number(measures[persons] ?? 0),
    school: schoolOf(rows, population, tables),
    key: keyOf(rows, population),
  };
}

/** The rows of a contributor name it alike. */
function keyOf([row = {}]: readonly ValueRow[], population: PlannedPopulation): number | null {
  const { contributor, keyed } = population;
  const named = contributor.flatMap((column) => row[column] ?? []);
  if (keyed === undefined || named.length < contributor.length) return null;
  return keyed.keyOf(named.map(String));
}

/** The code of a contributor's school; null where nothing asks for it or says it. */
function schoolOf(
  rows: readonly ValueRow[],
  population: PlannedPopulation,
  tables: Tables,
): string | null {
  const { school } = population;
  if (school === undefined) return null;
  const code = codeOf(lastPlace(rows, { ...population, dimensions: [school] }), school, tables);
  return code === school.unknown ? null : code;
}

/**
 * The columns that decide a contributor's place, as its last row has them; of several last rows the
 * greatest value counts, column by column.
 */
function lastPlace(rows: readonly ValueRow[], population: PlannedPopulation): ValueRow {
  const columns = population.dimensions.flatMap(({ column, join }) =>
    join === undefined ? (column ?? []) : Object.keys(join.on),
  );
  return Object.fromEntries(
    columns.map((column) => [column, latest(rows, [population.orderBy, column])[column] ?? null]),
  );
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
  const said = String(value);
  const told = Object.hasOwn(dimension.map, said) ? dimension.map[said] : said;
  return told === undefined || told === dimension.total ? dimension.unknown : told;
}

function valueOf(
  row: ValueRow,
  { column, join }: PlannedDimension,
  tables: Tables,
): Exclude<ValueRow[string], undefined> {
  if (column === undefined) return null;
  if (join === undefined) return row[column] ?? null;
  const on = Object.entries(join.on);
  const joined = rowsOf(join.relation, join.where, tables).filter((theirs) =>
    on.every(([own, their]) => isEqual(row[own], theirs[their])),
  );
  const by = join.latestBy === undefined ? [column] : [join.latestBy, column];
  return latest(joined, by)[column] ?? null;
}

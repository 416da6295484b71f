import { placedDimensions } from "./behind-sql.ts";
import { columnsOf, type Expression } from "./expression.ts";
import type { Plan, PlannedLookup, PlannedMeasure, PlannedPopulation } from "./plan.ts";

/** Every relation that a plan reads, and the columns it reads of it. */
export function columnsRead(plan: Plan): ReadonlyMap<string, ReadonlySet<string>> {
  const read = new Map<string, Set<string>>();
  for (const [relation, column] of plan.populations.flatMap(readings)) {
    const columns = read.get(relation) ?? new Set();
    read.set(relation, columns.add(column));
  }
  return read;
}

/** A relation and a column of it. */
type Reading = readonly [string, string];

function readings(population: PlannedPopulation): readonly Reading[] {
  const { relation, contributor, orderBy, lookups, where, measures } = population;
  const dimensions = placedDimensions(population);
  const given = new Set(lookups.flatMap(({ columns }) => columns.map(({ name }) => name)));
  const own = [
    ...contributor,
    orderBy,
    ...inside(where),
    ...measures.flatMap(measured),
    ...lookups.flatMap(({ on }) => Object.keys(on)),
    ...dimensions.flatMap(({ column, join }) =>
      join === undefined ? (column ?? []) : Object.keys(join.on),
    ),
  ].filter((column) => !given.has(column));
  const joined = dimensions.flatMap(({ column, join }) =>
    join === undefined || column === undefined
      ? []
      : of(join.relation, [
          column,
          ...Object.values(join.on),
          ...(join.latestBy === undefined ? [] : [join.latestBy]),
          ...inside(join.where),
        ]),
  );
  return [...of(relation, own), ...lookups.flatMap(lookedUp), ...joined];
}

function lookedUp({ relation, on, where, orderBy, columns }: PlannedLookup): readonly Reading[] {
  const order = orderBy === undefined ? [] : [orderBy];
  const read = [...Object.values(on), ...order, ...inside(where), ...columns.flatMap(measured)];
  return of(relation, read);
}

function measured({ of: value, filter }: PlannedMeasure): readonly string[] {
  return [...inside(value), ...inside(filter)];
}

function inside(expression: Expression | undefined): readonly string[] {
  return expression === undefined ? [] : [...columnsOf(expression)];
}

function of(relation: string, columns: readonly string[]): readonly Reading[] {
  return columns.map((column) => [relation, column]);
}

/**
 * What the columns and measures of a plan are, as far as PostgreSQL has other words for them: it has
 * no array of lists, and no greatest of truth values.
 */
import type { Dialect } from "./dialect.ts";
import { expressionSqlOf } from "./expression-sql.ts";
import { type ExpressionType, kindOf, type ScalarKind, typeOf } from "./expression-type.ts";
import type { Plan, PlannedMeasure } from "./plan.ts";
import type { PostgresKinds } from "./postgres-dialect.ts";
import type { PostgresRelations } from "./postgres-sources.ts";

/** The lists and truth values of a plan, as the statement writes them. */
export function kindsOf(
  { populations }: Plan,
  relations: PostgresRelations,
  dialect: Dialect,
): PostgresKinds {
  const found: Found = { lists: new Map(), truths: new Set(), dialect };
  for (const { relation, lookups, measures } of populations) {
    const columns = columnsOf(relation, relations);
    for (const lookup of lookups) {
      const theirs = columnsOf(lookup.relation, relations);
      for (const column of lookup.columns) columns.set(column.name, admit(column, theirs, found));
    }
    for (const measure of measures) admit(measure, columns, found);
  }
  return found;
}

interface Found extends PostgresKinds {
  readonly lists: Map<string, string>;
  readonly truths: Set<string>;
  readonly dialect: Dialect;
}

type Columns = Map<string, ExpressionType>;

function columnsOf(relation: string, relations: PostgresRelations): Columns {
  const properties = relations.get(relation)?.properties ?? [];
  return new Map(
    properties.map(({ name, type }) => [name, { kind: kindOf(type), nullable: true }]),
  );
}

/** The type of a measure; it is remembered where it is a list or a truth value. */
function admit(
  { name, aggregate, of }: PlannedMeasure,
  columns: Columns,
  { lists, truths, dialect }: Found,
): ExpressionType {
  if (of === undefined || aggregate === "sum" || aggregate === "count") {
    return { kind: "integer", nullable: true };
  }
  const type = typeOf(of, { columns, parameters: new Map(), place: `measure ${name}` });
  const list = listTypes[type.kind];
  for (const sql of [expressionSqlOf(of, dialect), dialect.identifier(name)]) {
    if (list !== undefined) lists.set(sql, list);
    if (type.kind === "boolean") truths.add(sql);
  }
  return type;
}

const listTypes: Readonly<Partial<Record<ScalarKind, string>>> = {
  "integer-list": "bigint[]",
  "number-list": "double precision[]",
  "string-list": "text[]",
};

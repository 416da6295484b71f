/** From the tables of a database to the relations of a plan: which table, which columns, of what type. */
import type { Property } from "@edufed/schemas";
import { InputError, UsageError } from "../errors.ts";
import type { Plan } from "./plan.ts";
import { columnsRead } from "./plan-columns.ts";
import type { PostgresColumn, PostgresTable } from "./postgres-catalogue.ts";
import { postgresType, readingSql } from "./postgres-reading.ts";
import type { Step } from "./select-text.ts";
import { selectSql } from "./select-text.ts";
import { quoteIdentifier } from "./sql-text.ts";

/** What of an entity decides how its table is read. */
export interface PostgresRelation {
  readonly properties: readonly Pick<Property, "name" | "type" | "required">[];
}

/** Relations by name, which are also the names of their tables; the entities of a registry are such. */
export type PostgresRelations = ReadonlyMap<string, PostgresRelation>;

/** What is said of a value that is none of its property. */
export function unreadable(relation: string, property: string): string {
  return `A value of ${relation}.${property} is not of the kind that the property has.`;
}

/** How the words of `unreadable` are found in what a server says. */
export const unreadablePattern: RegExp =
  /A value of [a-zA-Z0-9_-]+\.[a-zA-Z0-9_]+ is not of the kind that the property has\./;

/** A step for every relation that a plan reads: its columns, typed. */
export function sourceSteps(
  plan: Plan,
  relations: PostgresRelations,
  tables: ReadonlyMap<string, PostgresTable>,
): readonly Step[] {
  return [...columnsRead(plan)].map(([name, columns]) => {
    const table = tables.get(name);
    if (table === undefined) throw noTable(name);
    const properties = [...columns].toSorted().map((each) => propertyOf(relations, name, each));
    return {
      title: quoteIdentifier(name),
      how: "not materialized",
      query: selectSql({
        select: properties.map((property) => columnSql(name, property, table)),
        from: `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`,
        groupBy: [],
      }),
    };
  });
}

type RelationProperty = PostgresRelation["properties"][number];

function propertyOf(
  relations: PostgresRelations,
  relation: string,
  name: string,
): RelationProperty {
  const property = relations.get(relation)?.properties.find((each) => each.name === name);
  if (property !== undefined) return property;
  throw new UsageError(
    `${relation} has no property ${name} that could be counted.`,
    "Count the records of an entity of the standard, or of a member's own properties.",
  );
}

/** A property that need not be there is unknown where its column is not. */
function columnSql(relation: string, property: RelationProperty, table: PostgresTable): string {
  const { name, type, required } = property;
  const column: PostgresColumn | undefined = table.columns.find((each) => each.name === name);
  const title = quoteIdentifier(name);
  if (column !== undefined) {
    return `${readingSql(column, property, unreadable(relation, name))} as ${title}`;
  }
  if (!required) return `cast(null as ${postgresType(type)}) as ${title}`;
  throw new InputError(
    `The table ${relation} has no column ${name}.`,
    `Name columns like properties ("${name}", in quotes), in the table or in a view of it.`,
  );
}

function noTable(name: string): InputError {
  return new InputError(
    `There is no table or view called ${name}.`,
    "Name tables after their entity, or give another ?schema= in the address.",
  );
}

import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Entity } from "@edufed/schemas";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { InputError } from "../errors.ts";
import { engineMessage } from "./csv.ts";
import { copySql, type Selected, selectedColumns } from "./postgres-select.ts";
import type { LocatedTable } from "./postgres-tables.ts";
import type { RawRelation } from "./raw-relation.ts";

/** One record may be this long as text. */
const recordBytesMax = 1 << 26;

/**
 * Reads a table, or the rows of it that meet a condition, into the raw relation `name`, by way of a file that is gone when the
 * engine has it. `_row` counts the records in the order of the entity's key.
 */
export async function postgresRelation(
  engine: SqlEngine,
  entity: Entity,
  { table, snapshot, place, folder }: LocatedTable,
  name: string,
  where?: string,
): Promise<RawRelation> {
  const selected = selectedColumns(entity, table);
  if (selected.length === 0) throw noProperty(entity, place, table.columns.length);
  const file = join(folder, `${entity.name}.csv`);
  try {
    await snapshot.copy(copySql(entity, table, selected, where), file, place);
    await engine.run(loadSql(file, selected, name));
  } catch (cause) {
    if (!/Maximum line size/i.test(engineMessage(cause))) throw cause;
    throw new InputError(
      `${place}: a record is longer than ${recordBytesMax >> 20} MB.`,
      "Leave out what is not a property, or give a view without it.",
      { cause },
    );
  } finally {
    await rm(file, { force: true });
  }
  return { columns: table.columns.map((column) => column.name), malformed: [] };
}

/** SQL that makes the relation of a file that `copySql` has filled. */
function loadSql(file: string, selected: readonly Selected[], name: string): string {
  const types = selected.map(({ property, form }) => {
    return `${quoteLiteral(property.name)}: ${quoteLiteral(form === "JSON" ? "VARCHAR" : form)}`;
  });
  const options = [
    `columns = {'_row': 'BIGINT', ${types.join(", ")}}`,
    "header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', new_line = '\\n'",
    "nullstr = '', allow_quoted_nulls = false",
    // Unless it is told, the engine takes sixteen of the longest lines into memory at a time.
    `strict_mode = true, null_padding = false, max_line_size = ${recordBytesMax}, buffer_size = ${recordBytesMax}`,
  ].join(", ");
  return [
    `CREATE TABLE ${quoteIdentifier(name)} AS`,
    `SELECT _row, ${selected.map(columnSql).join(", ")}`,
    `FROM read_csv(${quoteLiteral(file)}, ${options})`,
  ].join("\n");
}

/** PostgreSQL takes some JSON that nobody else does, such as half a surrogate pair: no value of any property. */
function columnSql({ property, form }: Selected): string {
  const column = quoteIdentifier(property.name);
  if (form !== "JSON") return column;
  const wrong = property.type.kind === "list" ? "{}" : "[]";
  return `CAST(CASE WHEN json_valid(${column}) THEN ${column} WHEN ${column} IS NOT NULL THEN '${wrong}' END AS JSON) AS ${column}`;
}

function noProperty(entity: Entity, place: string, columns: number): InputError {
  const required = entity.properties.filter((property) => property.required);
  return new InputError(
    `${place}: none of its ${columns} columns is a property of ${entity.name}.`,
    `Columns are named like properties ("studentId", in quotes), at least ${required.map(({ name }) => name).join(", ")}.`,
  );
}

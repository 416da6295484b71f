import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { compressionOption } from "./compression.ts";

/** A file that can be written anew with other values in some of its columns, in its own format. */
export interface Rewriting {
  /** Relation of the file's rows: `_row`, as a spreadsheet shows it, and each column under `as`. */
  readonly relation: string;
  readonly columns: readonly RewritingColumn[];
  /** Whether a column can be given another name; JSON has names in each record. */
  readonly canRename: boolean;
  /** SQL that makes the relation `result` of what is to be written: `_row`, the values, and `kind<i>` of each change that was made. */
  readonly resultSql: (result: string, changes: readonly ColumnChange[]) => string;
  /** SQL that writes a result, in the order of the file. */
  readonly writeSql: (result: string, names: ReadonlyMap<string, string>, target: string) => string;
}

export interface RewritingColumn {
  /** As the file names it. */
  readonly name: string;
  /** As the relation names it. */
  readonly as: string;
  /** SQL of the value, NULL where there is none; its engine type is `type`. */
  readonly value: string;
  readonly type: string;
}

/** New values of a column. */
export interface ColumnChange {
  readonly column: RewritingColumn;
  /** Relation of `_raw`, the value as text; `_value`, what is written in its place; and `_kind`. */
  readonly table: string;
}

/** SQL of the rows of a relation, each beside its changes `change<i>`. */
export function withChanges(relation: string, changes: readonly ColumnChange[]): string {
  const joins = changes.map(
    ({ column, table }, index) =>
      `LEFT JOIN ${quoteIdentifier(table)} AS change${index} ON change${index}._raw = CAST(${column.value} AS VARCHAR)`,
  );
  return [`FROM ${quoteIdentifier(relation)}`, ...joins].join("\n");
}

/** SQL of a result whose columns stay columns: what has a change has its new value. */
export function changedColumns(
  relation: string,
  columns: readonly RewritingColumn[],
  changes: readonly ColumnChange[],
): string {
  const values = columns.map(({ as, type }) => {
    const index = changes.findIndex(({ column }) => column.as === as);
    return index < 0 ? as : `coalesce(CAST(change${index}._value AS ${type}), ${as}) AS ${as}`;
  });
  const kinds = changes.map((_, index) => `change${index}._kind AS kind${index}`);
  return `SELECT _row, ${[...values, ...kinds].join(", ")}\n${withChanges(relation, changes)}`;
}

/** SQL that writes the columns of a result under their names. */
export function copyColumns(
  result: string,
  columns: readonly RewritingColumn[],
  names: ReadonlyMap<string, string>,
  { target, options }: { readonly target: string; readonly options: string },
): string {
  const named = columns.map(
    ({ name, as }) => `${as} AS ${quoteIdentifier(names.get(name) ?? name)}`,
  );
  return `COPY (SELECT ${named.join(", ")} FROM ${quoteIdentifier(result)} ORDER BY _row) TO ${quoteLiteral(target)} (${options})`;
}

/** The option that packs what is written as the file was packed. */
export function packing(path: string): string {
  return compressionOption(path).replace(" = ", " ");
}

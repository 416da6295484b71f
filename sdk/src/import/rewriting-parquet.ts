import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { openParquet, parquetSelect } from "./parquet.ts";
import { changedColumns, copyColumns, type Rewriting, type RewritingColumn } from "./rewriting.ts";

/** Opens a Parquet file, whose rows stay where they are. */
export async function openParquetRewriting(
  engine: SqlEngine,
  path: string,
  name: string,
): Promise<Rewriting> {
  const types = [...(await openParquet(engine, [path]))].filter(
    ([column]) => column !== "file_row_number",
  );
  const columns: readonly RewritingColumn[] = types.map(([column, type], index) => ({
    name: column,
    as: `c${index}`,
    value: `c${index}`,
    type,
  }));
  const renamed = columns.map((column) => `${quoteIdentifier(column.name)} AS ${column.as}`);
  const rows = parquetSelect(
    [path],
    columns.map((column) => column.name),
  );
  await engine.run(
    `CREATE OR REPLACE VIEW ${quoteIdentifier(name)} AS SELECT _row, ${renamed.join(", ")} FROM (${rows})`,
  );
  return {
    relation: name,
    columns,
    canRename: true,
    resultSql: (result, changes) =>
      `CREATE OR REPLACE VIEW ${quoteIdentifier(result)} AS ${changedColumns(name, columns, changes)}`,
    writeSql: (result, names, target) =>
      copyColumns(result, columns, names, { target, options: "FORMAT parquet" }),
  };
}

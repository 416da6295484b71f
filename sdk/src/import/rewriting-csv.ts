import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { csvRows, readingCsv } from "./csv.ts";
import { openSoundCsv } from "./csv-careful.ts";
import {
  changedColumns,
  copyColumns,
  packing,
  type Rewriting,
  type RewritingColumn,
} from "./rewriting.ts";

/** Opens a CSV file: every cell as the text that it is, also the empty text in quotes. */
export async function openCsvRewriting(
  engine: SqlEngine,
  path: string,
  name: string,
): Promise<Rewriting> {
  const file = await openSoundCsv(path);
  const columns: readonly RewritingColumn[] = file.columns.map((column, index) => ({
    name: column,
    as: `c${index}`,
    value: `nullif(c${index}, '')`,
    type: "VARCHAR",
  }));
  const cells = csvRows(file, file.columns).replace(/\)$/, ", allow_quoted_nulls = false)");
  const renamed = columns.map((column) => `${quoteIdentifier(column.name)} AS ${column.as}`);
  const part = quoteIdentifier(`${name}__cells`);
  await readingCsv(
    engine,
    `CREATE OR REPLACE TABLE ${part} AS SELECT ${renamed.join(", ")} FROM (${cells});
CREATE OR REPLACE VIEW ${quoteIdentifier(name)} AS SELECT rowid + 2 AS _row, * FROM ${part}`,
  );
  const options = `FORMAT csv, HEADER true, DELIMITER ${quoteLiteral(file.delimiter)}, QUOTE '"', ESCAPE '"'${packing(path)}`;
  return {
    relation: name,
    columns,
    canRename: true,
    resultSql: (result, changes) =>
      `CREATE OR REPLACE VIEW ${quoteIdentifier(result)} AS ${changedColumns(name, columns, changes)}`,
    writeSql: (result, names, target) => copyColumns(result, columns, names, { target, options }),
  };
}

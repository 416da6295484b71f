import { basename } from "node:path";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { InputError } from "../errors.ts";
import { engineMessage } from "./csv.ts";

/** Columns of the files together, by their engine type. Refuses what is not Parquet. */
export async function openParquet(
  engine: SqlEngine,
  files: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  try {
    const rows = await engine.rows(`DESCRIBE SELECT * FROM ${source(files)}`);
    return new Map(rows.map((row) => [String(row["column_name"]), String(row["column_type"])]));
  } catch (cause) {
    if (/No files found/.test(engineMessage(cause))) throw cause;
    const broken = files.find((path) => engineMessage(cause).includes(path));
    throw new InputError(
      `${basename(broken ?? files[0] ?? "")}: not a Parquet file, or one that was cut off.`,
      "Write the file again; if it is another format, give it that format's ending.",
      { cause },
    );
  }
}

/** SQL over the files as they are; `_row` counts from 2 in each file, as if the names were a header. */
export function parquetSelect(files: readonly string[], columns: readonly string[]): string {
  const file = files.length > 1 ? "filename AS _file, " : "";
  const chosen = columns.map(quoteIdentifier).join(", ");
  return `SELECT ${file}file_row_number + 2 AS _row, ${chosen} FROM ${source(files)}`;
}

function source(files: readonly string[]): string {
  const list = files.map(quoteLiteral).join(", ");
  const union = files.length > 1 ? ", filename = true, union_by_name = true" : "";
  return `read_parquet([${list}], file_row_number = true${union})`;
}

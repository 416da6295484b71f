import type { Entity } from "@edufed/schemas";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { csvRows, openCsv, readingCsv } from "./csv.ts";
import {
  createTable,
  createView,
  knownColumns,
  partPrefix,
  type RawRelation,
  withFile,
} from "./raw-relation.ts";

/** Reads CSV files into the raw relation `name`. */
export async function csvRelation(
  engine: SqlEngine,
  entity: Entity,
  paths: readonly string[],
  name: string,
): Promise<RawRelation> {
  const files = await Promise.all(paths.map(openCsv));
  const parts = files.map((file, index) => {
    const known = knownColumns(entity, file.path, file.columns);
    const part = `${partPrefix(name)}${index}`;
    // A table keeps the order of the file; its header is row 1.
    const numbered = `SELECT rowid + 2 AS _row, * FROM ${quoteIdentifier(part)}`;
    return {
      table: createTable(part, [csvRows(file, known)]),
      rows: withFile(numbered, file.path, files.length),
    };
  });
  await readingCsv(engine, parts.map(({ table }) => table).join(";\n"));
  await createView(
    engine,
    name,
    parts.map(({ rows }) => rows),
  );
  return { columns: [...new Set(files.flatMap((file) => file.columns))], malformed: [] };
}

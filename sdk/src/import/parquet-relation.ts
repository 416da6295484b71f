import type { Entity } from "@edufed/schemas";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { openParquet, parquetSelect } from "./parquet.ts";
import { knownColumns, type RawRelation } from "./raw-relation.ts";

/** Columns that reading adds. */
const added = new Set(["file_row_number", "filename"]);

/** Reads Parquet files, which stay where they are, through the raw relation `name`. */
export async function parquetRelation(
  engine: SqlEngine,
  entity: Entity,
  source: { readonly files: readonly string[]; readonly place: string },
  name: string,
): Promise<RawRelation> {
  const types = await openParquet(engine, source.files);
  const columns = [...types.keys()].filter((column) => !added.has(column));
  const known = knownColumns(entity, source.place, columns);
  await engine.run(`CREATE VIEW ${quoteIdentifier(name)} AS ${parquetSelect(source.files, known)}`);
  return { columns, malformed: [] };
}

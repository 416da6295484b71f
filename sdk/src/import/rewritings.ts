import type { Entity } from "@edufed/schemas";
import type { SqlEngine } from "../engine/engine.ts";
import type { RecordFormat } from "./locate.ts";
import { dropRelations } from "./raw-relation.ts";
import type { Rewriting } from "./rewriting.ts";
import { openCsvRewriting } from "./rewriting-csv.ts";
import { openJsonRewriting } from "./rewriting-json.ts";
import { openParquetRewriting } from "./rewriting-parquet.ts";

/** Opens a file, with all its columns, under a name in the engine. Refuses what cannot be read whole. */
export async function openRewriting(
  engine: SqlEngine,
  entity: Entity,
  file: { readonly path: string; readonly format: RecordFormat },
  name: string,
): Promise<Rewriting> {
  switch (file.format) {
    case "csv":
      return openCsvRewriting(engine, file.path, name);
    case "parquet":
      return openParquetRewriting(engine, file.path, name);
    case "json":
    case "ndjson":
      return openJsonRewriting(engine, entity, { path: file.path, format: file.format }, name);
  }
}

/** Lets go of a file that was opened and of its result. */
export async function closeRewriting(
  engine: SqlEngine,
  { relation }: Rewriting,
  result: string,
): Promise<void> {
  await dropRelations(engine, "table_name IN (?, ?)", [relation, result]);
}

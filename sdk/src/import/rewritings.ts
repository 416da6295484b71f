import type { Entity } from "@edufed/schemas";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import type { RecordFormat } from "./locate.ts";
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
  const kinds = await engine.rows(
    "SELECT table_name, table_type FROM information_schema.tables WHERE table_name IN (?, ?)",
    [relation, result],
  );
  // A view goes before the table that it looks at.
  const views = kinds.filter((kind) => kind["table_type"] === "VIEW");
  const tables = kinds.filter((kind) => kind["table_type"] !== "VIEW");
  for (const [word, found] of [
    ["VIEW", views],
    ["TABLE", tables],
  ] as const) {
    // One after the other: an engine answers one query at a time.
    for (const kind of found) {
      await engine.run(`DROP ${word} ${quoteIdentifier(String(kind["table_name"]))}`);
    }
  }
}

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { catalog } from "../../../scripts/trino/cluster.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../../src/engine/sql-text.ts";
import { openTrino, type TrinoEngine } from "../../src/engine/trino.ts";
import type { TrinoOptions } from "../../src/engine/trino-client.ts";

/** A schema of a test file's own on the cluster that all of them share. */
export interface TrinoSchema {
  readonly engine: TrinoEngine;
  /** How to open another connection to it. */
  readonly options: TrinoOptions;
  /** Makes the folder of a table, to write Parquet files into. */
  folderOf(table: string): string;
  /** Makes a table over the Parquet files of its folder: column → type as DuckDB names it. */
  register(table: string, columns: Readonly<Record<string, string>>): Promise<void>;
  /** Gives the cluster a relation of DuckDB: as a Parquet file, and a table over it. */
  copy(from: SqlEngine, relation: string): Promise<void>;
  /** Drops a table and its files. */
  drop(table: string): Promise<void>;
  close(): Promise<void>;
}

/** Makes a schema; its name is the suite's. */
export async function openTrinoSchema(name: string): Promise<TrinoSchema> {
  const { server, shared } = inject("trino");
  const options: TrinoOptions = { server, user: "edufed", catalog, schema: name };
  const engine = await openTrino(options);
  await engine.rows(`create schema ${quoteIdentifier(name)}`);
  const folderOf = (table: string): string => {
    const folder = join(shared, name, table);
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  const register: TrinoSchema["register"] = async (table, columns) => {
    const list = Object.entries(columns).map(
      ([column, type]) => `${quoteIdentifier(column)} ${trinoType(type)}`,
    );
    const location = quoteLiteral(`local:///${name}/${table}`);
    await engine.rows(
      `create table ${quoteIdentifier(table)} (${list.join(", ")}) with (format = 'PARQUET', external_location = ${location})`,
    );
  };
  const drop = async (table: string): Promise<void> => {
    await engine.rows(`drop table if exists ${quoteIdentifier(table)}`);
    rmSync(folderOf(table), { recursive: true });
  };
  return {
    engine,
    options,
    folderOf,
    register,
    drop,
    async copy(from, relation) {
      const file = quoteLiteral(join(folderOf(relation), "part.parquet"));
      const source = quoteIdentifier(relation);
      await from.run(`copy (from ${source}) to ${file} (format parquet)`);
      const described = await from.rows(`describe ${source}`);
      const columns = described.map(
        (row) => [String(row["column_name"]), String(row["column_type"])] as const,
      );
      await register(relation, Object.fromEntries(columns));
    },
    async close() {
      await engine.rows(`drop schema ${quoteIdentifier(name)} cascade`);
      engine.close();
    },
  };
}

/** What Trino reads a column as that DuckDB has written. A time is one in UTC, and does not say so. */
function trinoType(type: string): string {
  if (type.endsWith("[]")) return `array(${trinoType(type.slice(0, -2))})`;
  const known = types[type];
  if (known === undefined) throw new TypeError(`no type of Trino is known for ${type}`);
  return known;
}

const types: Readonly<Record<string, string>> = {
  VARCHAR: "varchar",
  JSON: "varchar",
  BIGINT: "bigint",
  INTEGER: "integer",
  DOUBLE: "double",
  BOOLEAN: "boolean",
  DATE: "date",
  "TIMESTAMP WITH TIME ZONE": "timestamp(6)",
};

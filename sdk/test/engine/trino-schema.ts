import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { catalog } from "../../../scripts/trino/cluster.ts";
import type { Engine, SqlEngine } from "../../src/engine/engine.ts";
import { columnsRead } from "../../src/engine/plan-columns.ts";
import { quoteIdentifier, quoteLiteral } from "../../src/engine/sql-text.ts";
import { openTrino, type TrinoEngine } from "../../src/engine/trino.ts";
import type { TrinoOptions } from "../../src/engine/trino-client.ts";

/** A schema of a test file's own on the cluster that all of them share. */
export interface TrinoSchema {
  readonly engine: TrinoEngine;
  /** How to open another connection to it. */
  readonly options: TrinoOptions;
  /**
   * Makes a table, instead of an earlier one of that name, over the Parquet files of a new folder,
   * which is returned: column → type as DuckDB names it.
   */
  register(table: string, columns: Readonly<Record<string, string>>): Promise<string>;
  /** Gives the cluster a relation of DuckDB: as a Parquet file, which is returned, and a table over it. */
  copy(from: SqlEngine, relation: string): Promise<string>;
  /** Counts with Trino what is in DuckDB at that time. */
  countingWith(duckdb: SqlEngine): Engine;
  close(): Promise<void>;
}

/** Makes a schema; its name is the suite's. */
export async function openTrinoSchema(name: string): Promise<TrinoSchema> {
  const { server, shared } = inject("trino");
  const options: TrinoOptions = { server, user: "edufed", catalog, schema: name };
  const engine = await openTrino(options);
  await engine.rows(`create schema ${quoteIdentifier(name)}`);
  let folders = 0;
  const register: TrinoSchema["register"] = async (table, columns) => {
    const folder = join(name, String((folders += 1)));
    mkdirSync(join(shared, folder), { recursive: true });
    const list = Object.entries(columns).map(
      ([column, type]) => `${quoteIdentifier(column)} ${trinoType(type)}`,
    );
    await engine.rows(`drop table if exists ${quoteIdentifier(table)}`);
    await engine.rows(
      `create table ${quoteIdentifier(table)} (${list.join(", ")}) with (format = 'PARQUET', external_location = ${quoteLiteral(`local:///${folder}`)})`,
    );
    return join(shared, folder);
  };
  const copy: TrinoSchema["copy"] = async (from, relation) => {
    const source = quoteIdentifier(relation);
    const described = await from.rows(`describe ${source}`);
    const columns = described.map(
      (row) => [String(row["column_name"]), String(row["column_type"])] as const,
    );
    const file = join(await register(relation, Object.fromEntries(columns)), "part.parquet");
    await from.run(`copy (from ${source}) to ${quoteLiteral(file)} (format parquet)`);
    return file;
  };
  return {
    engine,
    options,
    register,
    copy,
    countingWith: (duckdb) => ({
      name: engine.name,
      version: engine.version,
      async cells(plan) {
        for (const relation of columnsRead(plan).keys()) await copy(duckdb, relation);
        return engine.cells(plan);
      },
      close: () => undefined,
    }),
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

import type { ValueType } from "@edufed/schemas";
import { Client } from "pg";
import type { Engine } from "../../src/engine/engine.ts";
import type { ValueRow } from "../../src/engine/evaluate.ts";
import { isNested } from "../../src/engine/reading.ts";
import { openPostgres, type PostgresEngine } from "../../src/engine/postgres.ts";
import { postgresType } from "../../src/engine/postgres-reading.ts";
import type { PostgresRelation, PostgresRelations } from "../../src/engine/postgres-sources.ts";
import type { Tables } from "../../src/engine/reference.ts";
import { quoteIdentifier, quoteLiteral } from "../../src/engine/sql-text.ts";
import { openCluster } from "../tables/postgres-cluster.ts";

/** How a table holds values: each in a type of its own, all as JSON, or all as text. */
export type Arrangement = "typed" | "jsonb" | "text";

/** A PostgreSQL of a test file's own, with a database that sorts as English does and a schema of records. */
export interface PostgresRecords {
  /** The folder of the server's socket, which stands for a host. */
  readonly folder: string;
  /** The address of the schema. */
  readonly address: string;
  /** Runs SQL in the database, and gives what it prints. */
  psql(sql: string): string;
  /** What a statement gives. */
  rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Makes the schema anew, with tables of these rows. */
  give(tables: Tables, relations: PostgresRelations, arrangement?: Arrangement): Promise<void>;
  /** Counts rows that it puts into tables first; until the next one is asked for, or all is closed. */
  countingOf(tables: Tables, relations: PostgresRelations, arrangement?: Arrangement): Engine;
  close(): Promise<void>;
}

/** Starts it. */
export async function openPostgresRecords(): Promise<PostgresRecords> {
  const cluster = await openCluster();
  cluster.psql(
    "create database records template template0 encoding 'UTF8' locale_provider icu icu_locale 'en-US'; alter system set fsync = off; select pg_reload_conf()",
  );
  const psql = (sql: string): string => cluster.psql(`\\connect records\n${sql}`);
  const client = new Client({ host: cluster.folder, user: "edufed", database: "records" });
  client.on("error", () => undefined);
  await client.connect();
  const address = `postgres://edufed@/records?host=${encodeURIComponent(cluster.folder)}&schema=school`;
  const give: PostgresRecords["give"] = async (tables, relations, arrangement = "typed") => {
    const statements = [...tables].map(([name, rows]) =>
      tableSql(name, relations.get(name), rows, arrangement),
    );
    await client.query(
      `drop schema if exists school cascade; create schema school;\n${statements.join("\n")}`,
    );
  };
  let current: PostgresEngine | undefined;
  return {
    folder: cluster.folder,
    address,
    psql,
    rows: async (sql) => (await client.query<Record<string, unknown>>(sql)).rows,
    give,
    countingOf(tables, relations, arrangement) {
      const opened = (async () => {
        await current?.ended();
        await give(tables, relations, arrangement);
        return (current = await openPostgres({ address, relations }));
      })();
      // Whoever counts is told.
      opened.catch(() => undefined);
      return {
        name: "postgres",
        version: "of a test",
        cells: async (plan) => (await opened).cells(plan),
        close: () => undefined,
      };
    },
    async close() {
      await current?.ended();
      await client.end();
      await cluster.close();
    },
  };
}

/** Does some work with an engine; however it ends, the connection does too. */
export async function counting<T>(
  options: Parameters<typeof openPostgres>[0],
  work: (engine: PostgresEngine) => Promise<T>,
): Promise<T> {
  const engine = await openPostgres(options);
  try {
    return await work(engine);
  } finally {
    await engine.ended();
  }
}

function tableSql(
  name: string,
  relation: PostgresRelation | undefined,
  rows: readonly ValueRow[],
  arrangement: Arrangement,
): string {
  if (relation === undefined) throw new Error(`no relation ${name}`);
  const table = `school.${quoteIdentifier(name)}`;
  const columns = relation.properties.map((property) => {
    const own = isNested(property.type) ? "jsonb" : postgresType(property.type);
    return `${quoteIdentifier(property.name)} ${arrangement === "typed" ? own : arrangement}`;
  });
  const values = quoteLiteral(JSON.stringify(rows));
  return `create table ${table} (${columns.join(", ")});
insert into ${table} select * from jsonb_populate_recordset(null::${table}, ${values});`;
}

/** A relation whose columns are declared by their SQL types. */
export function relationOf(
  columns: Readonly<Record<string, keyof typeof valueTypes>>,
): PostgresRelation {
  return {
    properties: Object.entries(columns).map(([name, type]) => ({
      name,
      type: valueTypes[type],
      required: false,
    })),
  };
}

const valueTypes = {
  varchar: { kind: "string" },
  bigint: { kind: "integer" },
  double: { kind: "number" },
  boolean: { kind: "boolean" },
  date: { kind: "date" },
  "bigint[]": { kind: "list", item: { kind: "integer" }, itemNullable: true },
  "varchar[]": { kind: "list", item: { kind: "string" }, itemNullable: true },
} as const satisfies Readonly<Record<string, ValueType>>;

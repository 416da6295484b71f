import { InputError, UsageError } from "../errors.ts";
import { countedRows } from "./counted-rows.ts";
import type { Dialect } from "./dialect.ts";
import type { Engine, Row, Value } from "./engine.ts";
import type { CountedRow, Plan } from "./plan.ts";
import { parsePostgresAddress, placeOfDatabase, type PostgresAddress } from "./postgres-address.ts";
import { columnsOf, type PostgresTable, relationsOf } from "./postgres-catalogue.ts";
import { postgresDialect, postgresDialectWith, shortName } from "./postgres-dialect.ts";
import { kindsOf } from "./postgres-kinds.ts";
import { openSnapshot, type Snapshot } from "./postgres-snapshot.ts";
import { type PostgresRelations, sourceSteps } from "./postgres-sources.ts";
import { statementError } from "./postgres-statement-error.ts";
import { keySteps } from "./record-key-sql.ts";
import { cellsSql } from "./sql.ts";

/** Where the records are and what they are. */
export interface PostgresOptions {
  /** `postgres://user@host/database?schema=…`, as for the reading of tables. */
  readonly address: string;
  /** What may be counted: the entities of a registry. */
  readonly relations: PostgresRelations;
}

/** A database whose tables and views are named after record entities, and their columns after properties. */
export interface PostgresEngine extends Engine {
  /** The relations that have a table or view. */
  readonly tables: readonly string[];
  /** The statement that counts a plan, as it is run; what it takes as `$1` and so on is not in it. */
  statement(plan: Plan): string;
  /** Ends the connection, whatever is under way, and waits until nothing is. */
  ended(): Promise<void>;
}

/**
 * Connects and begins to read: until it is closed, the engine counts the records of that moment.
 * Nothing in the database is changed, and only cells come out of it.
 */
export async function openPostgres({
  address,
  relations,
}: PostgresOptions): Promise<PostgresEngine> {
  const parsed = parsePostgresAddress(address);
  if (parsed.table !== undefined) {
    throw new UsageError(
      "The address names one table, and metrics count the records of several.",
      "Leave out table=, and name the schema if need be.",
    );
  }
  const snapshot = await openSnapshot(parsed);
  try {
    const tables = await tablesOf(snapshot, parsed, relations);
    const [row] = await snapshot.rows(settings, []);
    return new Postgres(snapshot, { relations, tables, version: String(row?.["version"]) });
  } catch (cause) {
    await snapshot.close();
    throw cause;
  }
}

/**
 * A statement takes as long as it takes. Its tables are named with their schemas, and what it calls is
 * the server's own.
 */
const settings = `SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
  set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true),
  set_config('standard_conforming_strings', 'on', true), set_config('search_path', 'pg_catalog', true)`;

/** The tables and views that are named like relations. */
async function tablesOf(
  snapshot: Snapshot,
  { schema }: PostgresAddress,
  relations: PostgresRelations,
): Promise<ReadonlyMap<string, PostgresTable>> {
  const found = (await relationsOf(snapshot, schema)).filter(({ name }) => relations.has(name));
  if (found.length === 0) throw noTables(snapshot, schema);
  const columns = await columnsOf(
    snapshot,
    found.map(({ oid }) => oid),
  );
  return new Map(
    found.map(({ oid, ...table }) => [table.name, { ...table, columns: columns.get(oid) ?? [] }]),
  );
}

function noTables(snapshot: Snapshot, schema: string | undefined): InputError {
  const place = placeOfDatabase(snapshot);
  const where = schema === undefined ? place : `${place}, schema ${schema}`;
  return new InputError(
    `${where}: no table or view is named after an entity.`,
    "Name tables after their entity (student, attendance-record), or give another ?schema=.",
  );
}

interface Source {
  readonly relations: PostgresRelations;
  readonly tables: ReadonlyMap<string, PostgresTable>;
  readonly version: string;
}

class Postgres implements PostgresEngine {
  readonly name = "postgres";
  readonly version: string;
  readonly tables: readonly string[];
  readonly #snapshot: Snapshot;
  readonly #source: Source;
  /** One after the other: a connection does one thing at a time. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(snapshot: Snapshot, source: Source) {
    this.#snapshot = snapshot;
    this.#source = source;
    this.version = source.version;
    this.tables = [...source.tables.keys()];
  }

  statement(plan: Plan): string {
    return written(plan, this.#source).sql;
  }

  async cells(plan: Plan): Promise<ReadonlyMap<string, readonly CountedRow[]>> {
    const { sql, values, names } = written(plan, this.#source);
    const counting = this.#last.then(() => this.#rows(sql, values));
    this.#last = counting.catch(() => undefined);
    const rows = await counting;
    return countedRows(
      plan,
      rows.map((row) => plainRow(row, names)),
    );
  }

  close(): void {
    void this.ended();
  }

  async ended(): Promise<void> {
    await this.#snapshot.close();
  }

  /** A statement that fails takes back itself and not the moment that is read. */
  async #rows(sql: string, values: readonly string[]): ReturnType<Snapshot["rows"]> {
    const snapshot = this.#snapshot;
    try {
      await snapshot.rows("SAVEPOINT statement", []);
      const found = await snapshot.rows(sql, values);
      await snapshot.rows("RELEASE SAVEPOINT statement", []);
      return found;
    } catch (cause) {
      await snapshot.rows("ROLLBACK TO SAVEPOINT statement", []).catch(() => undefined);
      throw statementError(cause);
    }
  }
}

/** The statement of a plan, and what its names are called that are too long for the server. */
interface Written {
  readonly sql: string;
  /** What is bound: the keys of populations, in hexadecimal digits. */
  readonly values: readonly string[];
  readonly names: ReadonlyMap<string, string>;
}

function written(plan: Plan, { relations, tables }: Source): Written {
  const names = new Map<string, string>();
  const own = postgresDialectWith(kindsOf(plan, relations, postgresDialect));
  const dialect: Dialect = {
    ...own,
    identifier(name) {
      names.set(shortName(name), name);
      return own.identifier(name);
    },
  };
  const values: string[] = [];
  const keys = keySteps(plan, dialect, (secret) => `$${values.push(secret)}`);
  const sources = [...sourceSteps(plan, relations, tables), ...keys];
  return { sql: cellsSql(plan, dialect, sources), values, names };
}

/** Whole numbers that may be large come as text. */
function plainRow(row: Readonly<Record<string, unknown>>, names: ReadonlyMap<string, string>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [names.get(name) ?? name, plainValue(value)]),
  );
}

function plainValue(value: unknown): Value {
  if (typeof value === "string" || typeof value === "number") return value;
  if (value === null) return null;
  throw new TypeError("a cell has a value that is neither text nor a number");
}

import { createWriteStream, readFileSync } from "node:fs";
import { Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import { setTimeout } from "node:timers/promises";
import type { Client, ClientConfig } from "pg";
import { InputError } from "../errors.ts";
import { placeOfDatabase, type PostgresAddress } from "./postgres-address.ts";
import { isWithoutTls, postgresError } from "./postgres-error.ts";
import { unreachable } from "./unreachable-file.ts";

/** One moment of a database, read only: all its tables as they were together. */
export interface Snapshot {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** A small result, such as what the catalogue says. */
  rows(
    sql: string,
    values: readonly unknown[],
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Streams what a `COPY … TO STDOUT` says into a new file that only this user may read. */
  copy(sql: string, file: string, place: string): Promise<void>;
  /** Ends the connection, whatever is under way, and waits until nothing is. */
  close(): Promise<void>;
}

/** How long a server may take to let somebody in. */
const connectMs = 10_000;
/** After how much silence it is asked whether the other end is still there. */
const keepAliveMs = 30_000;
/** How long a server may take to say goodbye. */
const farewellMs = 1000;
/** How long somebody else may keep a table locked. */
const lockWait = "10s";
/** From this version on floating-point numbers are printed in full and short. */
const oldestServer = 12;

/**
 * What is written does not depend on how the server or the user is set up, and rows that security
 * would hide are an error, not absent.
 */
const settings = [
  "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
  "SET LOCAL TimeZone = 'UTC'",
  "SET LOCAL DateStyle = 'ISO, YMD'",
  "SET LOCAL IntervalStyle = 'iso_8601'",
  "SET LOCAL extra_float_digits = 1",
  "SET LOCAL row_security = off",
  `SET LOCAL lock_timeout = '${lockWait}'`,
  // Newer servers notice that nobody waits any more, before they have sorted a whole table.
  "SELECT set_config(name, '2s', true) FROM pg_catalog.pg_settings WHERE name = 'client_connection_check_interval'",
].join(";\n");

/** Connects and begins to read. Password and certificate come from where libpq takes them. */
export async function openSnapshot(address: PostgresAddress): Promise<Snapshot> {
  const { client, socket } = await connected(address);
  const { host, port, user = "", database = "" } = client;
  const server = { host, port, user, database };
  const place = placeOfDatabase(server);
  // One after the other: a connection does one thing at a time.
  let last: Promise<void> = Promise.resolve();
  const rows: Snapshot["rows"] = async (sql, values) => {
    try {
      const result = await client.query<Record<string, unknown>>(sql, [...values]);
      return result.rows;
    } catch (cause) {
      throw postgresError(cause, { place, user });
    }
  };
  const snapshot: Snapshot = {
    ...server,
    rows,
    async copy(sql, file, tablePlace) {
      const copying = last.then(() => copyTo(client, sql, file));
      last = copying.catch(() => undefined);
      try {
        await copying;
      } catch (cause) {
        throw postgresError(cause, { place: tablePlace, user });
      }
    },
    async close() {
      const ended = client.end().catch(() => undefined);
      await Promise.race([ended, setTimeout(farewellMs, undefined, { ref: false })]);
      socket.destroy();
      await last;
    },
  };
  try {
    await begin(client, snapshot);
    return snapshot;
  } catch (cause) {
    await snapshot.close();
    throw postgresError(cause, { place, user });
  }
}

async function begin(client: Client, snapshot: Snapshot): Promise<void> {
  const [row] = await snapshot.rows(
    "SELECT current_setting('server_version_num')::int / 10000 AS version",
    [],
  );
  const version = Number(row?.["version"]);
  if (!(version >= oldestServer)) {
    throw new InputError(
      `${placeOfDatabase(snapshot)} is a server that is too old: PostgreSQL ${oldestServer} or newer is read.`,
      "Export the tables to files, and give those.",
    );
  }
  await client.query(settings);
}

interface Connection {
  readonly client: Client;
  /** What the connection goes through, to end it where the other end does not answer. */
  readonly socket: Socket;
}

/** Tries with TLS first, as libpq does, where the address leaves it open. */
async function connected(address: PostgresAddress): Promise<Connection> {
  const { Client: PgClient } = await import("pg");
  const config = configOf(address);
  // What the environment says of host, user and TLS (PGHOST, PGUSER, PGSSLMODE) the driver knows.
  const probe = new PgClient(config);
  const { host, port, user = "", database = "" } = probe;
  const place = placeOfDatabase({ host, port, database });
  const attempt = async (ssl: ClientConfig["ssl"]): Promise<Connection> => {
    const socket = new Socket();
    const client = new PgClient({ ...config, ssl, stream: () => socket });
    // A connection that is lost says so to whoever is waiting; unheard, it would end the process.
    client.on("error", () => undefined);
    await client.connect().catch((cause: unknown) => {
      socket.destroy();
      throw cause;
    });
    return { client, socket };
  };
  try {
    if (host.startsWith("/")) return await attempt(false);
    const ssl = tlsOf(address) ?? (probe.ssl || undefined);
    if (ssl !== undefined) return await attempt(ssl);
    return await attempt({ rejectUnauthorized: false }).catch((cause: unknown) => {
      if (isWithoutTls(cause)) return attempt(false);
      throw cause;
    });
  } catch (cause) {
    throw postgresError(cause, { place, user });
  }
}

function configOf({ host, port, user, password, database }: PostgresAddress): ClientConfig {
  return {
    host,
    port,
    user,
    password,
    database,
    fallback_application_name: "edufed",
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveMs,
  };
}

/** TLS as the address asks for it; undefined where it leaves it open. */
function tlsOf({ sslMode, sslRootCert }: PostgresAddress): ClientConfig["ssl"] {
  const authority = sslRootCert === undefined ? {} : { ca: certificates(sslRootCert) };
  switch (sslMode) {
    case "disable":
      return false;
    case "require":
      // With an authority at hand the certificate is checked, as libpq does.
      return sslRootCert === undefined
        ? { rejectUnauthorized: false }
        : { ...authority, checkServerIdentity: () => undefined };
    case "verify-ca":
      return { ...authority, checkServerIdentity: () => undefined };
    case "verify-full":
      return { ...authority, rejectUnauthorized: true };
    case "allow":
    case "prefer":
    case undefined:
      return undefined;
  }
}

function certificates(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw unreachable(path, cause);
  }
}

async function copyTo(client: Client, sql: string, file: string): Promise<void> {
  const { to } = await import("pg-copy-streams");
  const stream = client.query(to(sql));
  await pipeline(stream, createWriteStream(file, { mode: 0o600, flags: "wx" }));
}

import { InputError } from "../errors.ts";

/** How the connection is protected, as libpq names it. */
export type SslMode = "disable" | "allow" | "prefer" | "require" | "verify-ca" | "verify-full";

/** Where tables are, taken apart. What is absent is looked for where every client looks (PGHOST …). */
export interface PostgresAddress {
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  /** The schema of the tables; the search path of the user when it is not given. */
  readonly schema?: string;
  /** The one table to read, whatever it is called; with it, the entity may be given too. */
  readonly table?: string;
  readonly sslMode?: SslMode;
  /** File of the certificates that the server's is checked against. */
  readonly sslRootCert?: string;
}

const form = "postgres://user@host/database, with ?schema=… if need be";

const parameters = [
  "schema",
  "table",
  "host",
  "port",
  "user",
  "password",
  "dbname",
  "sslmode",
  "sslrootcert",
] as const;

const sslModes: readonly SslMode[] = [
  "disable",
  "allow",
  "prefer",
  "require",
  "verify-ca",
  "verify-full",
];

/** Stands where an address has no host. */
const noHost = "-";

/** Whether an input is the address of a database, not a path. */
export function isPostgresAddress(written: string): boolean {
  return /^postgres(ql)?:\/\//i.test(written);
}

/** Takes an address apart. No error repeats it, since it may hold a password. */
export function parsePostgresAddress(written: string): PostgresAddress {
  // A user without a host, as sockets have it, is no URL elsewhere.
  const whole = written.replace(/^([a-z]+:\/\/[^/?#]*@)(?=[/?]|$)/i, `$1${noHost}`);
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  // A sign of a password that is not percent-encoded ends up where a name should be.
  if (url === undefined || url.hash !== "" || /[@/]/.test(url.pathname.slice(1))) throw unusable();
  refuseUnknown(url.searchParams);
  const given = (name: (typeof parameters)[number], otherwise: string): string | undefined =>
    url.searchParams.get(name) || decoded(otherwise) || undefined;
  const host = given("host", hostOf(url));
  if (host?.includes(",") === true) throw unusable();
  const port = given("port", url.port);
  const sslMode = sslModeOf(given("sslmode", ""));
  return defined({
    host,
    port: port === undefined ? undefined : portOf(port),
    user: given("user", url.username),
    password: given("password", url.password),
    database: given("dbname", url.pathname.slice(1)),
    schema: given("schema", ""),
    table: given("table", ""),
    sslMode,
    sslRootCert: given("sslrootcert", ""),
  });
}

/**
 * A text in which addresses stand without users and passwords. One slash is enough: a path that was
 * made of an address has no more.
 */
export function withoutUserInfo(text: string): string {
  return text
    .replaceAll(/\b(postgres(?:ql)?:\/{1,2})\S*@/gi, "$1")
    .replaceAll(/\b([a-z][a-z0-9+.-]*:\/{1,2})[^\s/@]*@/gi, "$1")
    .replaceAll(/([?&]password=)[^&\s]*/gi, "$1…");
}

/** A table as findings name it: host, database, schema and table, and nothing of the user. */
export function placeOfTable(
  server: { readonly host: string; readonly port: number; readonly database: string },
  schema: string,
  table: string,
): string {
  return `${placeOfDatabase(server)}/${schema}.${table}`;
}

/** `postgres://host/database`; a socket of this machine has no host. */
export function placeOfDatabase(server: {
  readonly host: string;
  readonly port: number;
  readonly database: string;
}): string {
  const host = server.host.startsWith("/") ? "" : server.host;
  const named = host.includes(":") ? `[${host}]` : host;
  const port = server.port === 5432 || host === "" ? "" : `:${server.port}`;
  return `postgres://${named}${port}/${server.database}`;
}

function hostOf({ hostname }: URL): string {
  return hostname === noHost ? "" : hostname.replace(/^\[(.*)\]$/, "$1");
}

function refuseUnknown(given: URLSearchParams): void {
  const known: readonly string[] = parameters;
  const strange = [...given.keys()].find((name) => !known.includes(name));
  if (strange === undefined) return;
  const named = /^[a-z_]{1,32}$/.test(strange) ? ` “${strange}”` : "";
  throw new InputError(
    `The address of the database has a parameter${named} that is not known.`,
    `Known are ${parameters.join(", ")}.`,
  );
}

function sslModeOf(text: string | undefined): SslMode | undefined {
  if (text === undefined) return undefined;
  const mode = sslModes.find((known) => known === text);
  if (mode !== undefined) return mode;
  throw new InputError(
    "The sslmode in the address of the database is not known.",
    `Use one of ${sslModes.join(", ")}.`,
  );
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw unusable();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unusable();
  }
}

function unusable(): InputError {
  return new InputError(
    "The address of the database cannot be read.",
    `Write it as ${form}; in a name or password, write @ as %40, / as %2F, # as %23 and % as %25.`,
  );
}

/** The same without what is undefined. */
function defined(address: {
  readonly [Name in keyof PostgresAddress]: PostgresAddress[Name] | undefined;
}): PostgresAddress {
  const { host, port, user, password, database, schema, table, sslMode, sslRootCert } = address;
  return {
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { database }),
    ...(schema === undefined ? {} : { schema }),
    ...(table === undefined ? {} : { table }),
    ...(sslMode === undefined ? {} : { sslMode }),
    ...(sslRootCert === undefined ? {} : { sslRootCert }),
  };
}

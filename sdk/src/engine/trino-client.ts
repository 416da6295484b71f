/**
 * The HTTP protocol of a Trino coordinator: a statement is posted, its result is fetched page by page.
 * Whole numbers arrive exactly, and credentials go to the address that was given and nowhere else.
 */
import { isIPv4 } from "node:net";
import { setTimeout } from "node:timers/promises";
import { UsageError } from "../errors.ts";
import type { Row } from "./engine.ts";
import { exactJson, plainRows } from "./trino-rows.ts";
import { answerError, failedStatement, refusedRequest, unreachable } from "./trino-error.ts";
import { type Page, readPage } from "./trino-page.ts";

/** Where a cluster is and who asks. */
export interface TrinoOptions {
  /** Address of the coordinator or of the gateway before it: `https://trino.example.org:8443`. */
  readonly server: string;
  readonly user: string;
  /** Catalog and schema in which the statements find their tables. */
  readonly catalog: string;
  readonly schema: string;
  /** Sent with the user's name. At most one of password and token is given. */
  readonly password?: string;
  /** A token that stands for the user (JWT). */
  readonly token?: string;
}

export interface TrinoClient {
  /** Runs one statement to its end and gives its rows. */
  rows(sql: string): Promise<readonly Row[]>;
  /** Gives up what is running. */
  close(): void;
}

/** A client of a cluster; nothing is sent before the first statement. */
export function trinoClient(options: TrinoOptions): TrinoClient {
  const server = addressOf(options);
  const ending = new AbortController();
  const connection: Connection = {
    server,
    headers: headersOf(options),
    user: options.user,
    signal: ending.signal,
  };
  return {
    rows: (sql) => allRows(connection, sql),
    close: () => ending.abort(),
  };
}

interface Connection {
  readonly server: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly user: string;
  readonly signal: AbortSignal;
}

function addressOf(options: TrinoOptions): URL {
  const url = URL.canParse(options.server) ? new URL(options.server) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new UsageError(
      "The address of the Trino server is not a web address.",
      "Write it as https://host:port.",
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new UsageError(
      "The address of the Trino server holds a user or a password.",
      "Give them apart from the address.",
    );
  }
  keepSecret(url, options);
  requireHeaders(options);
  return url;
}

function keepSecret(url: URL, { password, token }: TrinoOptions): void {
  if (password === undefined && token === undefined) return;
  if (password !== undefined && token !== undefined) {
    throw new UsageError("A password and a token are given.", "Give one of them.");
  }
  if (url.protocol === "https:" || isLoopback(url.hostname)) return;
  throw new UsageError(
    "A password or token would travel unencrypted to the Trino server.",
    "Use an https address.",
  );
}

function isLoopback(host: string): boolean {
  return ["localhost", "[::1]"].includes(host) || (isIPv4(host) && host.startsWith("127."));
}

/** What a header cannot carry is refused here, without being quoted. */
function requireHeaders({ user, catalog, schema, token = "-" }: TrinoOptions): void {
  if (
    ![user, catalog, schema].every((name) => /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(name))
  ) {
    throw new UsageError(
      "The user, catalog or schema of the Trino server is empty or not written in ASCII.",
      "Check their names.",
    );
  }
  if (/^[\x21-\x7e]+$/.test(token)) return;
  throw new UsageError(
    "The token for the Trino server has signs that no token has.",
    "Give it without spaces and line ends.",
  );
}

/** Times are asked for in UTC and with every digit that they have. */
function headersOf(options: TrinoOptions): Readonly<Record<string, string>> {
  const { user, catalog, schema, password, token } = options;
  const secret =
    token === undefined
      ? password && `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`
      : `Bearer ${token}`;
  return {
    "X-Trino-User": user,
    "X-Trino-Catalog": catalog,
    "X-Trino-Schema": schema,
    "X-Trino-Source": "edufed",
    "X-Trino-Time-Zone": "UTC",
    "X-Trino-Client-Capabilities": "PARAMETRIC_DATETIME",
    ...(secret === undefined ? {} : { Authorization: secret }),
  };
}

async function allRows(connection: Connection, sql: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let page = await request(connection, "POST", "/v1/statement", sql);
  try {
    for (;;) {
      if (page.error !== undefined) throw failedStatement(page.error, connection.user);
      rows.push(...plainRows(page.columns, page.data));
      if (page.nextUri === undefined) return rows;
      page = await request(connection, "GET", page.nextUri);
    }
  } catch (cause) {
    if (page.nextUri !== undefined) await giveUp(connection, page.nextUri);
    throw cause;
  }
}

/** How often, and after how long, a request is made again that a gateway or the way to it failed. */
const attemptsMax = 10;
const waitMsMax = 2_000;

async function request(
  connection: Connection,
  method: "POST" | "GET",
  address: string,
  body?: string,
): Promise<Page> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await send(connection, method, address, body);
    const isLast = attempt === attemptsMax;
    if (response instanceof Response) {
      if (response.status === 200) return readPage(exactJson(await text(response, connection)));
      await response.body?.cancel();
      if (isLast || !isPassing(response.status)) {
        throw refusedRequest(response.status, connection.user);
      }
    } else if (isLast || method === "POST") {
      // A statement whose posting failed on the way may be running; a page may be asked for again.
      throw unreachable(response.cause);
    }
    await setTimeout(Math.min(50 * 2 ** attempt, waitMsMax), undefined, {
      signal: connection.signal,
    });
  }
}

/** Statuses with which Trino's protocol asks for another attempt; 429 is a gateway's. */
function isPassing(status: number): boolean {
  return [429, 502, 503, 504].includes(status);
}

/** A response, or what kept it from coming. */
async function send(
  { server, headers, signal }: Connection,
  method: string,
  address: string,
  body?: string,
): Promise<Response | { readonly cause: unknown }> {
  // Whatever host an answer names, the next request goes where the operator said.
  const { pathname, search } = new URL(address, server);
  try {
    return await fetch(new URL(pathname + search, server), {
      method,
      headers,
      signal,
      redirect: "manual",
      ...(body === undefined ? {} : { body }),
    });
  } catch (cause) {
    if (signal.aborted) throw cause;
    return { cause };
  }
}

async function text(response: Response, { signal }: Connection): Promise<string> {
  try {
    return await response.text();
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw answerError(cause);
  }
}

/** Tells the server to stop a statement that nobody waits for; what it answers changes nothing. */
async function giveUp(connection: Connection, address: string): Promise<void> {
  const alive: Connection = { ...connection, signal: AbortSignal.timeout(2_000) };
  const response = await send(alive, "DELETE", address).catch(() => undefined);
  if (response instanceof Response) await response.body?.cancel();
}

import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { UsageError } from "@edufed/sdk";
import { DoorError } from "./answer.ts";
import type { Failure } from "./answer.ts";
import type { DoorRequest } from "./door.ts";
import type { Router } from "./router.ts";

/** A router behind a port. */
export interface HttpServer {
  /** Starts to listen; the address it listens at. Port 0 takes any free one. */
  listen(port: number, host: string): Promise<string>;
  /** Lets requests in flight finish, then lets go of the port. */
  close(): Promise<void>;
}

/** How long requests in flight may take once the gateway stops. */
const drainMs = 8000;

/** Serves a router over HTTP/1.1 with time-outs that slow or silent clients run into. */
export function createHttpServer(router: Router): HttpServer {
  const server = createServer(
    {
      headersTimeout: 5000,
      requestTimeout: 30_000,
      keepAliveTimeout: 5000,
      // Time-outs are noticed this often; the usual half a minute would make them meaningless.
      connectionsCheckingInterval: 500,
      maxHeaderSize: 8192,
    },
    (incoming, response) => {
      void respond(router, server, incoming, response);
    },
  );
  server.maxConnections = 5000;
  server.on("clientError", refuseClient);
  return {
    listen: (port, host) => listen(server, port, host),
    close: () => close(server),
  };
}

function listen(server: Server, port: number, host: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  server.once("error", (cause: NodeJS.ErrnoException) => {
    reject(
      new UsageError(
        `The gateway cannot listen at ${host}:${port}: ${reasons[cause.code ?? ""] ?? cause.message}.`,
        "Stop the other program or name another port with --port.",
        { cause },
      ),
    );
  });
  server.listen(port, host, () => {
    const address = server.address();
    const bound = typeof address === "object" && address !== null ? address.port : port;
    resolve(`http://${host.includes(":") ? `[${host}]` : host}:${bound}`);
  });
  return promise;
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program uses the port",
  EACCES: "the port needs rights this account does not have",
  EADDRNOTAVAIL: "this machine does not have that address",
};

function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const force = setTimeout(() => server.closeAllConnections(), drainMs);
  server.close(() => {
    clearTimeout(force);
    resolve();
  });
  server.closeIdleConnections();
  return promise;
}

async function respond(
  router: Router,
  server: Server,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = await router.answer(requestOf(incoming));
  if (response.destroyed) return;
  const headers: Record<string, string> = { ...answer.headers };
  const bytes = Buffer.from(answer.body);
  if (answer.status !== 304 && answer.status !== 204) {
    headers["content-length"] = String(bytes.length);
  }
  // A body that was not read to its end would be taken for the next request, and a connection
  // kept alive would hold up the end of a server that stops.
  if (!incoming.complete || !server.listening) headers["connection"] = "close";
  response.writeHead(answer.status, headers);
  response.end(incoming.method === "HEAD" ? undefined : bytes);
}

function requestOf(incoming: IncomingMessage): Omit<DoorRequest, "parts"> {
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(", ") : (value ?? ""),
  ]);
  return {
    method: incoming.method ?? "GET",
    url: urlOf(incoming.url ?? "/"),
    headers: Object.fromEntries(headers),
    body: (options) => readBody(incoming, options),
  };
}

/** The path and query on a host that cannot be; a target that is no path leads nowhere. */
function urlOf(target: string): URL {
  const path = target.startsWith("/")
    ? `http://gateway.invalid${target}`
    : "http://gateway.invalid/";
  return URL.parse(path) ?? new URL("http://gateway.invalid/");
}

async function readBody(
  incoming: IncomingMessage,
  { bytesMax, mediaType }: { readonly bytesMax: number; readonly mediaType: string },
): Promise<Uint8Array> {
  const given = (incoming.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (given !== mediaType) {
    throw new DoorError(415, {
      code: "wrong-media-type",
      message: `The body must be ${mediaType}.`,
      remedy: `Send it with the header content-type: ${mediaType}.`,
    });
  }
  if (Number(incoming.headers["content-length"] ?? 0) > bytesMax) throw tooLarge(bytesMax);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of incoming) {
      const chunk: Uint8Array = part;
      bytes += chunk.length;
      if (bytes > bytesMax) throw tooLarge(bytesMax);
      parts.push(chunk);
    }
  } catch (cause) {
    throw cause instanceof DoorError ? cause : cutOff();
  }
  return Buffer.concat(parts);
}

function cutOff(): DoorError {
  return new DoorError(400, {
    code: "cut-off",
    message: "The connection ended before the body did.",
    remedy: "Send it again.",
  });
}

/** What Node refuses before there is a request, in the shape of every other failure. */
function refuseClient(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return;
  const [status, failure] = clientFailures[error.code ?? ""] ?? malformed;
  const body = `${JSON.stringify({ error: failure }, null, 2)}\n`;
  socket.end(
    [
      `HTTP/1.1 ${status}`,
      "content-type: application/json; charset=utf-8",
      "x-content-type-options: nosniff",
      "cache-control: no-store",
      `content-length: ${Buffer.byteLength(body)}`,
      "connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}

const malformed: readonly [string, Failure] = [
  "400 Bad Request",
  {
    code: "malformed-request",
    message: "This is not an HTTP request.",
    remedy: "Send HTTP/1.1.",
  },
];

const clientFailures: Readonly<Record<string, readonly [string, Failure]>> = {
  HPE_HEADER_OVERFLOW: [
    "431 Request Header Fields Too Large",
    {
      code: "headers-too-large",
      message: "The address and headers are longer than 8192 bytes.",
      remedy: "Send a GraphQL query by POST.",
    },
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    "408 Request Timeout",
    {
      code: "too-slow",
      message: "The request did not arrive in time.",
      remedy: "Send it again.",
    },
  ],
};

function tooLarge(bytesMax: number): DoorError {
  return new DoorError(413, {
    code: "too-large",
    message: `The body is larger than ${bytesMax} bytes.`,
    remedy: "Send less at once.",
  });
}

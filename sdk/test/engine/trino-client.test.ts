import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { trinoClient, type TrinoOptions } from "../../src/engine/trino-client.ts";
import { InputError, NetworkError, UsageError } from "../../src/errors.ts";

/** What a server says to one request: a status and a body, or nothing at all. */
type Answer = { readonly status?: number; readonly body: unknown } | "hang up";

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
}

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** A server that gives its answers one after the other, and the last one from then on. */
async function answering(...answers: readonly Answer[]) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? "hang up";
    const { method = "", url: path = "", headers } = request;
    asked.push({ method, path, headers });
    if (answer === "hang up") return request.socket.destroy();
    const { status = 200, body } = answer;
    response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { asked, options: { ...asker, server: `http://127.0.0.1:${address.port}` } };
}

const asker: Omit<TrinoOptions, "server"> = { user: "anna", catalog: "lake", schema: "school" };
const secret = "open sesame";

const columns = [{ name: "n", type: "bigint" }];
const queued = { body: { id: "q", nextUri: "http://elsewhere.invalid/v1/statement/executing/1" } };
const first = { body: { id: "q", columns, data: [[1]], nextUri: "/v1/statement/executing/2" } };
const last = { body: { id: "q", columns, data: [[2]] } };

describe("a statement", () => {
  test("is posted once, and its pages are asked for until there are no more", async () => {
    const { asked, options } = await answering(queued, first, last);
    expect(await trinoClient(options).rows("select 1")).toEqual([{ n: 1 }, { n: 2 }]);
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /v1/statement",
      "GET /v1/statement/executing/1",
      "GET /v1/statement/executing/2",
    ]);
    expect(asked[0]?.headers).toMatchObject({
      "x-trino-user": "anna",
      "x-trino-catalog": "lake",
      "x-trino-schema": "school",
      "x-trino-time-zone": "UTC",
    });
  });

  test("that ends with its first answer has what that answer has", async () => {
    const { options } = await answering(last);
    expect(await trinoClient(options).rows("select 2")).toEqual([{ n: 2 }]);
  });

  test("goes on when a gateway is busy or a page is lost on the way", async () => {
    const busy = { status: 503, body: "" };
    const { asked, options } = await answering(
      busy,
      queued,
      "hang up",
      { ...busy, status: 502 },
      last,
    );
    expect(await trinoClient(options).rows("select 2")).toEqual([{ n: 2 }]);
    expect(asked.map(({ method }) => method)).toEqual(["POST", "POST", "GET", "GET", "GET"]);
  });

  test("is not posted twice when the connection breaks", async () => {
    const { asked, options } = await answering("hang up");
    await expect(trinoClient(options).rows("select 1")).rejects.toThrow(NetworkError);
    expect(asked).toHaveLength(1);
  });

  test("is given up on the server when its result cannot be read", async () => {
    const broken = {
      body: { id: "q", columns, data: [[1, 2]], nextUri: "/v1/statement/executing/9" },
    };
    const { asked, options } = await answering(broken, { status: 204, body: "" });
    await expect(trinoClient(options).rows("select 1")).rejects.toThrow(NetworkError);
    expect(asked.at(-1)).toMatchObject({ method: "DELETE", path: "/v1/statement/executing/9" });
  });
});

describe("an answer", () => {
  test.each([
    ["a page of another program", "<html>"],
    ["a list", []],
    ["rows without columns", { id: "q", data: [[1]] }],
  ])("that is not Trino's is refused: %s", async (_name, body) => {
    const { options } = await answering({ body });
    await expect(trinoClient(options).rows("select 1")).rejects.toThrow(NetworkError);
  });

  test.each([
    [401, InputError],
    [403, InputError],
    [301, NetworkError],
    [404, NetworkError],
    [500, NetworkError],
  ])("with status %d is an error", async (status, kind) => {
    const { options } = await answering({ status, body: "" });
    await expect(trinoClient(options).rows("select 1")).rejects.toThrow(kind);
  });

  test.each([
    ["GENERIC_USER_ERROR", "A value that is counted in whole steps has a fraction.", InputError],
    ["TABLE_NOT_FOUND", secret, InputError],
    ["SCHEMA_NOT_FOUND", secret, UsageError],
    ["PERMISSION_DENIED", secret, InputError],
    ["NUMERIC_VALUE_OUT_OF_RANGE", secret, InputError],
  ])("that names the failure %s says what to do", async (errorName, message, kind) => {
    const { options } = await answering({ body: { id: "q", error: { message, errorName } } });
    const error = await failure(trinoClient(options).rows("select 1"));
    expect(error).toBeInstanceOf(kind);
    expect(inspect(error)).not.toContain(secret);
  });

  test.each([
    ["INSUFFICIENT_RESOURCES", InputError],
    ["EXTERNAL", InputError],
    ["INTERNAL_ERROR", NetworkError],
    ["USER_ERROR", Error],
  ])("with a failure of the kind %s keeps its message to itself", async (errorType, kind) => {
    const failed = { message: secret, errorName: "SOME_REASON", errorType };
    const { options } = await answering({ body: { id: "q", error: failed } });
    const error = await failure(trinoClient(options).rows("select 1"));
    expect(error).toBeInstanceOf(kind);
    expect(inspect(error)).toContain("SOME_REASON");
    expect(inspect(error)).not.toContain(secret);
  });
});

describe("a password or token", () => {
  test("goes with every request, to the server that was named only", async () => {
    const { asked, options } = await answering(queued, first, last);
    await trinoClient({ ...options, password: secret }).rows("select 1");
    const basic = `Basic ${Buffer.from(`anna:${secret}`).toString("base64")}`;
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([basic, basic, basic]);
    await trinoClient({ ...options, token: "t" }).rows("select 1");
    expect(asked.at(-1)?.headers.authorization).toBe("Bearer t");
  });

  test("is in no error, whatever goes wrong", async () => {
    for (const answer of ["hang up", { body: "{}" }, { status: 401, body: "" }] as const) {
      const { options } = await answering(answer);
      const error = await failure(trinoClient({ ...options, password: secret }).rows("select 1"));
      const said = inspect(error, { depth: 20, showHidden: true });
      expect(said).not.toContain(secret);
      expect(said).not.toContain("Basic");
    }
  });

  test.each([
    ["it would travel unencrypted", { server: "http://127.example.org", password: secret }],
    ["there is one of each", { server: "https://example.org", password: secret, token: secret }],
    ["it stands in the address", { server: `https://anna:${secret}@example.org` }],
    ["it has a line end", { server: "https://example.org", token: `${secret}\n` }],
    ["the user cannot be named", { server: "https://example.org", user: "Ə", password: secret }],
    ["the address is none", { server: "example.org:8080", password: secret }],
  ])("is refused when %s", (_name, given) => {
    const open = (): unknown => trinoClient({ ...asker, ...given });
    expect(open).toThrow(UsageError);
    expect(open).not.toThrow(secret);
  });
});

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable("it did not fail"),
    (error: unknown) => error,
  );
}

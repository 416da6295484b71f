import { request } from "node:http";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { read, servedCommunity } from "../served-community.ts";

const address = await servedCommunity();

describe("whatever goes wrong is said in one shape", () => {
  const json = { "content-type": "application/json" };
  const requests: readonly (readonly [string, RequestInit, number, string])[] = [
    ["/nothing", {}, 404, "no-such-door"],
    ["/metrics", {}, 404, "no-such-door"],
    ["/../../etc/passwd", {}, 404, "no-such-door"],
    ["/%2e%2e/%2e%2e/etc/passwd", {}, 404, "no-such-door"],
    ["/%00", {}, 404, "no-such-door"],
    ["/%zz", {}, 404, "no-such-door"],
    ["/data/NO_SUCH.csv", {}, 404, "no-such-metric"],
    ["/data/NO_SUCH.json", {}, 404, "no-such-metric"],
    ["/data/ATT_CHRONIC.csv?lang=xx", {}, 400, "bad-parameter"],
    ["/data/ATT_CHRONIC.csv?member=XX", {}, 400, "bad-parameter"],
    ["/data/ATT_CHRONIC.csv?sex=F", {}, 400, "bad-parameter"],
    ["/data/ATT_CHRONIC.csv?SEX=F&SEX=M", {}, 400, "bad-parameter"],
    ["/data/ATT_CHRONIC.json?x=1", {}, 400, "bad-parameter"],
    ["/publications?first=0", {}, 400, "bad-parameter"],
    ["/publications?first=1001", {}, 400, "bad-parameter"],
    ["/publications?after=-1", {}, 400, "bad-parameter"],
    ["/publications/sha256:0", {}, 404, "no-such-publication"],
    ["/publications/sha256:0/data.csv", {}, 404, "no-such-publication"],
    ["/publications", { method: "DELETE" }, 405, "method-not-allowed"],
    ["/graphql", { headers: { accept: "text/html" } }, 400, "no-query"],
    ["/graphql", { method: "PUT" }, 405, "method-not-allowed"],
    ["/live", { method: "POST" }, 405, "method-not-allowed"],
    ["/ready", { method: "POST" }, 405, "method-not-allowed"],
    ["/publications", { method: "POST", body: "{}" }, 415, "wrong-media-type"],
    ["/publications", { method: "POST", headers: json, body: "{" }, 400, "not-a-bundle"],
    ["/publications", { method: "POST", headers: json, body: "[]" }, 400, "not-a-bundle"],
    [
      "/publications",
      { method: "POST", headers: json, body: '{"files":{}}' },
      400,
      "not-a-publication",
    ],
    [
      "/publications",
      { method: "POST", headers: json, body: new Uint8Array([255]) },
      400,
      "not-a-bundle",
    ],
    [
      "/graphql",
      {
        method: "POST",
        body: "query=1",
        headers: { "content-type": "application/x-www-form-urlencoded" },
      },
      415,
      "wrong-media-type",
    ],
    ["/graphql", { method: "POST", headers: json, body: " ".repeat(65_537) }, 413, "too-large"],
  ];

  test.each(requests)("%s %o", async (path, init, status, code) => {
    const response = await fetch(`${address}${path}`, init);
    expect(response.status).toBe(status);
    const failure: unknown = JSON.parse(await response.text());
    expect(failure).toMatchObject({
      error: { code, message: expect.any(String), remedy: expect.any(String) },
    });
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("a path without a door names the doors that exist", async () => {
    const response = await fetch(`${address}/sdmx/3.0/data`);
    const { error }: { error: { doors: readonly string[] } } = JSON.parse(await response.text());
    expect(error.doors).toEqual([
      "GET, POST /graphql",
      "GET, POST /publications",
      "GET /publications/:digest",
      "GET /publications/:digest/:file*",
      "GET /data/:metric.csv",
      "GET /data/:metric.json",
      "GET /live",
      "GET /ready",
    ]);
  });

  test("every door refuses a method it does not take in that shape", async () => {
    const response = await fetch(`${address}/none`);
    const { error }: { error: { doors: readonly string[] } } = JSON.parse(await response.text());
    const paths = error.doors.map((door) =>
      door
        .split(" ")
        .at(-1)
        ?.replaceAll(/:\w+\*?/g, "x"),
    );
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) {
      const refusal = await fetch(`${address}${path}`, { method: "PATCH" });
      expect(refusal.status).toBe(405);
      expect(JSON.parse(await refusal.text())).toEqual({
        error: {
          code: "method-not-allowed",
          message: expect.any(String),
          remedy: expect.any(String),
        },
      });
    }
  });

  test("a target with dots is never followed out of the site", async () => {
    const { hostname, port } = new URL(address);
    const { promise, resolve } = Promise.withResolvers<number>();
    request({ hostname, port, path: "/guides/../../../etc/passwd" }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).end();
    expect(await promise).toBe(404);
  });

  test("headers over eight kilobytes and what is no HTTP are refused too", async () => {
    const { hostname, port } = new URL(address);
    const say = async (text: string): Promise<string> => {
      const { promise, resolve } = Promise.withResolvers<string>();
      let answer = "";
      const socket = connect(Number(port), hostname);
      socket.on("data", (part) => (answer += String(part)));
      socket.on("close", () => resolve(answer));
      socket.end(text);
      return promise;
    };
    const long = await say(`GET / HTTP/1.1\r\nhost: x\r\nx: ${"a".repeat(9000)}\r\n\r\n`);
    expect(long).toMatch(/^HTTP\/1\.1 431 .*"code": "headers-too-large"/s);
    const noise = await say("hello\r\n\r\n");
    expect(noise).toMatch(/^HTTP\/1\.1 400 .*"code": "malformed-request"/s);
  });
});

describe("every answer", () => {
  const everywhere = ["/", "/publications", "/data/ATT_CHRONIC.csv", "/live", "/nothing"];

  test.each(everywhere)("of %s protects the browser that shows it", async (path) => {
    const { headers } = await fetch(`${address}${path}`);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("content-security-policy")).toMatch(/frame-ancestors 'none'/);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
  });

  test("can be asked for without its body, and only when it has changed", async () => {
    const whole = await fetch(`${address}/data/ATT_CHRONIC.csv`);
    const etag = whole.headers.get("etag") ?? "";
    const head = await fetch(`${address}/data/ATT_CHRONIC.csv`, { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe(String((await whole.arrayBuffer()).byteLength));
    expect(await head.text()).toBe("");
    const same = await fetch(`${address}/data/ATT_CHRONIC.csv`, {
      headers: { "if-none-match": etag },
    });
    expect(same.status).toBe(304);
    const changed = await fetch(`${address}/data/ATT_CHRONIC.csv`, {
      headers: { "if-none-match": '"other"' },
    });
    expect(changed.status).toBe(200);
  });
});

describe("health", () => {
  test("/live and /ready answer", async () => {
    expect(await read(`${address}/live`)).toEqual({ status: "live" });
    expect(await read(`${address}/ready`)).toEqual({ status: "ready", publications: 3 });
  });
});

import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NetworkError } from "../../src/errors.ts";
import { feedOf, type PublishedItem, seriesOf } from "../../src/publish/series.ts";

const [one, other] = ["a", "b"].map((digit) => `sha256:${digit.repeat(64)}`);

function item(changes: Partial<PublishedItem>): PublishedItem {
  return {
    metric: "ATT_RATE",
    member: "FI-HEL",
    formalHash: one ?? "",
    period: "2025/2026",
    ...changes,
  };
}

describe("publications are a series", () => {
  test("when metric, member and definition are the same, with each period once", () => {
    const years = ["2025/2026", "2024/2025", "2025/2026"].map((period) => item({ period }));
    expect(seriesOf(years)).toEqual([
      {
        metric: "ATT_RATE",
        member: "FI-HEL",
        formalHash: one,
        periods: ["2024/2025", "2025/2026"],
      },
    ]);
  });

  test.each([
    ["metric", { metric: "PTR" }],
    ["member", { member: "AZ" }],
    ["definition", { formalHash: other ?? "" }],
  ])("of its own for each %s", (_what, changes) => {
    expect(seriesOf([item({}), item(changes)])).toHaveLength(2);
  });

  test("and none when nothing was published", () => {
    expect(seriesOf([])).toEqual([]);
  });
});

describe("the feed of a gateway", () => {
  let server: Server;
  let address = "";

  beforeAll(async () => {
    const pages: Readonly<Record<string, object>> = {
      "/publications": { publications: [{ ...item({}), more: 1 }], next: "/publications?after=1" },
      "/publications?after=1": { publications: [item({ member: "AZ" })], next: null },
      "/away/publications": { publications: [item({})], next: "http://example.org/publications" },
      "/strange/publications": { items: [] },
    };
    server = createServer((request, response) => {
      const page = pages[request.url ?? ""];
      response.writeHead(page === undefined ? 404 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(page ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    const bound = server.address();
    address = `http://127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test("is read to its last page", async () => {
    expect((await feedOf(`${address}/`)).map(({ member }) => member)).toEqual(["FI-HEL", "AZ"]);
  });

  test.each([
    ["that leads to another place", "/away"],
    ["that is something else", "/strange"],
    ["that is not there", "/nowhere"],
  ])("%s is refused", async (_what, path) => {
    await expect(feedOf(`${address}${path}`)).rejects.toThrow(NetworkError);
  });

  test("that nobody answers for is an error of the network", async () => {
    await expect(feedOf("http://127.0.0.1:1")).rejects.toThrow(/could not be read/u);
  });
});

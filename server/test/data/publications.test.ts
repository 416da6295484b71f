import { connect } from "node:net";
import type { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { paths } from "@edufed/sdk/verify";
import { azerbaijan, bySex, bySexAndGrade, publication, stranger, withText } from "../community.ts";
import { post } from "../gateway-over-http.ts";
import { first, read, servedCommunity } from "../served-community.ts";

const address = await servedCommunity();

interface Feed {
  readonly publications: readonly {
    readonly position: number;
    readonly digest: string;
    readonly url: string;
    readonly files: readonly {
      readonly path: string;
      readonly digest: string;
      readonly url: string;
    }[];
  }[];
  readonly next: string | null;
}

describe("publishing", () => {
  test("answers 200 for a publication that is there", async () => {
    const again = await post(address, first);
    expect(again.status).toBe(200);
  });

  const refusals = [
    ["an altered one", withText(first, paths.data, (text) => text.replace("0.150", "0.151")), 422],
    ["an unlisted member's", publication(stranger, bySex), 403],
    ["one out of its chain", publication(azerbaijan, bySexAndGrade), 409],
  ] as const;

  test.each(refusals)("refuses %s with its checks and a remedy", async (_what, files, status) => {
    const response = await post(address, await files);
    expect(response.status).toBe(status);
    expect(JSON.parse(await response.text())).toEqual({
      error: {
        code: expect.stringMatching(/^[a-z-]+$/),
        message: expect.any(String),
        remedy: expect.stringMatching(/\.$/),
        checks: expect.any(Array),
      },
    });
  });
});

describe("senders who never finish", () => {
  const { hostname, port } = new URL(address);

  /** Announces a large bundle and sends the beginning of it; `refused` says when it was not let in. */
  function sendBeginning(): { readonly socket: Socket; readonly refused: Promise<string> } {
    const { promise, resolve } = Promise.withResolvers<string>();
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        "POST /publications HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 90000000\r\n\r\n{",
      );
    });
    socket.on("error", () => undefined);
    socket.once("data", (part) => resolve(String(part)));
    return { socket, refused: promise };
  }

  test("hold four places and no memory beyond them; readers and the next sender are served", async () => {
    const senders = [1, 2, 3, 4, 5].map(sendBeginning);
    expect(await Promise.race(senders.map(({ refused }) => refused))).toMatch(/^HTTP\/1\.1 503 /);
    const response = await post(address, first);
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "60"]);
    expect(JSON.parse(await response.text())).toMatchObject({ error: { code: "busy" } });
    expect((await fetch(`${address}/publications`)).status).toBe(200);
    for (const { socket } of senders) socket.destroy();
    await expect
      .poll(async () => (await post(address, first)).status, { timeout: 15_000 })
      .toBe(200);
  });
});

describe("the feed", () => {
  test("lists every publication, newest last, each by its digest", async () => {
    const { publications, next } = await read<Feed>(`${address}/publications`);
    expect(publications.map(({ position }) => position)).toEqual([1, 2, 3]);
    expect(publications.map(({ digest, url }) => url === `/publications/${digest}`)).toEqual([
      true,
      true,
      true,
    ]);
    expect(next).toBeNull();
  });

  test("is read in pages that say where the next one is", async () => {
    const page = await read<Feed>(`${address}/publications?first=2`);
    expect(page.publications).toHaveLength(2);
    const rest = await read<Feed>(`${address}${page.next ?? ""}`);
    expect(rest.publications.map(({ position }) => position)).toEqual([3]);
    expect(rest.next).toBeNull();
  });

  test("serves every file byte for byte, so that a mirror can verify it again", async () => {
    const { publications } = await read<Feed>(`${address}/publications`);
    const [item] = publications;
    expect(item?.files).toHaveLength(first.size);
    for (const { path, url } of item?.files ?? []) {
      const response = await fetch(`${address}${url}`);
      expect(response.headers.get("cache-control")).toContain("immutable");
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(
        new Uint8Array(first.get(path) ?? []),
      );
    }
  });
});

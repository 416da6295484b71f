import { createServer } from "node:http";
import { describe, expect, test } from "vitest";
import { InputError, NetworkError, RefusedError } from "../../src/errors.ts";
import { fromBundle, toBundle } from "../../src/publish/bundle.ts";
import { publishTo } from "../../src/publish/publish.ts";
import { requireSigned } from "../../src/publish/sign.ts";
import { draftFiles, signed, trust } from "./fixture.ts";

const first = await requireSigned(await signed(await draftFiles()), trust);

describe("a bundle", () => {
  test("carries every byte to the gateway and back", () => {
    expect(fromBundle(toBundle(first))).toEqual(first);
  });

  test.each([
    ["not JSON", "{"],
    ["a list", "[]"],
    ["no files", "{}"],
    ["something beside the files", '{"files":{},"more":1}'],
    ["a name that leaves the folder", '{"files":{"../manifest.json":""}}'],
    ["content that is not base64", '{"files":{"manifest.json":"%"}}'],
    ["content that is not text", '{"files":{"manifest.json":1}}'],
  ])("is refused: %s", (_what, text) => {
    expect(() => fromBundle(text)).toThrow(InputError);
  });
});

describe("a gateway", () => {
  test("receives the bundle and answers 201 for new and 200 for known", async () => {
    const received: string[] = [];
    await withGateway(
      (body) => {
        received.push(body);
        return [received.length === 1 ? 201 : 200, "{}"];
      },
      async (address) => {
        expect((await publishTo(first, `${address}/`)).wasThere).toBe(false);
        expect((await publishTo(first, address)).wasThere).toBe(true);
        expect(fromBundle(received[0] ?? "")).toEqual(first);
      },
    );
  });

  test("that refuses is quoted with the checks that failed and its remedy", async () => {
    const error = {
      code: "refused",
      message: "The publication does not pass verification.",
      remedy: "Sign it again.",
      checks: [
        { code: "B03", message: "All signatures hold.", outcome: "passed" },
        { code: "B04", message: "No checker signed.", outcome: "failed" },
      ],
    };
    await withGateway(
      () => [422, JSON.stringify({ error })],
      async (address) => {
        const refusal = publishTo(first, address);
        await expect(refusal).rejects.toThrow(RefusedError);
        await expect(refusal).rejects.toMatchObject({
          remedy: "Sign it again.",
          message: expect.stringContaining("B04: No checker"),
        });
      },
    );
  });

  test.each([
    ["fails", 503, '{"error":{"code":"unready","message":"Starting.","remedy":"Wait."}}'],
    ["answers something else", 404, "<html>"],
    ["sends elsewhere", 302, ""],
  ])("that %s is a network error", async (_what, status, body) => {
    await withGateway(
      () => [status, body],
      async (address) => {
        await expect(publishTo(first, address)).rejects.toThrow(NetworkError);
      },
    );
  });

  test("that is not there is a network error", async () => {
    await expect(publishTo(first, "http://127.0.0.1:1")).rejects.toThrow(NetworkError);
  });
});

async function withGateway(
  answer: (body: string) => readonly [status: number, body: string],
  use: (address: string) => Promise<void>,
): Promise<void> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const [status, body] = answer(Buffer.concat(chunks).toString("utf8"));
      response
        .writeHead(status, { "content-type": "application/json", location: "http://127.0.0.1:1/" })
        .end(body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  try {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port was given");
    await use(`http://127.0.0.1:${address.port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

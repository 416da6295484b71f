import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { UsageError } from "@edufed/sdk";
import { openStore } from "../../src/index.ts";
import { gatewayOver } from "../community.ts";
import { ask } from "../gateway-over-http.ts";

describe("a gateway that listens", () => {
  test("says what to do when the port is in use", async () => {
    const taken = createServer();
    const { promise, resolve } = Promise.withResolvers<number>();
    taken.listen(0, "127.0.0.1", () => {
      const address = taken.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
    const port = await promise;
    const gateway = await gatewayOver();
    await expect(gateway.listen(port)).rejects.toThrow(
      new UsageError(
        `The gateway cannot listen at 127.0.0.1:${port}: another program uses the port.`,
        "Stop the other program or name another port with --port.",
      ),
    );
    taken.close();
  });

  test("answers what it has begun before it stops, and lets the store go", async () => {
    const store = openStore("sqlite::memory:");
    const begun = Promise.withResolvers<void>();
    const release = Promise.withResolvers<number>();
    const gateway = await gatewayOver(store);
    store.version = () => {
      begun.resolve();
      return release.promise;
    };
    const address = await gateway.listen(0);
    const slow = ask(address, "{ gateway { dataVersion } }");
    await begun.promise;
    const closing = gateway.close();
    expect(gateway.closed()).toBe("The gateway is stopping.");
    release.resolve(7);
    expect((await slow).body.data).toEqual({ gateway: { dataVersion: 7 } });
    await closing;
    await expect(store.publications({ first: 1 })).rejects.toThrow(/not open/);
    await expect(fetch(`${address}/live`)).rejects.toThrow(/fetch failed/);
  });
});

import { describe, expect, test } from "vitest";
import { certify } from "../../../src/protect/exchange/certify.ts";
import { sealOf } from "../../../src/protect/exchange/seal.ts";
import { claimOf } from "./systems.ts";

/** Two cells of which the sum is published. */
const pair = claimOf([2, 7], [[1, 1]], {
  least: [0, 0],
  most: [Infinity, Infinity],
  demands: [{ unknown: 0, width: 2, reach: 5 }],
});
const { certificate } = certify(pair, { seed: 1 });
const key = new Uint8Array(32).fill(7);

describe("the seal of a certificate", () => {
  test("is the same for the same certificate and key, and says how much is proven", async () => {
    const sealed = await sealOf(pair, certificate, key);
    expect(sealed).toEqual(await sealOf(pair, certificate, key.slice()));
    expect(sealed).toMatchObject({ unknowns: 2, equations: 1, demands: 1, proven: 1 });
    expect(sealed.seal).toMatch(/^hmac-sha256:[0-9a-f]{64}$/);
  });

  test("changes with the key and with any number of the certificate", async () => {
    const { seal } = await sealOf(pair, certificate, key);
    const { moves, rises } = certificate;
    const others = await Promise.all([
      sealOf(pair, certificate, new Uint8Array(32).fill(8)),
      sealOf(
        pair,
        { ...certificate, moves: { ...moves, steps: moves.steps.map((by) => -by) } },
        key,
      ),
      sealOf(
        pair,
        { ...certificate, rises: { ...rises, times: rises.times.map((at) => at + 1) } },
        key,
      ),
      sealOf(pair, { ...certificate, unproven: Int32Array.of(0) }, key),
    ]);
    expect(new Set([seal, ...others.map((other) => other.seal)]).size).toBe(5);
  });

  test("is not made with a key that could be guessed", async () => {
    await expect(sealOf(pair, certificate, new Uint8Array(31))).rejects.toThrow(
      "at least 32 bytes",
    );
  });
});

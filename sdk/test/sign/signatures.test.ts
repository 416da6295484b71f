import { describe, expect, test } from "vitest";
import vectors from "../../../schemas/conformance/signatures.json" with { type: "json" };
import { fromBase64, toBase64 } from "../../src/sign/base64.ts";
import { isSignedBy, parseEnvelope, preAuthenticationEncoding } from "../../src/sign/dsse.ts";
import { openPublicKey, pointProblem } from "../../src/sign/public-key.ts";
import type { PublicKey } from "../../src/sign/public-key.ts";

const opened = await Promise.all(vectors.keys.map(({ publicKey }) => openPublicKey(publicKey)));
const keys = new Map<string, PublicKey>(
  vectors.keys.flatMap(({ keyId }, index) => {
    const key = opened[index];
    return key === undefined || typeof key === "string" ? [] : [[keyId, key] as const];
  }),
);

describe("the conformance vectors", () => {
  test("have keys whose id is the SHA-256 of their SubjectPublicKeyInfo", () => {
    expect([...keys].map(([id, { keyId }]) => id === keyId)).toEqual([true, true]);
  });

  test.each(vectors.paes)(
    "pre-authentication encoding: $description",
    ({ payloadType, payload, pae }) => {
      const bytes = preAuthenticationEncoding(payloadType, fromBase64(payload) ?? new Uint8Array());
      expect(new TextDecoder().decode(bytes)).toBe(pae);
    },
  );

  test.each(vectors.envelopes)("envelope: $description", async ({ envelope: value, valid }) => {
    const envelope = parseEnvelope(value);
    expect(envelope).not.toBeNull();
    if (envelope === null) return;
    const outcomes = envelope.signatures.map(async (signature) => {
      const key = keys.get(signature.keyid);
      return key !== undefined && isSignedBy(envelope, signature, key);
    });
    expect(await Promise.all(outcomes)).toEqual(valid);
  });

  test.each(vectors.malformedEnvelopes)("malformed envelope: $description", ({ envelope }) => {
    expect(parseEnvelope(envelope)).toBeNull();
  });

  test.each(vectors.weakKeys)(
    "a public key is refused: $description",
    async ({ publicKey, problem }) => {
      expect(await openPublicKey(publicKey)).toBe(problem);
    },
  );
});

/** Ed25519 in affine coordinates, slow and obvious: the curve of RFC 8032 section 5.1. */
const p = 2n ** 255n - 19n;
const d = mod(-121665n * inverse(121666n));
type Point = readonly [x: bigint, y: bigint];

describe("small order", () => {
  test("the refused points are all eight whose order divides eight", () => {
    const points = vectors.weakKeys
      .filter(({ problem }) => problem === "small-order")
      .map(({ publicKey }) => pointOf(publicKey));
    for (const point of points) expect(times8(point)).toEqual([0n, 1n]);
    expect(new Set(points.map(([x, y]) => `${x},${y}`)).size).toBe(8);
  });

  test("a point just beside them is not refused", () => {
    expect(
      pointProblem(Uint8Array.from({ length: 32 }, (_, index) => (index === 0 ? 2 : 0))),
    ).toBeNull();
    expect(
      pointProblem(
        Uint8Array.from({ length: 32 }, (_, index) =>
          index === 0 ? 0xeb : index === 31 ? 0x7f : 0xff,
        ),
      ),
    ).toBeNull();
  });
});

describe("base64", () => {
  test.each(["QQ", "QR==", "QQ==\n", "Q Q=", "QQ=", "-_8=", "=QQ="])("%j has no bytes", (text) => {
    expect(fromBase64(text)).toBeNull();
  });

  test("bytes come back as they went", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    expect(fromBase64("")).toEqual(new Uint8Array());
  });
});

function mod(value: bigint): bigint {
  return ((value % p) + p) % p;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (
    let [factor, rest] = [mod(base), exponent];
    rest > 0n;
    rest >>= 1n, factor = mod(factor * factor)
  ) {
    if (rest & 1n) result = mod(result * factor);
  }
  return result;
}

function inverse(value: bigint): bigint {
  return power(value, p - 2n);
}

function pointOf(publicKey: string): Point {
  const raw = (fromBase64(publicKey) ?? new Uint8Array()).slice(12);
  const number = raw.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const y = number & (2n ** 255n - 1n);
  const square = mod((y * y - 1n) * inverse(d * y * y + 1n));
  const root = power(square, (p + 3n) / 8n);
  const x = mod(root * root) === square ? root : mod(root * power(2n, (p - 1n) / 4n));
  expect(mod(x * x)).toBe(square);
  return [(x & 1n) === number >> 255n ? x : mod(-x), y];
}

function double([x, y]: Point): Point {
  const product = mod(d * x * x * y * y);
  return [mod(2n * x * y * inverse(1n + product)), mod((y * y + x * x) * inverse(1n - product))];
}

function times8(point: Point): Point {
  return double(double(double(point)));
}

import { digestOf } from "../canonical.ts";
import type { Digest } from "../canonical.ts";
import { fromBase64, toBase64 } from "./base64.ts";

/** What an Ed25519 key in SubjectPublicKeyInfo form starts with (RFC 8410). */
const spkiPrefix: readonly number[] = [
  0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

/** 2^255 - 19, the size of the field of Ed25519. */
const fieldSize = 2n ** 255n - 19n;

/**
 * The y coordinates of the eight points whose order divides 8. Under such a key some signature is
 * valid for every message (RFC 8032 section 5.1.7 leaves the check to the application).
 */
const smallOrderY: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  fieldSize - 1n,
  0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n,
  0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n,
]);

/** A public key that was looked at and found usable. */
export interface PublicKey {
  readonly keyId: Digest;
  readonly key: CryptoKey;
}

/** Why a public key is refused. */
export type KeyProblem = "malformed" | "non-canonical" | "small-order";

/** Base64 of the SubjectPublicKeyInfo form → a key, or why it must not be used. */
export async function openPublicKey(publicKey: string): Promise<PublicKey | KeyProblem> {
  const spki = fromBase64(publicKey);
  if (spki === null || spki.length !== 44) return "malformed";
  if (spkiPrefix.some((byte, index) => spki[index] !== byte)) return "malformed";
  const raw = spki.slice(spkiPrefix.length);
  const problem = pointProblem(raw);
  if (problem !== null) return problem;
  const key = await crypto.subtle.importKey("raw", raw, "Ed25519", true, ["verify"]);
  return { keyId: await digestOf(spki), key };
}

/** Base64 of the SubjectPublicKeyInfo form of a 32-byte Ed25519 public key. */
export function spkiOf(raw: Uint8Array): string {
  return toBase64(Uint8Array.from([...spkiPrefix, ...raw]));
}

/** What is wrong with the 32 bytes of a point; null when nothing is. */
export function pointProblem(raw: Uint8Array): "non-canonical" | "small-order" | null {
  let number = 0n;
  for (const byte of raw.toReversed()) number = (number << 8n) | BigInt(byte);
  const y = number & (2n ** 255n - 1n);
  if (y >= fieldSize) return "non-canonical";
  return smallOrderY.has(y) ? "small-order" : null;
}

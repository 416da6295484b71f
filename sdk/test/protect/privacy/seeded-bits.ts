import { createCipheriv, createHash } from "node:crypto";
import { bitsFrom, type Bits } from "../../../src/protect/privacy/random-bits.ts";

/** Bits that are the same for the same seed on every machine: the key stream of a cipher. */
export function seededBits(seed: string): Bits {
  const key = createHash("sha256").update(seed).digest();
  const cipher = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
  return bitsFrom((bytes) => bytes.set(cipher.update(Buffer.alloc(bytes.length))));
}

/** Bits, and how many of them were taken. */
export function countedBits(bits: Bits): Bits & { readonly taken: () => number } {
  let taken = 0;
  return {
    bit: () => {
      taken += 1;
      return bits.bit();
    },
    take: (count) => {
      taken += count;
      return bits.take(count);
    },
    taken: () => taken,
  };
}

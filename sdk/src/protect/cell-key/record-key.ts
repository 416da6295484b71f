import { createHmac } from "node:crypto";

/** Keys are whole numbers below this: four bytes. */
export const keyLimit: number = 2 ** 32;

/**
 * The key of one contributor in one population: the first four bytes, most significant first, of
 * HMAC-SHA-256 over the length-prefixed parts. It is made where the records are and stays there; a
 * cell carries the sum over its contributors modulo {@link keyLimit}.
 */
export function recordKey(secret: Uint8Array, contributor: string, population: string): number {
  const hmac = createHmac("sha256", secret);
  for (const part of ["edufed/record-key/1", population, contributor]) {
    const bytes = Buffer.from(part.normalize("NFC"), "utf8");
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hmac.update(length).update(bytes);
  }
  return hmac.digest().readUInt32BE(0);
}

/** The key of a cell from those of its contributors; each counts once. */
export function cellKey(keys: Iterable<number>): number {
  let sum = 0;
  for (const key of keys) sum = (sum + key) % keyLimit;
  return sum;
}

/**
 * Record keys, which decide the noise of the cell-key method: a number for every contributor, from a
 * secret of the member's. Cells carry their sums; single keys stay where the records are.
 */
import { createHmac } from "node:crypto";
import { InputError } from "./errors.ts";

/** Keys are whole numbers below this: four bytes. */
export const keyLimit: number = 2 ** 32;

/** Block length of SHA-256 in bytes, RFC 2104. */
const block = 64;

/** A member's secret behind its record keys. It is closed: printing it, also as JSON, shows nothing. */
export class RecordSecret {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /**
   * The key of a population, which is all that an engine gets to see: HMAC-SHA-256 of the
   * length-prefixed tag and population under the secret.
   */
  of(population: string): PopulationKey {
    const parts = ["edufed/record-key/1", population.normalize("NFC")];
    return new PopulationKey(population, hmac(this.#bytes, parts));
  }
}

/** What the record keys of one population are made with; as closed as the secret behind it. */
export class PopulationKey {
  readonly population: string;
  readonly #bytes: Uint8Array;

  constructor(population: string, bytes: Uint8Array) {
    this.population = population;
    this.#bytes = bytes;
  }

  /** The key of a contributor that these values name together, as its records have them, byte by byte. */
  keyOf(contributor: readonly string[]): number {
    return hmac(this.#bytes, contributor).readUInt32BE(0);
  }

  /** The halves of the padded key of RFC 2104 in hexadecimal digits, for engines that know SHA-256 alone. */
  pads(): { readonly inner: string; readonly outer: string } {
    const padded = (pad: number): string =>
      Buffer.from(
        Uint8Array.from({ length: block }, (_, at) => (this.#bytes[at] ?? 0) ^ pad),
      ).toString("hex");
    return { inner: padded(0x36), outer: padded(0x5c) };
  }

  /** Whether both give every contributor the same key. */
  isSame(other: PopulationKey): boolean {
    return Buffer.compare(this.#bytes, other.#bytes) === 0;
  }
}

/** Reads the text of the file of a secret: 64 hexadecimal digits; `file` is for the message. */
export function parseRecordSecret(text: string, file: string): RecordSecret {
  if (!/^[0-9a-f]{64}\s*$/iu.test(text)) {
    throw new InputError(
      `${file} is not the secret of cell keys: 64 hexadecimal digits.`,
      "Restore it from your backup; a new secret gives the same groups other noise.",
    );
  }
  return new RecordSecret(Buffer.from(text.trim(), "hex"));
}

/**
 * The key of one contributor in one population: the first four bytes, most significant first, of
 * HMAC-SHA-256 over the length-prefixed contributor, under the key of the population. Slow and
 * obvious; engines do the same, and a test compares them.
 */
export function recordKey(secret: Uint8Array, contributor: string, population: string): number {
  return new RecordSecret(secret).of(population).keyOf([contributor]);
}

/** The key of a cell from those of its contributors; each counts once. */
export function cellKey(keys: Iterable<number>): number {
  let sum = 0;
  for (const key of keys) sum = (sum + key) % keyLimit;
  return sum;
}

/** Length prefixes keep `ab` + `c` apart from `a` + `bc`. */
function hmac(key: Uint8Array, parts: readonly string[]): Buffer {
  const digest = createHmac("sha256", key);
  for (const part of parts) {
    const bytes = Buffer.from(part, "utf8");
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    digest.update(length).update(bytes);
  }
  return digest.digest();
}

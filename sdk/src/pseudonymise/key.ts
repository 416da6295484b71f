import { createHash, createHmac } from "node:crypto";
import { InputError } from "../errors.ts";

/** A member's secret of 256 bits. Whoever destroys it destroys every pseudonym made with it. */
export interface PseudonymKey {
  /** First eight hex digits of a digest of the secret: says which key, tells nothing of it. */
  readonly id: string;
  readonly secret: Uint8Array;
}

/** What a pseudonym is for. Each domain has a key of its own, so nothing joins across domains. */
export interface PseudonymDomain {
  /** Member id. */
  readonly system: string;
  /** The entity whose key is replaced: `student` wherever a student is named. */
  readonly entity: string;
  readonly purpose: string;
}

const secretBytes = 32;

/** Reads the text of a key file: 64 hexadecimal digits. */
export function parsePseudonymKey(text: string): PseudonymKey {
  if (!/^[0-9a-f]{64}\s*$/i.test(text)) {
    throw new InputError(
      "The pseudonym key is not 64 hexadecimal digits.",
      "Restore the key file from your backup, or make a new workspace with `edufed init`.",
    );
  }
  return pseudonymKey(Buffer.from(text.trim(), "hex"));
}

/** Wraps 32 secret bytes. */
export function pseudonymKey(secret: Uint8Array): PseudonymKey {
  if (secret.length !== secretBytes) {
    throw new InputError(
      `A pseudonym key has ${secretBytes} bytes, this one has ${secret.length}.`,
      "Make a key with `edufed init`.",
    );
  }
  const id = createHash("sha256")
    .update("edufed/key-id/1")
    .update(secret)
    .digest("hex")
    .slice(0, 8);
  return { id, secret };
}

/**
 * The key of one domain: HMAC-SHA-256 of the length-prefixed domain under the member's secret.
 * Length prefixes keep `ab` + `c` apart from `a` + `bc`.
 */
export function domainKey(key: PseudonymKey, domain: PseudonymDomain): Uint8Array {
  const hmac = createHmac("sha256", key.secret).update("edufed/pseudonym/1");
  for (const part of [domain.system, domain.entity, domain.purpose]) {
    const bytes = Buffer.from(part.normalize("NFC"), "utf8");
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hmac.update(length).update(bytes);
  }
  return hmac.digest();
}

/**
 * The pseudonym of one value: `<key id>.<first 128 bits of HMAC-SHA-256 in hex>`. Slow and obvious;
 * `pseudonymSql` does the same inside the engine and a test compares them.
 */
export function pseudonymOf(key: PseudonymKey, domain: PseudonymDomain, value: string): string {
  const digest = createHmac("sha256", domainKey(key, domain)).update(value, "utf8").digest("hex");
  return `${key.id}.${digest.slice(0, 32)}`;
}

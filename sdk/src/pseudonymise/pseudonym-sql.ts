import { domainKey, type PseudonymDomain, type PseudonymKey } from "./key.ts";

/** Block length of SHA-256 in bytes, RFC 2104. */
const block = 64;

/**
 * `pseudonymOf` as an SQL expression over a text column:
 * H(K ⊕ opad ‖ H(K ⊕ ipad ‖ value)), RFC 2104. The pads hold the domain's key, so the statement
 * is as secret as the key and is never logged.
 */
export function pseudonymSql(key: PseudonymKey, domain: PseudonymDomain, column: string): string {
  const secret = domainKey(key, domain);
  const inner = `unhex(sha256(${padded(secret, 0x36)} || encode(${column})))`;
  return `'${key.id}.' || left(sha256(${padded(secret, 0x5c)} || ${inner}), 32)`;
}

function padded(secret: Uint8Array, pad: number): string {
  const bytes = Array.from({ length: block }, (_, index) => (secret[index] ?? 0) ^ pad);
  const escaped = bytes.map((byte) => `\\x${byte.toString(16).padStart(2, "0").toUpperCase()}`);
  return `'${escaped.join("")}'::BLOB`;
}

/**
 * The canonical form: one spelling for one value, so that equal values have equal digests.
 * RFC 8785, narrowed: text in Unicode normal form C, whole numbers only (decimals are text).
 * Runs in a browser too; digests come from the Web Cryptography API.
 */
import canonicalize from "canonicalize";
import { RefusedError } from "./errors.ts";

/** A digest as publications write it: `sha256:` and 64 hexadecimal digits. */
export type Digest = `sha256:${string}`;

/** Deepest nesting of a value that is hashed; far more than any of our documents needs. */
const depthMax = 64;

/**
 * The value as RFC 8785 text. Refuses what has no single spelling: undefined, numbers that are not
 * whole or beyond 2^53, negative zero, text that is not NFC, and objects that are not plain.
 */
export function canonicalJson(value: unknown): string {
  requireCanonical(value, "", 0);
  const text = canonicalize(value);
  if (text === undefined) throw refusal("", "is not a JSON value");
  return text;
}

/** SHA-256 of bytes, or of text as UTF-8, as 64 lower-case hexadecimal digits. */
export async function sha256Hex(data: Uint8Array | string): Promise<string> {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : new Uint8Array(data);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** SHA-256 of bytes, or of text as UTF-8, as publications write it. */
export async function digestOf(data: Uint8Array | string): Promise<Digest> {
  return `sha256:${await sha256Hex(data)}`;
}

/** Digest of a value's canonical form: equal values have equal digests, whatever the key order was. */
export async function canonicalDigest(value: unknown): Promise<Digest> {
  return digestOf(canonicalJson(value));
}

/** Whether text is well-formed Unicode in normal form C, as everything that is hashed must be. */
export function isNormalText(text: string): boolean {
  return text.isWellFormed() && text === text.normalize("NFC");
}

function requireCanonical(value: unknown, pointer: string, depth: number): void {
  if (depth > depthMax) throw refusal(pointer, `is nested deeper than ${depthMax} levels`);
  if (value === null || typeof value === "boolean") return;
  if (typeof value === "string") return requireText(value, pointer);
  if (typeof value === "number") return requireWhole(value, pointer);
  if (typeof value !== "object") throw refusal(pointer, "is not a JSON value");
  if (Array.isArray(value)) {
    // An index loop, because iteration helpers skip the holes of a sparse array.
    for (let index = 0; index < value.length; index += 1) {
      requireCanonical(value[index], `${pointer}/${index}`, depth + 1);
    }
    return;
  }
  requirePlain(value, pointer);
  for (const [key, item] of Object.entries(value)) {
    requireText(key, pointer);
    requireCanonical(item, `${pointer}/${key}`, depth + 1);
  }
}

function requireText(text: string, pointer: string): void {
  if (!isNormalText(text)) throw refusal(pointer, "has text that is not in Unicode normal form C");
}

function requireWhole(value: number, pointer: string): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
    throw refusal(pointer, "is not a whole number below 2^53");
  }
}

function requirePlain(value: object, pointer: string): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw refusal(pointer, "is not a plain object");
  }
}

function refusal(pointer: string, fact: string): RefusedError {
  const place = pointer === "" ? "The value" : `The value at ${pointer}`;
  return new RefusedError(
    `${place} ${fact}, so it has no canonical form.`,
    "Write decimals as text, normalise text to NFC, and leave unknown properties out.",
  );
}

import type { Digest } from "../canonical.ts";
import type { Role } from "./dsse.ts";
import { openPublicKey } from "./public-key.ts";
import type { KeyProblem, PublicKey } from "./public-key.ts";

/** A key that a member announced to the community. */
export interface TrustedKey {
  /** `sha256:` and the SHA-256 of the public key's SubjectPublicKeyInfo bytes. */
  readonly keyId: string;
  /** Base64 of the SubjectPublicKeyInfo form. */
  readonly publicKey: string;
  readonly roles: readonly Role[];
  /** Who holds it; two keys of one holder count as one person. Absent: a person of its own. */
  readonly holder?: string;
  /** First and last moment at which it may have signed, ISO 8601 in UTC. */
  readonly notBefore?: string;
  readonly notAfter?: string;
}

/** What a verifier knows about a member beforehand, from somewhere else than the publication. */
export interface Trust {
  readonly member: string;
  readonly keys: readonly TrustedKey[];
  /** Fewest checkers; a publication may ask for more, never for fewer. */
  readonly checkersMin?: number;
  /** The member's publication before this one; null when there is none. Absent: not known. */
  readonly previous?: { readonly sequence: number; readonly id: Digest } | null;
}

export interface OpenedKey extends TrustedKey {
  readonly opened: PublicKey;
}

/** Keys by id, or the first reason why the list cannot be relied on. */
export type OpenedTrust =
  | { readonly keys: ReadonlyMap<string, OpenedKey>; readonly problem: null }
  | { readonly keys: null; readonly problem: string };

/** Opens every key of a trust list; one bad or doubled key makes the whole list unusable. */
export async function openTrust(trust: Trust): Promise<OpenedTrust> {
  const keys = new Map<string, OpenedKey>();
  for (const key of trust.keys) {
    if (keys.has(key.keyId))
      return { keys: null, problem: `The key ${key.keyId} is listed twice.` };
    // One after the other: lists are short, and the first problem should be the first in the list.
    const opened = await openPublicKey(key.publicKey);
    if (typeof opened === "string") {
      return { keys: null, problem: `The key ${key.keyId} ${problemText[opened]}.` };
    }
    if (opened.keyId !== key.keyId) {
      return { keys: null, problem: `The key listed as ${key.keyId} has another key's bytes.` };
    }
    keys.set(key.keyId, { ...key, opened });
  }
  return { keys, problem: null };
}

const problemText: Readonly<Record<KeyProblem, string>> = {
  malformed: "is not an Ed25519 public key",
  "non-canonical": "is not written in its canonical form",
  "small-order": "is a weak key of small order, under which signatures can be forged",
};

import { InputError } from "../errors.ts";
import type { Digest } from "../canonical.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import { openPublicKey, spkiOf } from "./public-key.ts";

/**
 * Something that can sign: a key file, a token, a service. Implement it to keep the private key
 * where you like; the rest of EduFed never sees it.
 */
export interface Signer {
  /** `sha256:` and the SHA-256 of the public key's SubjectPublicKeyInfo bytes. */
  readonly keyId: Digest;
  /** Base64 of the public key's SubjectPublicKeyInfo form, as trust lists carry it. */
  readonly publicKey: string;
  /** The 64 bytes of an Ed25519 signature over exactly these bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** A new key pair, as text to be written to two files. */
export interface KeyPair {
  readonly keyId: Digest;
  /** PKCS #8 in PEM; secret. */
  readonly privatePem: string;
  /** Base64 of the SubjectPublicKeyInfo form. */
  readonly publicKey: string;
}

/** Makes an Ed25519 key pair. */
export async function generateKeyPair(): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new TypeError("Ed25519 keys come in pairs");
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  const privatePem = toPem(pkcs8);
  const signer = await openSigner(privatePem);
  return { keyId: signer.keyId, privatePem, publicKey: signer.publicKey };
}

/** A private key in PKCS #8 PEM → a signer. Refuses anything that is not an Ed25519 key. */
export async function openSigner(privatePem: string): Promise<Signer> {
  const pkcs8 = fromPem(privatePem);
  if (pkcs8 === null) throw notAKey();
  const key = await importPrivate(pkcs8);
  const { x } = await crypto.subtle.exportKey("jwk", key);
  const raw =
    x === undefined ? null : fromBase64(`${x.replaceAll("-", "+").replaceAll("_", "/")}=`);
  if (raw === null) throw notAKey();
  const publicKey = spkiOf(raw);
  const opened = await openPublicKey(publicKey);
  if (typeof opened === "string") throw notAKey();
  return {
    keyId: opened.keyId,
    publicKey,
    sign: async (bytes) =>
      new Uint8Array(await crypto.subtle.sign("Ed25519", key, new Uint8Array(bytes))),
  };
}

async function importPrivate(pkcs8: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", true, ["sign"]);
  } catch (cause) {
    throw notAKey(cause);
  }
}

function toPem(pkcs8: Uint8Array): string {
  return `-----BEGIN PRIVATE KEY-----\n${toBase64(pkcs8)}\n-----END PRIVATE KEY-----\n`;
}

function fromPem(text: string): Uint8Array<ArrayBuffer> | null {
  const match =
    /^-----BEGIN PRIVATE KEY-----\s+([A-Za-z0-9+/=\s]+?)\s*-----END PRIVATE KEY-----\s*$/.exec(
      text,
    );
  return fromBase64((match?.[1] ?? "*").replaceAll(/\s/g, ""));
}

function notAKey(cause?: unknown): InputError {
  return new InputError(
    "This is not an Ed25519 private key in PKCS #8 PEM form.",
    "Name the private key file that `edufed init` wrote, or make a new key pair.",
    { cause },
  );
}

/**
 * DSSE, the Dead Simple Signing Envelope (secure-systems-lab/dsse, protocol 1.0): signatures over
 * the exact bytes of a payload and its type. Nothing inside is parsed before it is verified.
 */
import { canonicalJson } from "../canonical.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import type { Signer } from "./keys.ts";
import type { PublicKey } from "./public-key.ts";

/** What a signature stands for; which key may do what is the trust list's to say. */
export type Role = "publisher" | "checker";

export interface EnvelopeSignature {
  /** Which key claims to have signed; a hint until the signature is verified. */
  readonly keyid: string;
  /** As what it was signed. */
  readonly role: Role;
  readonly sig: string;
}

export interface Envelope {
  readonly payloadType: string;
  /** Base64 of the signed bytes. */
  readonly payload: string;
  readonly signatures: readonly EnvelopeSignature[];
}

/** Most signatures an envelope may carry. */
const signaturesMax = 16;

/** The bytes that are signed: type and payload, each with its length, so that neither can pose as the other. */
export function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = new TextEncoder().encode(payloadType);
  const head = new TextEncoder().encode(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `);
  const bytes = new Uint8Array(head.length + payload.length);
  bytes.set(head, 0);
  bytes.set(payload, head.length);
  return bytes;
}

/** An envelope without signatures around a payload. */
export function emptyEnvelope(payloadType: string, payload: Uint8Array): Envelope {
  return { payloadType, payload: toBase64(payload), signatures: [] };
}

/** The envelope with one more signature. */
export async function withSignature(
  envelope: Envelope,
  signer: Signer,
  role: Role,
): Promise<Envelope> {
  const payload = fromBase64(envelope.payload) ?? new Uint8Array();
  const signature = await signer.sign(preAuthenticationEncoding(envelope.payloadType, payload));
  const added = { keyid: signer.keyId, role, sig: toBase64(signature) };
  return { ...envelope, signatures: [...envelope.signatures, added] };
}

/** The envelope as bytes of a file. */
export function envelopeBytes(envelope: Envelope): Uint8Array {
  return new TextEncoder().encode(canonicalJson(envelope));
}

/** Parsed JSON → an envelope; null when it does not have exactly the shape of one. */
export function parseEnvelope(value: unknown): Envelope | null {
  if (!isRecord(value, ["payload", "payloadType", "signatures"])) return null;
  const { payload, payloadType, signatures } = value;
  if (typeof payload !== "string" || typeof payloadType !== "string") return null;
  if (!Array.isArray(signatures) || signatures.length > signaturesMax) return null;
  const parsed = signatures.map(parseSignature).filter((signature) => signature !== null);
  if (parsed.length !== signatures.length || fromBase64(payload) === null) return null;
  return { payload, payloadType, signatures: parsed };
}

/** The exact bytes the signatures are over. */
export function payloadBytes(envelope: Envelope): Uint8Array<ArrayBuffer> {
  return fromBase64(envelope.payload) ?? new Uint8Array();
}

/** Whether one signature of an envelope was made with this key over exactly its payload. */
export async function isSignedBy(
  envelope: Envelope,
  signature: EnvelopeSignature,
  key: PublicKey,
): Promise<boolean> {
  const bytes = fromBase64(signature.sig);
  if (bytes === null || bytes.length !== 64) return false;
  const signed = preAuthenticationEncoding(envelope.payloadType, payloadBytes(envelope));
  return crypto.subtle.verify("Ed25519", key.key, bytes, new Uint8Array(signed));
}

function parseSignature(value: unknown): EnvelopeSignature | null {
  if (!isRecord(value, ["keyid", "role", "sig"])) return null;
  const { keyid, role, sig } = value;
  if (typeof keyid !== "string" || typeof sig !== "string") return null;
  return role === "publisher" || role === "checker" ? { keyid, role, sig } : null;
}

function isRecord(
  value: unknown,
  keys: readonly string[],
): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const found = Object.keys(value);
  return found.length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}

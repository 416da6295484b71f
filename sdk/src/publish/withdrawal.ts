/**
 * A withdrawal: the member's signed word that a publication of its own no longer counts. It is a new
 * document beside the publication, whose files stay as they are; what was seen stays known.
 */
import type { Digest } from "../canonical.ts";
import { RefusedError } from "../errors.ts";
import { emptyEnvelope, envelopeBytes, isSignedBy, parseEnvelope } from "../sign/dsse.ts";
import { payloadBytes, withSignature } from "../sign/dsse.ts";
import type { Envelope } from "../sign/dsse.ts";
import type { Signer } from "../sign/keys.ts";
import { statementBytes, statementPayloadType } from "../sign/statement.ts";
import { openTrust } from "../sign/trust.ts";
import type { OpenedKey, Trust } from "../sign/trust.ts";
import { isValidAt } from "./check-signatures.ts";
import { paths, readJson } from "./files.ts";
import { identifier } from "./manifest.ts";
import { closed, list, oneOf, parse, text, whole } from "./shape.ts";
import type { Shape } from "./shape.ts";

/** What a withdrawal says. */
export interface Withdrawal {
  readonly member: string;
  /** Id of the publication that is withdrawn. */
  readonly publication: Digest;
  /** Its number in the member's chain. */
  readonly sequence: number;
  /** Number of the member's last publication when it was withdrawn. */
  readonly after: number;
  /** For readers, in one line. */
  readonly reason: string;
  /** ISO 8601, UTC, in whole seconds. */
  readonly issuedAt: string;
}

/** Longest reason, in characters. */
export const reasonLengthMax = 500;

const predicateType = "urn:edufed:predicate:withdrawal:v1";

const statementShape = closed({
  _type: oneOf("https://in-toto.io/Statement/v1"),
  predicateType: oneOf(predicateType),
  subject: list(
    closed({
      name: oneOf(paths.manifest),
      digest: closed({ sha256: text({ pattern: /^[0-9a-f]{64}$/ }) }),
    }),
    1,
  ),
  predicate: closed({
    member: identifier,
    sequence: whole(1),
    after: whole(1),
    reason: text({ pattern: /^.+$/, lengthMax: reasonLengthMax }),
    issuedAt: text({ pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/ }),
  }),
}) satisfies Shape<unknown>;

/** The day of a withdrawal, in UTC. */
export function dayOf({ issuedAt }: Pick<Withdrawal, "issuedAt">): string {
  return issuedAt.slice(0, "YYYY-MM-DD".length);
}

/** Signs a withdrawal as the member's publisher. @throws RefusedError when the key may not. */
export async function signWithdrawal(
  withdrawal: Omit<Withdrawal, "issuedAt">,
  { signer, trust, now }: { readonly signer: Signer; readonly trust: Trust; readonly now: Date },
): Promise<Uint8Array> {
  const { publication, ...claims } = withdrawal;
  const subject = [{ name: paths.manifest, digest: { sha256: hexOf(publication) } }];
  const predicate = { ...claims, issuedAt: `${now.toISOString().slice(0, 19)}Z` };
  const payload = statementBytes(subject, predicate, predicateType);
  const envelope = emptyEnvelope(statementPayloadType, payload);
  const bytes = envelopeBytes(await withSignature(envelope, signer, "publisher"));
  const problem = await objectionTo(bytes, trust);
  if (problem === null) return bytes;
  throw new RefusedError(
    `The withdrawal would not be believed. ${problem}`,
    "Sign with the key of a publisher that member.json lists.",
  );
}

/** The bytes of a withdrawal → what it says, or why they are none. Believe it after `objectionTo`. */
export function readWithdrawal(
  bytes: Uint8Array,
): { readonly value: Withdrawal } | { readonly problem: string } {
  const envelope = envelopeIn(bytes);
  if (envelope === null) return { problem: "It is not an envelope of a statement." };
  const json = readJson(payloadBytes(envelope));
  if (typeof json === "string") return { problem: `What was signed is ${json}.` };
  const parsed = parse(statementShape, json.value);
  const [manifest] = "value" in parsed ? parsed.value.subject : [];
  if ("problem" in parsed || manifest === undefined) {
    return { problem: "What was signed is no withdrawal." };
  }
  const { predicate } = parsed.value;
  return { value: { ...predicate, publication: `sha256:${manifest.digest.sha256}` } };
}

/** Why a withdrawal must not be believed; null when a publisher of the member signed it. */
export async function objectionTo(bytes: Uint8Array, trust: Trust): Promise<string | null> {
  const read = readWithdrawal(bytes);
  if ("problem" in read) return read.problem;
  if (read.value.member !== trust.member) return "It speaks for another member.";
  const envelope = envelopeIn(bytes);
  const opened = await openTrust(trust);
  if (envelope === null || opened.keys === null) return opened.problem;
  const signed = await publisherOf(envelope, opened.keys);
  if (typeof signed === "string") return signed;
  const { issuedAt } = read.value;
  return isValidAt(signed, Date.parse(issuedAt)) ? null : `Its key was not valid at ${issuedAt}.`;
}

/** The one key that signed an envelope as publisher, or why there is none. */
async function publisherOf(
  envelope: Envelope,
  keys: ReadonlyMap<string, OpenedKey>,
): Promise<OpenedKey | string> {
  const [signature, ...more] = envelope.signatures;
  if (signature === undefined || more.length > 0) return "It is not signed by one publisher.";
  const key = keys.get(signature.keyid);
  if (key === undefined) return "Its key is not on the member's list.";
  if (signature.role !== "publisher" || !key.roles.includes("publisher")) {
    return "Its key is not that of a publisher.";
  }
  return (await isSignedBy(envelope, signature, key.opened)) ? key : "Its signature is not valid.";
}

/** Where the withdrawal of a publication stands, relative to its feed. */
export function withdrawalPath(publication: Digest): string {
  return `withdrawals/${hexOf(publication)}.dsse.json`;
}

function hexOf(digest: Digest): string {
  return digest.slice("sha256:".length);
}

function envelopeIn(bytes: Uint8Array): Envelope | null {
  const json = readJson(bytes);
  const envelope = typeof json === "string" ? null : parseEnvelope(json.value);
  return envelope?.payloadType === statementPayloadType ? envelope : null;
}

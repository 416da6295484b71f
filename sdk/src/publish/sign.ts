/** A draft → signed: checkers first, each with a key of their own, the publisher last. */
import { passed } from "../dataset.ts";
import type { Staged } from "../dataset.ts";
import { RefusedError } from "../errors.ts";
import {
  emptyEnvelope,
  envelopeBytes,
  parseEnvelope,
  payloadBytes,
  withSignature,
} from "../sign/dsse.ts";
import type { Envelope, Role } from "../sign/dsse.ts";
import type { Signer } from "../sign/keys.ts";
import { statementPayloadType } from "../sign/statement.ts";
import type { Trust } from "../sign/trust.ts";
import { checkContent } from "./check-content.ts";
import { checkFiles } from "./check-files.ts";
import { paths, readJson } from "./files.ts";
import type { PublicationFiles } from "./files.ts";
import { parsePublication } from "./read.ts";
import type { Publication } from "./read.ts";
import { publicationStatement, readStatement } from "./statement.ts";
import { verifyPublication } from "./verify.ts";

/** A publication whose signatures satisfy the member's policy; the only thing that is published. */
export type Signed = Staged<"signed", PublicationFiles>;

export interface Signing {
  readonly signer: Signer;
  readonly role: Role;
  /** The present; the first signature dates the statement, later ones sign the same bytes. */
  readonly now: Date;
}

/**
 * The publication with one more signature. Refuses a second signature of one key, a publisher
 * before the checkers, anyone after the publisher, and files that are not what was signed before.
 */
export async function addSignature(
  files: PublicationFiles,
  { signer, role, now }: Signing,
): Promise<PublicationFiles> {
  const publication = await parsePublication(files);
  await requireContent(publication);
  const envelope = await envelopeOf(publication, now);
  requireTurn(envelope, { keyId: signer.keyId, role }, publication.manifest.checkersMin);
  const signed = await withSignature(envelope, signer, role);
  return new Map([...files, [paths.signatures, envelopeBytes(signed)]]);
}

/** Marks a publication as signed, after every check that its member's keys and policy allow. */
export async function requireSigned(files: PublicationFiles, trust: Trust): Promise<Signed> {
  const failed = (await verifyPublication(files, trust)).filter(
    ({ outcome }) => outcome === "failed",
  );
  if (failed.length === 0) return passed("signed", files);
  throw new RefusedError(
    `The publication does not pass verification. ${failed.map(({ code, message }) => `${code}: ${message}`).join(" ")}`,
    failed[0]?.remedy ?? "Sign the publication again.",
  );
}

/** Who has signed so far, in their order. */
export function signaturesOf(files: PublicationFiles): Envelope["signatures"] {
  return storedEnvelope(files)?.signatures ?? [];
}

async function requireContent(publication: Publication): Promise<void> {
  const { files, manifest } = publication;
  const checks = [await checkFiles(files, manifest, null), ...(await checkContent(publication))];
  const failed = checks.filter(({ outcome }) => outcome === "failed");
  if (failed.length === 0) return;
  throw new RefusedError(
    `This draft must not be signed. ${failed.map(({ code, message }) => `${code}: ${message}`).join(" ")}`,
    "Draw the publication up again; its files are never edited by hand.",
  );
}

async function envelopeOf(publication: Publication, now: Date): Promise<Envelope> {
  const stored = storedEnvelope(publication.files);
  const issuedAt = issuedAtOf(stored) ?? `${now.toISOString().slice(0, 19)}Z`;
  const statement = await publicationStatement(publication, issuedAt);
  const fresh = emptyEnvelope(statementPayloadType, statement);
  if (stored === null) return fresh;
  if (stored.payload === fresh.payload && stored.payloadType === fresh.payloadType) return stored;
  throw new RefusedError(
    "The files are not those that were signed before.",
    "Draw the publication up again and let everyone sign it anew.",
  );
}

function issuedAtOf(envelope: Envelope | null): string | undefined {
  if (envelope === null) return undefined;
  const statement = readStatement(payloadBytes(envelope));
  return "value" in statement ? statement.value.predicate.issuedAt : undefined;
}

function requireTurn(
  { signatures }: Envelope,
  next: { readonly keyId: string; readonly role: Role },
  checkersMin: number,
): void {
  if (signatures.some(({ keyid }) => keyid === next.keyId)) {
    throw new RefusedError(
      "This key has signed already.",
      "Let another person sign with a key of their own.",
    );
  }
  if (signatures.some(({ role }) => role === "publisher")) {
    throw new RefusedError(
      "The publisher has signed, so nobody signs any more.",
      "Publish it, or draw it up again.",
    );
  }
  const checkers = signatures.filter(({ role }) => role === "checker").length;
  if (next.role === "publisher" && checkers < checkersMin) {
    throw new RefusedError(
      `${checkers} of ${checkersMin} checkers have signed; the publisher signs last.`,
      "Let the checkers sign first: edufed sign <draft> --role checker --key <file>.",
    );
  }
}

function storedEnvelope(files: PublicationFiles): Envelope | null {
  const bytes = files.get(paths.signatures);
  if (bytes === undefined) return null;
  const json = readJson(bytes);
  const envelope = typeof json === "string" ? null : parseEnvelope(json.value);
  if (envelope !== null) return envelope;
  throw new RefusedError(
    `${paths.signatures} is not an envelope.`,
    "Delete it and let everyone sign again.",
  );
}

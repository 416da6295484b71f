/** The statement about a publication: which files, and what is claimed of them. */
import { canonicalDigest } from "../canonical.ts";
import { statementBytes, subjectsOf } from "../sign/statement.ts";
import { statementShape } from "./documents.ts";
import type { PublicationPredicate } from "./documents.ts";
import { paths, readJson } from "./files.ts";
import type { PublicationFiles } from "./files.ts";
import type { Documents } from "./read.ts";
import { parse } from "./shape.ts";
import type { Shape } from "./shape.ts";

export type SignedStatement = typeof statementShape extends Shape<infer T> ? T : never;

/** The bytes to sign for a publication, at a moment given as ISO 8601 in UTC. */
export async function publicationStatement(
  documents: Documents,
  issuedAt: string,
): Promise<Uint8Array> {
  const predicate = { ...(await claimsOf(documents)), issuedAt };
  return statementBytes(await subjectsOf(unsigned(documents.files)), predicate);
}

/** The payload of an envelope → a statement, or why it is none. As in-toto asks, what it does not know it leaves unread. */
export function readStatement(
  payload: Uint8Array,
): { readonly value: SignedStatement } | { readonly problem: string } {
  const json = readJson(payload);
  return typeof json === "string"
    ? { problem: `It is ${json}.` }
    : parse(statementShape, json.value, "unread");
}

/** What a statement must claim of this publication, all but the time. */
export async function claimsOf(
  documents: Documents,
): Promise<Omit<PublicationPredicate, "issuedAt">> {
  const { manifest, disclosure, quality } = documents;
  const { id, version, formalHash } = manifest.metric;
  return {
    member: manifest.member,
    sequence: manifest.sequence,
    previous: manifest.previous,
    metric: { id, version, formalHash },
    disclosure: {
      policy: await canonicalDigest(disclosure.policy),
      provenSafe: disclosure.audit.provenSafe,
    },
    quality: { gate: quality.gate },
    checkersMin: manifest.checkersMin,
  };
}

/** Everything but the signatures. */
function unsigned(files: PublicationFiles): PublicationFiles {
  return new Map([...files].filter(([path]) => path !== paths.signatures));
}

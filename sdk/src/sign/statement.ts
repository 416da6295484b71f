/** in-toto Statement v1: the digests of files, and what is claimed about them. */
import { canonicalJson, sha256Hex } from "../canonical.ts";

const statementType = "https://in-toto.io/Statement/v1";
export const statementPayloadType = "application/vnd.in-toto+json";
/** What the predicate of a publication's statement means. */
const publicationPredicateType = "urn:edufed:predicate:publication:v1";

export interface Subject {
  /** Path of a file inside the publication. */
  readonly name: string;
  /** SHA-256 of its raw bytes, hexadecimal. */
  readonly digest: { readonly sha256: string };
}

interface Statement<P> {
  readonly _type: typeof statementType;
  readonly subject: readonly Subject[];
  readonly predicateType: string;
  readonly predicate: P;
}

/** Subjects of files, ordered by path. */
export async function subjectsOf(
  files: ReadonlyMap<string, Uint8Array>,
): Promise<readonly Subject[]> {
  const names = [...files.keys()].toSorted();
  return Promise.all(
    names.map(async (name) => ({
      name,
      digest: { sha256: await sha256Hex(files.get(name) ?? new Uint8Array()) },
    })),
  );
}

/** The bytes that are signed: a statement about files in canonical form. */
export function statementBytes(
  subject: readonly Subject[],
  predicate: object,
  predicateType: string = publicationPredicateType,
): Uint8Array {
  const statement: Statement<object> = {
    _type: statementType,
    subject,
    predicateType,
    predicate,
  };
  return new TextEncoder().encode(canonicalJson(statement));
}

import { fromBase64 } from "../sign/base64.ts";
import { isSignedBy, parseEnvelope, preAuthenticationEncoding } from "../sign/dsse.ts";
import { openPublicKey, type PublicKey } from "../sign/public-key.ts";
import { compared, idOf, textAt } from "./vectors.ts";
import type { Outcome, Vectors } from "./vectors.ts";

interface SignatureVectors {
  readonly keys: readonly { readonly keyId: string; readonly publicKey: string }[];
  readonly paes: readonly {
    readonly payloadType: string;
    readonly payload: string;
    readonly pae: string;
  }[];
  readonly envelopes: readonly { readonly envelope: unknown; readonly valid: readonly boolean[] }[];
  readonly malformedEnvelopes: readonly { readonly envelope: unknown }[];
  readonly weakKeys: readonly { readonly publicKey: string; readonly problem: string }[];
}

const path = "signatures.json";

/** What is signed, by whom it is signed, and what must never be taken for a signature or a key. */
export async function signatureOutcomes(vectors: Vectors): Promise<readonly Outcome[]> {
  const { keys, paes, envelopes, malformedEnvelopes, weakKeys }: SignatureVectors = JSON.parse(
    textAt(vectors, path),
  );
  const opened = await openAll(keys);
  return Promise.all([
    ...paes.map(({ payloadType, payload, pae }, place) =>
      compared(idOf(path, "paes", place), pae, () => encoded(payloadType, payload)),
    ),
    ...envelopes.map(({ envelope, valid }, place) =>
      compared(idOf(path, "envelopes", place), valid, () => validity(envelope, opened)),
    ),
    ...malformedEnvelopes.map(({ envelope }, place) =>
      compared(idOf(path, "malformedEnvelopes", place), null, () => parseEnvelope(envelope)),
    ),
    ...weakKeys.map(({ publicKey, problem }, place) =>
      compared(idOf(path, "weakKeys", place), problem, () => openPublicKey(publicKey)),
    ),
  ]);
}

function encoded(payloadType: string, payload: string): string {
  const bytes = preAuthenticationEncoding(payloadType, fromBase64(payload) ?? new Uint8Array());
  return new TextDecoder().decode(bytes);
}

type Keys = ReadonlyMap<string, PublicKey>;

async function openAll(keys: SignatureVectors["keys"]): Promise<Keys> {
  const opened = await Promise.all(
    keys.map(async ({ keyId, publicKey }) => [keyId, await openPublicKey(publicKey)] as const),
  );
  return new Map(
    opened.flatMap(([keyId, key]) => (typeof key === "string" ? [] : [[keyId, key] as const])),
  );
}

/** Which of the signatures are valid, in order; null for what is no envelope. */
async function validity(value: unknown, keys: Keys): Promise<readonly boolean[] | null> {
  const envelope = parseEnvelope(value);
  if (envelope === null) return null;
  return Promise.all(
    envelope.signatures.map(async (signature) => {
      const key = keys.get(signature.keyid);
      return key !== undefined && isSignedBy(envelope, signature, key);
    }),
  );
}

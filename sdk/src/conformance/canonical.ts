import { canonicalDigest, canonicalJson } from "../canonical.ts";
import { RefusedError } from "../errors.ts";
import { compared, idOf, textAt } from "./vectors.ts";
import type { Outcome, Vectors } from "./vectors.ts";

interface CanonicalVectors {
  readonly accepted: readonly {
    readonly input: string;
    readonly canonical: string;
    readonly digest: string;
  }[];
  readonly refused: readonly { readonly input: string }[];
}

const path = "canonical.json";

/** The one spelling of a value and its digest, and the values that have none. */
export async function canonicalOutcomes(vectors: Vectors): Promise<readonly Outcome[]> {
  const { accepted, refused }: CanonicalVectors = JSON.parse(textAt(vectors, path));
  return Promise.all([
    ...accepted.map(({ input, canonical, digest }, place) =>
      compared(idOf(path, "accepted", place), [canonical, digest], async () => [
        canonicalJson(JSON.parse(input)),
        await canonicalDigest(JSON.parse(input)),
      ]),
    ),
    ...refused.map(({ input }, place) =>
      compared(idOf(path, "refused", place), true, () => isRefused(input)),
    ),
  ]);
}

function isRefused(input: string): boolean {
  try {
    canonicalJson(JSON.parse(input));
    return false;
  } catch (error) {
    return error instanceof RefusedError;
  }
}

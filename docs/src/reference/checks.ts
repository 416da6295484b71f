import { checkTitles, type CheckCode } from "@edufed/sdk/verify";

/** A check of a publication: what it asserts, and what it protects a reader from. */
export interface CheckReference {
  readonly code: string;
  readonly title: string;
  readonly why: string;
}

const reasons: Readonly<Record<CheckCode, string>> = {
  B01: "The digest of every file is in the manifest, and the digest of the manifest is what was signed. One changed byte shows.",
  B02: "One document has one form only, so that two programs cannot read it differently.",
  B03: "Without a valid signature nobody stands behind the figures. Keys come from the list of members, never from the publication.",
  B04: "Nobody publishes alone. One person with two keys is one person.",
  B05: "A key that had expired or was not yet valid proves nothing. Neither does a date in the future.",
  B06: "A release that was dropped, repeated or slipped in breaks the chain. It is checked when the release before it is at hand, as at a gateway.",
  B07: "Figures mean what they say only under the definitions they name. It is checked when that release of the standard is at hand.",
  B08: "The formal hash covers everything in a definition that changes a number. A metric with the same name and another hash is another metric.",
  B09: "Every row has a code for every dimension, every code is known, and no cell occurs twice.",
  B10: "A withheld or missing cell is never a number: it is NaN with a status that says why.",
  B11: "Every value is computed again from its numerator and denominator, and visible parts must make their whole.",
  B12: "Every value has the decimals of its metric: more would say more than was meant.",
  B13: "A cell below the policy’s minimum fails. Whether withheld cells can be worked out over all releases together is the question of `edufed audit`, which needs the member’s own numbers.",
  B14: "Kept for the decision of an ethics board. It does not travel with a publication, so it is reported as not checked.",
  B15: "Kept for the digests in the provenance. Following them needs the repository of the standard, so it is reported as not checked.",
  B16: "Kept for a run on a synthetic twin. None travels with a publication, so it is reported as not checked.",
};

/** Every check of `edufed verify` and of every gateway, in the order of its code. */
export function checkReference(): readonly CheckReference[] {
  return Object.entries(checkTitles).map(([code, title]) => ({
    code,
    title,
    why: new Map(Object.entries(reasons)).get(code) ?? "",
  }));
}

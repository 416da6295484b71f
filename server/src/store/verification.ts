import type { Registry } from "@edufed/schemas";
import { parsePublication, verifyPublication } from "@edufed/sdk/verify";
import type { Check, CheckCode, PublicationFiles, Trust } from "@edufed/sdk/verify";
import type { Member } from "../members/member.ts";
import { storable } from "./facts.ts";
import type { ChainHead, VerifiedPublication } from "./store.ts";

/** What a publication is checked against. */
export interface Standing {
  readonly member: Member;
  /** The member's publication before this one; null when this must be its first. */
  readonly previous: ChainHead | null;
  readonly registry: Registry;
  readonly now: Date;
}

/** Checks that must have passed before a publication is taken; the others must not have failed. */
const required: ReadonlySet<CheckCode> = new Set([
  "B01",
  "B02",
  "B03",
  "B04",
  "B05",
  "B06",
  "B07",
  "B08",
  "B09",
  "B10",
  "B11",
  "B12",
] as const);

/** The checks that stand against taking a publication; none when it may be taken. */
export async function objections(
  files: PublicationFiles,
  standing: Standing,
): Promise<readonly Check[]> {
  const checks = await verify(files, standing);
  return checks.filter(
    ({ code, outcome }) =>
      outcome === "failed" || (outcome === "not-checked" && required.has(code)),
  );
}

/** The checks that a publication in the store no longer passes; none when it is as it was. */
export async function alterations(
  files: PublicationFiles,
  standing: Standing,
): Promise<readonly Check[]> {
  const checks = await verify(files, standing);
  return checks.filter(({ outcome }) => outcome === "failed");
}

/**
 * What the store keeps of a publication that passed its checks, or why this gateway cannot serve
 * it: it is about something that the gateway does not know.
 */
export async function admitted(
  files: PublicationFiles,
  { member, registry }: Standing,
): Promise<VerifiedPublication | { readonly message: string; readonly remedy: string }> {
  const publication = await parsePublication(files);
  const metric = registry.metrics.get(publication.manifest.metric.id);
  if (metric === undefined) {
    return {
      message: `This gateway does not know the metric ${publication.manifest.metric.id}.`,
      remedy: "Publish a metric of the released standard.",
    };
  }
  const area = publication.structure.dimensions.find(({ id }) => id === "REF_AREA");
  const isOwn = area?.codes.some(({ code, parent }) => parent === null && code === member.refArea);
  if (isOwn !== true) {
    return {
      message: `Its REF_AREA is not ${member.refArea}, the area of ${member.id} in the trust list.`,
      remedy:
        "Set refArea in edufed.config.json to the code in the trust list, and draw it up again.",
    };
  }
  return storable(publication, metric);
}

function verify(
  files: PublicationFiles,
  { member, previous, registry, now }: Standing,
): Promise<readonly Check[]> {
  const trust: Trust = {
    member: member.id,
    keys: member.keys,
    checkersMin: member.checkersMin,
    previous: previous === null ? null : { sequence: previous.sequence, id: previous.digest },
  };
  return verifyPublication(files, trust, { registry, now });
}

/** Everything that can be checked of a publication without asking anyone. Runs in a browser too. */
import type { Registry } from "@edufed/schemas";
import type { Trust } from "../sign/trust.ts";
import { checkChain } from "./check-chain.ts";
import { checkContent } from "./check-content.ts";
import { checkDocuments } from "./check-documents.ts";
import { checkFiles } from "./check-files.ts";
import { checkMetric } from "./check-metric.ts";
import { checkRelease } from "./check-release.ts";
import {
  checkClaims,
  checkPolicy,
  checkValidity,
  openPublicationEnvelope,
} from "./check-signatures.ts";
import { checkOf, notChecked } from "./check.ts";
import type { Check, CheckCode } from "./check.ts";
import { limits, paths } from "./files.ts";
import type { PublicationFiles } from "./files.ts";
import { readParts } from "./read.ts";
import type { ReadParts } from "./read.ts";

/** What a verifier may add to what it knows of the member. */
export interface VerifyOptions {
  /** The release of the standard, for B07. */
  readonly registry?: Registry;
  /** The present, for signatures dated in the future. */
  readonly now?: Date;
}

/** Largest number of files and of bytes that are looked at. */
const filesMax = 20;

/**
 * The checks B01 to B16, in order. Never throws, whatever the bytes are: what cannot be read is a
 * failed check, and what rests on it is not checked.
 */
export async function verifyPublication(
  files: PublicationFiles,
  trust: Trust,
  options: VerifyOptions = {},
): Promise<readonly Check[]> {
  if (isTooLarge(files)) return tooLarge();
  const parts = await readParts(files);
  const opened = await openPublicationEnvelope(files, trust);
  return [
    await checkFiles(files, parts.manifest, opened.statement),
    checkDocuments(parts.problems),
    await checkClaims(opened, parts.documents),
    checkPolicy(opened, parts.documents, trust),
    checkValidity(opened, options.now),
    ...(await documentChecks(parts, trust, options)),
    ...(await contentChecks(parts)),
    notChecked("B14", "No ethics decision travels with the publication."),
    notChecked(
      "B15",
      "The provenance names digests of the standard; resolving them needs its repository.",
    ),
    notChecked("B16", "No synthetic twin travels with the publication."),
  ];
}

/** Whether a publication may be relied on: it is signed, and no check failed. */
export function isVerified(checks: readonly Check[]): boolean {
  return checks.length > 0 && checks.every(({ outcome }) => outcome !== "failed");
}

async function documentChecks(
  { manifest }: ReadParts,
  trust: Trust,
  { registry }: VerifyOptions,
): Promise<readonly Check[]> {
  if (manifest === null) return unread(["B06", "B07"]);
  return [checkChain(manifest, trust), await checkRelease(manifest, registry)];
}

async function contentChecks({
  documents,
  publication,
  problems,
}: ReadParts): Promise<readonly Check[]> {
  if (documents === null) return unread(["B08", "B09", "B10", "B11", "B12", "B13"]);
  if (publication !== null) return checkContent(publication);
  const ofData = problems.filter(({ path }) => path === paths.data);
  const data = checkOf("B09", {
    fine: "",
    remedy: "Draw the publication up again; data.csv is never edited by hand.",
    problems: ofData.map(({ problem }) => `data.csv: ${problem}`),
  });
  return [await checkMetric(documents), data, ...unread(["B10", "B11", "B12", "B13"])];
}

function unread(codes: readonly CheckCode[]): readonly Check[] {
  return codes.map((code) => notChecked(code, "The files it rests on could not be read."));
}

function isTooLarge(files: PublicationFiles): boolean {
  return (
    files.size > filesMax || [...files.values()].some(({ length }) => length > limits.dataBytesMax)
  );
}

function tooLarge(): readonly Check[] {
  const problems = ["There are more files, or larger ones, than a publication has."];
  const remedy = "Fetch the publication again from the member.";
  return [
    checkOf("B01", { fine: "", remedy, problems }),
    ...unread(["B02", "B03", "B04", "B05", "B06", "B07", "B08", "B09", "B10", "B11", "B12", "B13"]),
    ...unread(["B14", "B15", "B16"]),
  ];
}

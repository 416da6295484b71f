import { canonicalJson } from "../canonical.ts";
import { isSignedBy, parseEnvelope, payloadBytes } from "../sign/dsse.ts";
import type { Envelope, EnvelopeSignature } from "../sign/dsse.ts";
import { statementPayloadType } from "../sign/statement.ts";
import { openTrust } from "../sign/trust.ts";
import type { OpenedKey, Trust } from "../sign/trust.ts";
import { checkOf, failedCheck, notChecked } from "./check.ts";
import type { Check } from "./check.ts";
import { paths, readJson } from "./files.ts";
import type { PublicationFiles } from "./files.ts";
import type { Documents } from "./read.ts";
import { claimsOf, readStatement } from "./statement.ts";
import type { SignedStatement } from "./statement.ts";

/** One valid signature: whose key, as what. */
interface ValidSignature {
  readonly key: OpenedKey;
  readonly role: EnvelopeSignature["role"];
}

/** B03, and what the other checks need of the envelope; empty when B03 failed. */
export interface OpenedEnvelope {
  readonly check: Check;
  readonly statement: SignedStatement | null;
  readonly signatures: readonly ValidSignature[];
}

const remedy = "Sign the publication again with the keys that the member announced.";

/** B03: every signature was made by a listed key over exactly the bytes of the statement. */
export async function openPublicationEnvelope(
  files: PublicationFiles,
  trust: Trust,
): Promise<OpenedEnvelope> {
  const envelope = readEnvelope(files);
  if (typeof envelope === "string") return refused(envelope);
  const { keys, problem } = await openTrust(trust);
  if (keys === null) return refused(problem);
  const signatures = await validSignatures(envelope, keys);
  if (typeof signatures === "string") return refused(signatures);
  const statement = readStatement(payloadBytes(envelope));
  if ("problem" in statement)
    return refused(`The signed statement cannot be read. ${statement.problem}`);
  const fine = `${signatures.length} signatures are valid.`;
  return {
    check: checkOf("B03", { fine, remedy, problems: [] }),
    statement: statement.value,
    signatures,
  };
}

/** B03 again: what was signed speaks of this publication. */
export async function checkClaims(
  opened: OpenedEnvelope,
  documents: Documents | null,
): Promise<Check> {
  if (opened.statement === null || documents === null) return opened.check;
  const { issuedAt: _time, ...claims } = opened.statement.predicate;
  const isSame = canonicalJson(claims) === canonicalJson(await claimsOf(documents));
  return isSame
    ? opened.check
    : failedCheck("B03", "What was signed speaks of another publication.", remedy);
}

/** B04: one publisher and enough checkers, each another person, all keys of this member. */
export function checkPolicy(
  opened: OpenedEnvelope,
  documents: Documents | null,
  trust: Trust,
): Check {
  if (opened.statement === null)
    return notChecked("B04", "There are no valid signatures to count.");
  const checkersMin = Math.max(documents?.manifest.checkersMin ?? 0, trust.checkersMin ?? 0);
  const publishers = opened.signatures.filter(({ role }) => role === "publisher");
  const checkers = opened.signatures.filter(({ role }) => role === "checker");
  const people = new Set(checkers.map(personOf));
  const published = publishers.map(personOf);
  const facts: readonly (readonly [isRight: boolean, problem: string])[] = [
    [opened.statement.predicate.member === trust.member, "The keys are those of another member."],
    [opened.signatures.every(mayAct), "A key signed in a role that it does not have."],
    [publishers.length === 1, `${publishers.length} publishers signed instead of one.`],
    [!published.some((person) => people.has(person)), "The publisher checked its own publication."],
    [people.size >= checkersMin, `${people.size} checkers signed instead of ${checkersMin}.`],
  ];
  return checkOf("B04", {
    fine: `One publisher and ${people.size} checkers signed.`,
    remedy: "Let the missing people sign, each with a key of their own, the publisher last.",
    problems: facts.filter(([isRight]) => !isRight).map(([, problem]) => problem),
  });
}

/** B05: every key was valid at the signed time, and that time is not in the future. */
export function checkValidity(opened: OpenedEnvelope, now: Date | undefined): Check {
  if (opened.statement === null) return notChecked("B05", "There are no valid signatures to date.");
  const { issuedAt } = opened.statement.predicate;
  const outside = opened.signatures.filter(({ key }) => !isValidAt(key, Date.parse(issuedAt)));
  const isFuture = now !== undefined && Date.parse(issuedAt) > now.getTime() + clockSkewMs;
  return checkOf("B05", {
    fine: `Every key was valid at ${issuedAt}.`,
    remedy: "Sign again with keys that are valid today, on a machine whose clock is right.",
    problems: [
      ...outside.map(({ key }) => `The key ${key.keyId} was not valid at ${issuedAt}.`),
      ...(isFuture ? [`It was signed in the future: ${issuedAt}.`] : []),
    ],
  });
}

/** How far two clocks may differ. */
const clockSkewMs = 15 * 60 * 1000;

/** Whether a key may have signed at a moment. */
export function isValidAt(
  { notBefore, notAfter }: Pick<OpenedKey, "notBefore" | "notAfter">,
  time: number,
): boolean {
  // A bound that cannot be read makes the comparison false, and the key is not valid.
  const isAfter = notBefore === undefined || time >= Date.parse(notBefore);
  const isBefore = notAfter === undefined || time <= Date.parse(notAfter);
  return Number.isFinite(time) && isAfter && isBefore;
}

function personOf({ key }: ValidSignature): string {
  return key.holder ?? key.keyId;
}

function mayAct({ key, role }: ValidSignature): boolean {
  return key.roles.includes(role);
}

function readEnvelope(files: PublicationFiles): Envelope | string {
  const bytes = files.get(paths.signatures);
  if (bytes === undefined) return "The publication is not signed.";
  const json = readJson(bytes);
  if (typeof json === "string") return `${paths.signatures} is ${json}.`;
  const envelope = parseEnvelope(json.value);
  if (envelope === null) return `${paths.signatures} is not a DSSE envelope.`;
  if (envelope.payloadType !== statementPayloadType) return "Another type of document was signed.";
  return envelope.signatures.length === 0 ? "The publication is not signed." : envelope;
}

async function validSignatures(
  envelope: Envelope,
  keys: ReadonlyMap<string, OpenedKey>,
): Promise<readonly ValidSignature[] | string> {
  if (new Set(envelope.signatures.map(({ keyid }) => keyid)).size !== envelope.signatures.length) {
    return "One key signed twice.";
  }
  const checked = envelope.signatures.map(async (signature): Promise<ValidSignature | string> => {
    const key = keys.get(signature.keyid);
    if (key === undefined) return "A key signed that is not on the member's list.";
    const isValid = await isSignedBy(envelope, signature, key.opened);
    return isValid
      ? { key, role: signature.role }
      : `The signature of the key ${key.keyId} is not valid.`;
  });
  const results = await Promise.all(checked);
  const problem = results.find((result) => typeof result === "string");
  return problem ?? results.filter((result) => typeof result !== "string");
}

function refused(problem: string): OpenedEnvelope {
  return { check: failedCheck("B03", problem, remedy), statement: null, signatures: [] };
}

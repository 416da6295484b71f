import { loadRegistry } from "@edufed/schemas";
import { digestOf } from "../../src/canonical.ts";
import { passed } from "../../src/dataset.ts";
import { formalHash } from "../../src/formal-hash.ts";
import type { Observation, Policy, Protected } from "../../src/publication.ts";
import { draft } from "../../src/publish/draft.ts";
import type { DraftInput } from "../../src/publish/draft.ts";
import { jsonBytes, paths } from "../../src/publish/files.ts";
import { isFraction, type FractionMetric } from "../../src/cells.ts";
import type { PublicationFiles } from "../../src/publish/files.ts";
import { addSignature } from "../../src/publish/sign.ts";
import { publicationStatement } from "../../src/publish/statement.ts";
import { parsePublication } from "../../src/publish/read.ts";
import { emptyEnvelope, envelopeBytes, withSignature } from "../../src/sign/dsse.ts";
import { generateKeyPair, openSigner } from "../../src/sign/keys.ts";
import type { Signer } from "../../src/sign/keys.ts";
import { statementPayloadType } from "../../src/sign/statement.ts";
import type { Trust, TrustedKey } from "../../src/sign/trust.ts";

/** A city with three schools' worth of students: chronic absence by sex and grade, one pair withheld. */

export const registry = loadRegistry();

export function metricOf(id: string): FractionMetric {
  const metric = registry.metrics.get(id);
  if (metric === undefined) throw new Error(`the registry has no ${id}`);
  if (!isFraction(metric)) throw new Error(`${id} is not NUM ÷ DEN`);
  return metric;
}

const policy: Policy = {
  id: "edufed-default",
  version: "1.0.0",
  contributorsMin: 10,
  contributorsMinSensitive: 20,
  homogeneityMax: 0,
  intervalWidthMin: 5,
  intervalShareMin: "0.1",
};

type Line = readonly [
  sex: string,
  grade: string,
  value: string | null,
  num: number | null,
  den: number | null,
];

/** The table as on paper: grade 2 is withheld for both sexes, grade 3 has nobody. */
const lines: readonly Line[] = [
  ["_T", "_T", "0.150", 30, 200],
  ["_T", "1", "0.133", 20, 150],
  ["_T", "2", "0.200", 10, 50],
  ["_T", "3", null, 0, 0],
  ["F", "_T", "0.125", 12, 96],
  ["F", "1", null, null, null],
  ["F", "2", null, null, null],
  ["F", "3", null, 0, 0],
  ["M", "_T", "0.173", 18, 104],
  ["M", "1", null, null, null],
  ["M", "2", null, null, null],
  ["M", "3", null, 0, 0],
];

export async function protectedTable(period = "2025/2026"): Promise<Protected> {
  const metric = metricOf("ATT_CHRONIC");
  const observations = lines.map(observationOf);
  return passed("protected", {
    description: {
      metric: metric.id,
      metricVersion: metric.version,
      formalHash: await formalHash(metric),
      kind: metric.kind,
      unit: metric.unit,
      decimals: metric.decimals,
      denominatorScale: metric.denominatorScale,
      sensitive: metric.sensitive,
      contributor: metric.contributor,
      coverageMin: metric.coverageMin,
      quantity: { num: "sha256:num", den: "sha256:den" },
      parameters: { expectedDaysMin: 10 },
      sourcesUsed: { students: "attendance-record" },
      period,
      dimensions: [
        { id: "SEX", family: "sex", codes: [top("_T"), part("F"), part("M")] },
        { id: "GRADE", family: "grade", codes: [top("_T"), part("1"), part("2"), part("3")] },
      ],
      engine: "reference 1.0.0",
    },
    observations,
    report: {
      policy,
      measures: { num: "count", den: "count" },
      method: "complementary suppression over all margins",
      engine: { name: "highs", version: "1.0.0" },
      counts: { cells: 12, published: 8, withheld: 4 },
      audit: { method: "exact", provenSafe: true, withheldCells: 4, widthMin: 5, history: [] },
    },
  });
}

function observationOf([sex, grade, value, num, den]: Line): Observation {
  const codes = { SEX: sex, GRADE: grade };
  if (den === null) return { codes, value, num, den, status: "Q", confidentiality: "C" };
  return { codes, value, num, den, status: den === 0 ? "M" : "A", confidentiality: "F" };
}

function top(code: string): { readonly code: string; readonly parent: null } {
  return { code, parent: null };
}

function part(code: string): { readonly code: string; readonly parent: string } {
  return { code, parent: "_T" };
}

export function draftInput(changes: Partial<DraftInput> = {}): DraftInput {
  return {
    config: {
      member: "FI-HEL",
      name: { en: "Helsinki", fi: "Helsinki", sv: "Helsingfors", az: "Helsinki" },
      refArea: "FI-HEL",
      languages: ["fi", "sv", "en"],
      schoolYearStart: "--08-01",
      contact: "data@edu.example",
      licence: "CC-BY-4.0",
      checkersMin: 1,
    },
    metric: metricOf("ATT_CHRONIC"),
    registry,
    quality: { gate: "passed", coverage: "0.98", findings: [] },
    sequence: 1,
    previous: null,
    ...changes,
  };
}

export async function draftFiles(
  changes: Partial<DraftInput> = {},
  period?: string,
): Promise<PublicationFiles> {
  return draft(await protectedTable(period), draftInput(changes));
}

async function newSigner(): Promise<Signer> {
  return openSigner((await generateKeyPair()).privatePem);
}

export const publisher: Signer = await newSigner();
export const checker: Signer = await newSigner();
export const stranger: Signer = await newSigner();

export function trusted(signer: Signer, ...roles: TrustedKey["roles"]): TrustedKey {
  return { keyId: signer.keyId, publicKey: signer.publicKey, roles };
}

export const trust: Trust = {
  member: "FI-HEL",
  keys: [trusted(publisher, "publisher"), trusted(checker, "checker")],
  checkersMin: 1,
  previous: null,
};

export const now: Date = new Date("2026-09-01T09:00:00Z");

/** Signed as the members of the community do it: the checker first. */
export async function signed(files: PublicationFiles): Promise<PublicationFiles> {
  const checked = await addSignature(files, { signer: checker, role: "checker", now });
  return addSignature(checked, { signer: publisher, role: "publisher", now });
}

export function textOf(files: PublicationFiles, path: string): string {
  return new TextDecoder().decode(files.get(path));
}

export function withText(
  files: PublicationFiles,
  path: string,
  change: (text: string) => string,
): PublicationFiles {
  const text = change(textOf(files, path));
  if (text === textOf(files, path)) throw new Error(`the change of ${path} changed nothing`);
  return new Map([...files, [path, new TextEncoder().encode(text)]]);
}

/** What a publisher could do who alters files after the fact and has every key: list and sign them again. */
export async function resigned(files: PublicationFiles): Promise<PublicationFiles> {
  const listed = await relisted(files);
  const statement = await publicationStatement(
    await parsePublication(listed),
    "2026-09-01T09:00:00Z",
  );
  return signedOver(listed, statement);
}

/** The same for files that cannot be read as a publication: the statement of the original is kept but for the digests. */
export async function signedOver(
  files: PublicationFiles,
  statement: Uint8Array,
): Promise<PublicationFiles> {
  const empty = emptyEnvelope(statementPayloadType, statement);
  const once = await withSignature(empty, checker, "checker");
  return new Map([
    ...files,
    [paths.signatures, envelopeBytes(await withSignature(once, publisher, "publisher"))],
  ]);
}

/** The manifest with the digests and sizes of the files as they are now. */
export async function relisted(files: PublicationFiles): Promise<PublicationFiles> {
  const manifest: { files: { path: string; digest: string; bytes: number }[] } = JSON.parse(
    textOf(files, paths.manifest),
  );
  for (const file of manifest.files) {
    const bytes = files.get(file.path) ?? new Uint8Array();
    file.digest = await digestOf(bytes);
    file.bytes = bytes.length;
  }
  return new Map([...files, [paths.manifest, jsonBytes(manifest)]]);
}

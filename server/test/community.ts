/**
 * A small community for the tests: two members with keys of their own, who publish for real. The
 * tables are the size of a page; everything about them is signed and verified as at a member.
 */
import { loadRegistry } from "@edufed/schemas";
import type { Metric, Registry } from "@edufed/schemas";
import { formalHash } from "@edufed/sdk/verify";
import type { Digest, PublicationFiles, TrustedKey } from "@edufed/sdk/verify";
import { passed } from "../../sdk/src/dataset.ts";
import type { Observation, Protected } from "../../sdk/src/publication.ts";
import { digestOf } from "../../sdk/src/canonical.ts";
import { draft } from "../../sdk/src/publish/draft.ts";
import { isFraction, type FractionMetric } from "../../sdk/src/cells.ts";
import { addSignature } from "../../sdk/src/publish/sign.ts";
import { generateKeyPair, openSigner } from "../../sdk/src/sign/keys.ts";
import type { Signer } from "../../sdk/src/sign/keys.ts";
import { createGateway, openStore, parseTrustList } from "../src/index.ts";
import type { Gateway, GatewayOptions, Store, TrustList } from "../src/index.ts";

export const registry: Registry = loadRegistry();

const now: Date = new Date("2026-09-01T09:00:00Z");

/** A member with the keys it signs with. */
export interface TestMember {
  readonly id: string;
  readonly name: { readonly en: string };
  /** Code of its whole area; its id unless said. */
  readonly refArea?: string;
  readonly schoolYearStart: string;
  readonly publisher: Signer;
  readonly checker: Signer;
}

async function newMember(id: string, name: string, schoolYearStart: string): Promise<TestMember> {
  return {
    id,
    name: { en: name },
    schoolYearStart,
    publisher: await newSigner(),
    checker: await newSigner(),
  };
}

async function newSigner(): Promise<Signer> {
  return openSigner((await generateKeyPair()).privatePem);
}

export const helsinki: TestMember = await newMember("FI-HEL", "Helsinki", "--08-01");
export const azerbaijan: TestMember = await newMember("AZ", "Azerbaijan", "--09-15");
/** Signs well, but nobody has listed it. */
export const stranger: TestMember = await newMember("XX", "Nowhere", "--08-01");

/** The trust list as text, as an operator would write it. */
export function trustListText(...members: readonly TestMember[]): string {
  return JSON.stringify({
    version: 1,
    members: members.map(({ id, name, schoolYearStart, publisher, checker }) => ({
      id,
      name,
      refArea: id,
      languages: ["en"],
      schoolYearStart,
      checkersMin: 1,
      keys: [trusted(publisher, "publisher"), trusted(checker, "checker")],
    })),
  });
}

function trusted(signer: Signer, ...roles: TrustedKey["roles"]): TrustedKey {
  return { keyId: signer.keyId, publicKey: signer.publicKey, roles };
}

const trustList: TrustList = parseTrustList(trustListText(helsinki, azerbaijan), "members.json");

/** Codes of the dimensions, numerator, denominator; null for a withheld cell. */
type Line = readonly [codes: readonly string[], num: number | null, den: number | null];

export interface TestTable {
  readonly metric?: string;
  readonly period?: string;
  readonly dimensions: readonly string[];
  readonly lines: readonly Line[];
  readonly parameters?: Readonly<Record<string, number | string>>;
  readonly coverage?: string | null;
}

/** Chronic absence by sex and grade; grade 2 is withheld for both sexes, grade 3 has nobody. */
export const bySexAndGrade: TestTable = {
  dimensions: ["SEX", "GRADE"],
  lines: [
    [["_T", "_T"], 30, 200],
    [["_T", "1"], 20, 150],
    [["_T", "2"], 10, 50],
    [["_T", "3"], 0, 0],
    [["F", "_T"], 12, 96],
    [["F", "1"], null, null],
    [["F", "2"], null, null],
    [["F", "3"], 0, 0],
    [["M", "_T"], 18, 104],
    [["M", "1"], null, null],
    [["M", "2"], null, null],
    [["M", "3"], 0, 0],
  ],
};

/** Chronic absence by sex alone. */
export const bySex: TestTable = {
  dimensions: ["SEX"],
  lines: [
    [["_T"], 60, 400],
    [["F"], 25, 200],
    [["M"], 35, 200],
  ],
};

/** Where a publication stands in its member's chain. */
export interface Link {
  readonly sequence: number;
  readonly previous: Digest | null;
}

const firstLink: Link = { sequence: 1, previous: null };

/** The link after a publication. */
export async function after(files: PublicationFiles, sequence: number): Promise<Link> {
  const manifest = files.get("manifest.json") ?? new Uint8Array();
  return { sequence: sequence + 1, previous: await digestOf(manifest) };
}

/** A publication drawn up and signed by the member's checker and publisher. */
export async function publication(
  member: TestMember,
  table: TestTable,
  link: Link = firstLink,
): Promise<PublicationFiles> {
  const drawn = await draftOf(member, table, link);
  const checked = await addSignature(drawn, { signer: member.checker, role: "checker", now });
  return addSignature(checked, { signer: member.publisher, role: "publisher", now });
}

/** The same before anyone has signed. */
export async function draftOf(
  { id, name, refArea, schoolYearStart }: TestMember,
  table: TestTable,
  link: Link = firstLink,
): Promise<PublicationFiles> {
  const metric = metricOf(table.metric ?? "ATT_CHRONIC");
  const coverage = table.coverage === undefined ? "0.98" : table.coverage;
  return draft(await protectedTable(metric, table), {
    config: {
      member: id,
      name,
      refArea: refArea ?? id,
      languages: ["en"],
      schoolYearStart,
      contact: "data@edu.example",
      licence: "CC-BY-4.0",
      checkersMin: 1,
    },
    metric,
    registry,
    quality: { gate: "passed", coverage, findings: [] },
    ...link,
  });
}

export function metricOf(id: string): FractionMetric {
  const metric = registry.metrics.get(id);
  if (metric === undefined) throw new Error(`the registry has no ${id}`);
  if (!isFraction(metric)) throw new Error(`${id} is not NUM ÷ DEN`);
  return metric;
}

async function protectedTable(metric: FractionMetric, table: TestTable): Promise<Protected> {
  const withheld = table.lines.filter(([, , den]) => den === null).length;
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
      parameters: table.parameters ?? { expectedDaysMin: 10 },
      sourcesUsed: { students: "attendance-record" },
      period: table.period ?? "2025/2026",
      dimensions: table.dimensions.map((id, index) => ({
        id,
        codes: [...new Set(table.lines.map(([codes]) => codes[index] ?? ""))].map((code) => ({
          code,
          parent: code === "_T" ? null : "_T",
        })),
      })),
      engine: "reference 1.0.0",
    },
    observations: table.lines.map((line) => observationOf(line, table.dimensions, metric)),
    report: {
      policy: {
        id: "edufed-default",
        version: "1.0.0",
        contributorsMin: 10,
        contributorsMinSensitive: 20,
        homogeneityMax: 0,
        intervalWidthMin: 5,
        intervalShareMin: "0.1",
      },
      measures: { num: "count", den: "count" },
      method: "complementary suppression over all margins",
      engine: { name: "highs", version: "1.0.0" },
      counts: {
        cells: table.lines.length,
        published: table.lines.length - withheld,
        withheld,
      },
      audit: {
        method: "exact",
        provenSafe: true,
        withheldCells: withheld,
        widthMin: withheld === 0 ? null : 5,
        history: [],
      },
    },
  });
}

function observationOf(
  [codes, num, den]: Line,
  dimensions: readonly string[],
  { decimals }: Metric,
): Observation {
  const cell = Object.fromEntries(dimensions.map((id, index) => [id, codes[index] ?? ""]));
  if (num === null || den === null) {
    return { codes: cell, value: null, status: "Q", confidentiality: "C", num: null, den: null };
  }
  const value = den === 0 ? null : (num / den).toFixed(decimals);
  return { codes: cell, value, status: den === 0 ? "M" : "A", confidentiality: "F", num, den };
}

/** One file of a publication changed, and nothing signed again. */
export function withText(
  files: PublicationFiles,
  path: string,
  change: (text: string) => string,
): PublicationFiles {
  const before = new TextDecoder().decode(files.get(path));
  const text = change(before);
  if (text === before) throw new Error(`the change of ${path} changed nothing`);
  return new Map([...files, [path, new TextEncoder().encode(text)]]);
}

/** A gateway that the tests fail with when it meets a bug. */
export async function gatewayOver(
  store: Store = openStore("sqlite::memory:"),
  options: Partial<GatewayOptions> = {},
): Promise<Gateway> {
  return createGateway({
    store,
    members: trustList,
    registry,
    now: () => now,
    onBug: (error) => {
      throw error;
    },
    ...options,
  });
}

/** Hands publications in, one after the other; each must be taken. */
export async function publish(
  gateway: Gateway,
  ...publications: readonly PublicationFiles[]
): Promise<void> {
  for (const files of publications) {
    const ingested = await gateway.ingest(files);
    if (ingested.kind === "refused") throw new Error(ingested.refusal.message);
  }
}

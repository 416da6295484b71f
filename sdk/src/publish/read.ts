/** The files of a publication → typed values. Nothing is trusted here; verify.ts says what is true of them. */
import type { Dimension, Registry } from "@edufed/schemas";
import { digestOf } from "../canonical.ts";
import type { Digest } from "../canonical.ts";
import { InputError } from "../errors.ts";
import type { DisclosureReport, Observation, ObservationTable } from "../publication.ts";
import { readDataCsv } from "./data-csv.ts";
import type { DataRow } from "./data-csv.ts";
import { disclosureShape, metricShape, provenanceShape, rawMetricShape } from "./documents.ts";
import type { MetricDocument, Provenance } from "./documents.ts";
import { paths, readJson } from "./files.ts";
import type { PublicationFiles } from "./files.ts";
import { identifier, manifestShape, versionText } from "./manifest.ts";
import type { Manifest } from "./manifest.ts";
import { qualityShape } from "./quality.ts";
import type { Quality } from "./quality.ts";
import { readStructure } from "./read-structure.ts";
import type { Structure } from "./read-structure.ts";
import { open, parse } from "./shape.ts";
import type { Shape, Strange } from "./shape.ts";
import { areaDimension } from "./published-table.ts";
import { version } from "../version.ts";

/** The JSON parts of a publication. */
export interface Documents {
  /** Digest of `manifest.json`. */
  readonly id: Digest;
  readonly files: PublicationFiles;
  readonly manifest: Manifest;
  readonly structure: Structure;
  readonly metric: MetricDocument;
  /** `metric.json` as it was hashed. */
  readonly metricValue: RawMetric;
  readonly quality: Quality;
  readonly disclosure: DisclosureReport;
  readonly provenance: Provenance;
}

/** A publication as typed values, its rows as they are written. */
export interface Publication extends Documents {
  readonly rows: readonly DataRow[];
}

interface RawMetric {
  readonly formal: unknown;
  readonly informal: unknown;
}

/** What stopped a publication from being read: the file and why. */
export interface ReadProblem {
  readonly path: string;
  readonly problem: string;
}

/** What could be read of a publication; null where something could not. */
export interface ReadParts {
  readonly manifest: Manifest | null;
  readonly documents: Documents | null;
  readonly publication: Publication | null;
  readonly problems: readonly ReadProblem[];
}

type Read<T> = { readonly value: T } | { readonly problem: string };

/** Reads what can be read, and says which files cannot. Never throws, whatever the bytes are. */
export async function readParts(files: PublicationFiles): Promise<ReadParts> {
  const problems: ReadProblem[] = [];
  const id = await digestOf(files.get(paths.manifest) ?? new Uint8Array());
  const strange = isOfLaterMinor(claimedVersion(files), version) ? "unread" : "refused";
  const manifest = kept(
    paths.manifest,
    readPart(files, paths.manifest, shaped(manifestShape, strange)),
    problems,
  );
  const others = readDocuments(files, strange, problems);
  const documents =
    manifest === null || others === null ? null : { id, files, manifest, ...others };
  const rows = manifest === null ? null : kept(paths.data, readRows(files, manifest), problems);
  const publication = documents === null || rows === null ? null : { ...documents, rows };
  return { manifest, documents, publication, problems };
}

/** Reads a publication; an operator's error when it cannot be read. */
export async function parsePublication(files: PublicationFiles): Promise<Publication> {
  const { publication, problems } = await readParts(files);
  if (publication !== null) return publication;
  const [first] = problems;
  throw new InputError(
    `This is not a publication: ${first?.path ?? "it"}: ${first?.problem ?? "unreadable"}`,
    "Name the folder that `edufed run` or `edufed publish` wrote.",
  );
}

/** The member a publication says it is from, to look up its keys; null when that cannot be read. */
export function claimedMember(files: PublicationFiles): string | null {
  const claim = readPart(files, paths.manifest, shaped(open({ member: identifier })));
  return "value" in claim ? claim.value.member : null;
}

function claimedVersion(files: PublicationFiles): string | null {
  const shape = open({ schema: open({ version: versionText }) });
  const claim = readPart(files, paths.manifest, shaped(shape));
  return "value" in claim ? claim.value.schema.version : null;
}

/** A later version with the same major number: what it adds may be left unread. */
function isOfLaterMinor(claimed: string | null, ours: string): boolean {
  const [major = 0, minor = 0] = (claimed ?? "").split(".").map(Number);
  const [ourMajor = 0, ourMinor = 0] = ours.split(".").map(Number);
  return major === ourMajor && minor > ourMinor;
}

/**
 * The publication as the table that was protected, for the audit of later ones. The standard says
 * which dimensions cut the same thing, so that schools and areas are never taken for strangers.
 */
export function tableOf(
  publication: Publication,
  { dimensions }: Pick<Registry, "dimensions">,
): ObservationTable {
  const { manifest, metric, provenance, structure } = publication;
  const { formal } = metric;
  const { externalParameters, internalParameters } = provenance.buildDefinition;
  const cut = externalParameters.dimensions;
  return {
    description: {
      metric: formal.id,
      metricVersion: manifest.metric.version,
      formalHash: manifest.metric.formalHash,
      kind: formal.kind,
      unit: formal.unit,
      decimals: formal.decimals,
      denominatorScale: formal.denominatorScale,
      sensitive: formal.sensitive,
      contributor: formal.contributor,
      coverageMin: formal.coverageMin,
      ...internalParameters,
      parameters: externalParameters.parameters,
      sourcesUsed: externalParameters.sourcesUsed,
      period: manifest.period.id,
      dimensions: cut
        .flatMap((id) => structure.dimensions.filter((dimension) => dimension.id === id))
        .map(({ id, codes }) => ({
          id,
          ...familyOf(dimensions.get(id)),
          codes: codes.map(({ code, parent }) => ({ code, parent })),
        })),
      engine: provenance.runDetails.metadata.engine,
    },
    observations: observationsOf(publication).map((observation) => withoutArea(observation, cut)),
    report: publication.disclosure,
  };
}

function familyOf(dimension: Dimension | undefined): { readonly family?: string } {
  return dimension === undefined ? {} : { family: dimension.family };
}

/** The rows as observations, REF_AREA among the codes. Rows with another status are left out. */
export function observationsOf({ manifest, rows }: Publication): readonly Observation[] {
  return rows.flatMap((row) => {
    const { status, confidentiality } = row;
    if (status !== "A" && status !== "L" && status !== "M" && status !== "Q") return [];
    if (confidentiality !== "F" && confidentiality !== "C") return [];
    const codes = Object.fromEntries(
      manifest.dimensions.map((id, index) => [id, row.codes[index] ?? ""]),
    );
    const value = row.value === "NaN" ? null : row.value;
    return [{ codes, value, status, confidentiality, num: count(row.num), den: count(row.den) }];
  });
}

function withoutArea(observation: Observation, cut: readonly string[]): Observation {
  if (cut.includes(areaDimension)) return observation;
  const codes = Object.entries(observation.codes).filter(([id]) => id !== areaDimension);
  return { ...observation, codes: Object.fromEntries(codes) };
}

function count(text: string): number | null {
  return text === "NaN" ? null : Number(text);
}

function readDocuments(
  files: PublicationFiles,
  strange: Strange,
  problems: ReadProblem[],
): Omit<Documents, "id" | "files" | "manifest"> | null {
  const read = <T>(path: string, how: (value: unknown) => Read<T>): T | null =>
    kept(path, readPart(files, path, how), problems);
  const structure = read(paths.structure, readStructure);
  const metric = read(paths.metric, (value) => readMetric(value, strange));
  const quality = read(paths.quality, shaped(qualityShape, strange));
  const disclosure = read(paths.disclosure, shaped(disclosureShape, strange));
  const provenance = read(paths.provenance, shaped(provenanceShape, strange));
  if (structure === null || metric === null || quality === null) return null;
  return disclosure === null || provenance === null
    ? null
    : { structure, ...metric, quality, disclosure, provenance };
}

function readPart<T>(
  files: PublicationFiles,
  path: string,
  read: (value: unknown) => Read<T>,
): Read<T> {
  const bytes = files.get(path);
  if (bytes === undefined) return { problem: "The file is missing." };
  const json = readJson(bytes);
  return typeof json === "string" ? { problem: `The file is ${json}.` } : read(json.value);
}

function shaped<T>(shape: Shape<T>, strange?: Strange): (value: unknown) => Read<T> {
  return (value) => parse(shape, value, strange);
}

function readMetric(
  value: unknown,
  strange: Strange,
): Read<Pick<Documents, "metric" | "metricValue">> {
  const metric = parse(metricShape, value, strange);
  if ("problem" in metric) return metric;
  const metricValue = parse(rawMetricShape, value, strange);
  return "problem" in metricValue
    ? metricValue
    : { value: { metric: metric.value, metricValue: metricValue.value } };
}

function readRows(files: PublicationFiles, manifest: Manifest): Read<readonly DataRow[]> {
  const bytes = files.get(paths.data);
  return bytes === undefined
    ? { problem: "The file is missing." }
    : readDataCsv(bytes, manifest.dimensions);
}

/** The value that was read; what is wrong goes to the list of problems. */
function kept<T>(path: string, read: Read<T>, problems: ReadProblem[]): T | null {
  if ("value" in read) return read.value;
  problems.push({ path, problem: read.problem });
  return null;
}

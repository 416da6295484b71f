/** A protected table → the files of a publication, not yet signed. The same input gives the same bytes. */
import type { Metric, Registry } from "@edufed/schemas";
import { canonicalDigest, digestOf } from "../canonical.ts";
import type { Digest } from "../canonical.ts";
import { RefusedError } from "../errors.ts";
import { formalHash, formalPart, informalPart } from "../formal-hash.ts";
import type { MemberConfig } from "../member-config.ts";
import type { DisclosureReport, Protected } from "../publication.ts";
import { version as softwareVersion } from "../version.ts";
import { checkContent } from "./check-content.ts";
import { dataCsv } from "./data-csv.ts";
import type { Provenance } from "./documents.ts";
import { jsonBytes, mediaTypes, paths } from "./files.ts";
import type { PublicationFiles } from "./files.ts";
import type { Manifest } from "./manifest.ts";
import { schoolYearDays } from "./period.ts";
import { pinnedCodeLists, pinnedEntities } from "./pinned.ts";
import { composed, publishedDimensions, publishedObservations } from "./published-table.ts";
import type { Quality } from "./quality.ts";
import { parsePublication } from "./read.ts";
import { breakdownId, dataflowReference, structureMessage } from "./structure.ts";
import type { StructureInput } from "./structure.ts";
import { wholeRow } from "./whole-row.ts";

/** Everything a publication needs besides its table. */
export interface DraftInput {
  readonly config: Pick<
    MemberConfig,
    | "member"
    | "name"
    | "refArea"
    | "languages"
    | "schoolYearStart"
    | "contact"
    | "licence"
    | "checkersMin"
  >;
  readonly metric: Metric;
  readonly registry: Registry;
  readonly quality: Quality;
  /** One more than the member's last publication; 1 for the first. */
  readonly sequence: number;
  /** Id of the member's last publication; null for the first. */
  readonly previous: Digest | null;
}

/**
 * Draws up a publication. Refuses a table that was not proven safe, a metric that is not the
 * registry's, and a result that would not pass its own verification.
 */
export async function draft(table: Protected, input: DraftInput): Promise<PublicationFiles> {
  await requireSameMetric(table, input);
  requireSharedDimensions(table, input);
  const structure = structureInput(table, input);
  const files = new Map<string, Uint8Array>([
    [paths.structure, jsonBytes(structureMessage(structure))],
    [paths.data, new TextEncoder().encode(csv(table, input, structure))],
    [
      paths.metric,
      jsonBytes({ formal: formalPart(input.metric), informal: informalPart(input.metric) }),
    ],
    [paths.quality, jsonBytes(publicQuality(table, input.quality))],
    [paths.disclosure, jsonBytes(publicReport(table.report))],
    [paths.provenance, jsonBytes(await provenance(table, input))],
  ]);
  const manifest = await manifestOf(table, input, structure, files);
  const whole = new Map([[paths.manifest, jsonBytes(manifest)] as const, ...files]);
  await requireSound(whole);
  return whole;
}

async function requireSameMetric(
  table: Protected,
  { metric, registry }: DraftInput,
): Promise<void> {
  const known = registry.metrics.get(metric.id);
  const hash = await formalHash(metric);
  if (
    known !== undefined &&
    (await formalHash(known)) === hash &&
    table.description.formalHash === hash
  )
    return;
  throw new RefusedError(
    `The table was computed with a definition of ${metric.id} that is not the released one.`,
    "Compute it again with the metric of this release.",
  );
}

/** A table is cut only by what the metric declares: never by a column of the member's own. */
function requireSharedDimensions(
  { description }: Protected,
  { metric, registry }: DraftInput,
): void {
  const stranger = description.dimensions.find(
    ({ id }) => !metric.dimensions.includes(id) || !registry.dimensions.has(id),
  );
  if (stranger === undefined) return;
  throw new RefusedError(
    `The table is cut by ${stranger.id}, which has no shared definition for ${metric.id}; nobody else could read the figures.`,
    `Cut it by ${metric.dimensions.join(", ")}.`,
  );
}

function structureInput(table: Protected, input: DraftInput): StructureInput {
  const { config, metric } = input;
  const year = schoolYearDays(table.description.period, config.schoolYearStart);
  const cut = table.description.dimensions.map(({ id }) => id);
  return {
    agency: config.member,
    memberName: composed(config.name),
    sequence: input.sequence,
    id: breakdownId(metric.id, cut),
    version: metric.version,
    title: metric.title,
    languages: config.languages,
    dimensions: publishedDimensions(table, {
      registry: input.registry,
      refArea: config.refArea,
      memberName: composed(config.name),
    }),
    timePeriod: year.timePeriod,
    reportingYearStart: config.schoolYearStart,
    unit: metric.unit,
    prepared: year.end,
  };
}

function csv(table: Protected, input: DraftInput, structure: StructureInput): string {
  const frame = {
    dataflow: dataflowReference(structure),
    dimensions: structure.dimensions.map(({ id }) => id),
    timePeriod: structure.timePeriod,
  };
  return dataCsv(frame, publishedObservations(table, input.config.refArea));
}

/**
 * Without the coverage of a total that is not shown, or not as it was counted: multiplied by the
 * number of those expected, which others publish, it is the true number of contributors.
 */
function publicQuality(
  { description, observations, report }: Protected,
  quality: Quality,
): Quality {
  const ids = description.dimensions.map(({ id }) => id);
  const whole = wholeRow(
    description.dimensions,
    observations,
    ({ codes }, axis) => codes[ids[axis] ?? ""],
  );
  const isCounted = whole !== undefined && whole.num !== null && whole.den !== null;
  return isCounted && report.altered === undefined ? quality : { ...quality, coverage: null };
}

/** The report with whole numbers only; a width is cut, never rounded up. */
function publicReport(report: DisclosureReport): DisclosureReport {
  const { widthMin } = report.audit;
  return {
    ...report,
    audit: { ...report.audit, widthMin: widthMin === null ? null : Math.floor(widthMin) },
  };
}

async function provenance(table: Protected, input: DraftInput): Promise<Provenance> {
  const { description } = table;
  const entities = await pinnedEntities(input.registry, Object.values(description.sourcesUsed));
  const lists = await pinnedCodeLists(
    input.registry,
    description.dimensions.map(({ id }) => id),
  );
  return {
    buildDefinition: {
      buildType: "urn:edufed:run:v1",
      externalParameters: {
        metric: `${description.metric}(${description.metricVersion})`,
        period: description.period,
        parameters: description.parameters,
        dimensions: description.dimensions.map(({ id }) => id),
        sourcesUsed: description.sourcesUsed,
      },
      internalParameters: {
        quantity: description.quantity,
        ...(description.asOf === undefined ? {} : { asOf: description.asOf }),
        ...(description.range === undefined ? {} : { range: description.range }),
      },
      resolvedDependencies: [
        ...entities.map(({ id, digest }) => ({ uri: `urn:edufed:entity:${id}`, digest })),
        ...lists.map(({ id, version, digest }) => ({
          uri: `urn:edufed:code-list:${id}:${version}`,
          digest,
        })),
      ],
    },
    runDetails: {
      builder: { id: `urn:edufed:member:${input.config.member}`, version: softwareVersion },
      metadata: { engine: description.engine },
    },
  };
}

async function manifestOf(
  table: Protected,
  input: DraftInput,
  structure: StructureInput,
  files: PublicationFiles,
): Promise<Manifest> {
  const { config, metric, registry } = input;
  const cut = table.description.dimensions.map(({ id }) => id);
  const year = schoolYearDays(table.description.period, config.schoolYearStart);
  return {
    bundleVersion: "1.0",
    member: config.member,
    memberName: structure.memberName,
    sequence: input.sequence,
    previous: input.previous,
    dataflow: dataflowReference(structure),
    action: "R",
    metric: {
      id: metric.id,
      version: metric.version,
      formalHash: await formalHash(metric),
      fullHash: await canonicalDigest({
        formal: formalPart(metric),
        informal: informalPart(metric),
      }),
    },
    schema: {
      version: registry.version,
      entities: await pinnedEntities(registry, Object.values(table.description.sourcesUsed)),
    },
    codeLists: await pinnedCodeLists(registry, cut),
    period: { id: table.description.period, ...year, reportingYearStart: config.schoolYearStart },
    dimensions: structure.dimensions.map(({ id }) => id),
    languages: config.languages,
    licence: config.licence.normalize("NFC"),
    contact: config.contact.normalize("NFC"),
    checkersMin: config.checkersMin,
    files: await listed(files),
  };
}

async function listed(files: PublicationFiles): Promise<Manifest["files"]> {
  const ordered = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Promise.all(
    ordered.map(async ([path, bytes]) => ({
      path,
      digest: await digestOf(bytes),
      bytes: bytes.length,
      mediaType: mediaTypes[path] ?? "application/octet-stream",
    })),
  );
}

/** The second time a disclosure rule is asserted: what was written is read back and checked. */
async function requireSound(files: PublicationFiles): Promise<void> {
  const failed = (await checkContent(await parsePublication(files))).filter(
    ({ outcome }) => outcome === "failed",
  );
  if (failed.length === 0) return;
  throw new RefusedError(
    `This table cannot be published. ${failed.map(({ code, message }) => `${code}: ${message}`).join(" ")}`,
    "Protect the table again; if the message stays, report it.",
  );
}

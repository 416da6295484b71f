import { isCounted, type LocalisedText, type Metric } from "@edufed/schemas";
import { observationsOf } from "@edufed/sdk/verify";
import type { Publication } from "@edufed/sdk/verify";
import type { PublicationFacts, VerifiedPublication } from "./store.ts";

/** A publication that passed verification, as the store takes it. */
export function storable(publication: Publication, metric: Metric): VerifiedPublication {
  return {
    facts: facts(publication, metric),
    names: names(publication),
    observations: observationsOf(publication),
    files: publication.files,
  };
}

function facts(
  { id, manifest, metric, provenance, quality }: Publication,
  known: Metric,
): PublicationFacts {
  const { externalParameters } = provenance.buildDefinition;
  return {
    digest: id,
    member: manifest.member,
    sequence: manifest.sequence,
    previous: manifest.previous,
    metric: manifest.metric.id,
    metricVersion: manifest.metric.version,
    formalHash: manifest.metric.formalHash,
    unit: metric.formal.unit,
    contributor: metric.formal.contributor,
    expectsCoverage: isCounted(known) && known.expected !== undefined,
    parameters: externalParameters.parameters,
    sourcesUsed: externalParameters.sourcesUsed,
    period: manifest.period.id,
    periodStart: manifest.period.start,
    periodEnd: manifest.period.end,
    schoolYearStart: manifest.period.reportingYearStart,
    dimensions: externalParameters.dimensions,
    coverage: quality.coverage === null ? null : Number(quality.coverage),
  };
}

function names({ structure }: Publication): VerifiedPublication["names"] {
  return Object.fromEntries(
    structure.dimensions.map(({ id, codes }): [string, Record<string, LocalisedText>] => [
      id,
      Object.fromEntries(codes.map(({ code, name }) => [code, name])),
    ]),
  );
}

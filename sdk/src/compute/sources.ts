import type { Source } from "@edufed/schemas";
import { UsageError } from "../errors.ts";
import { type Planning, populationOf } from "./planning.ts";

/**
 * The one source a population is computed from: the only one the data set has, or the one that was
 * named. Absent when the data set has none; two without a choice are refused, because figures from
 * daily records and from summaries are not the same figures.
 */
export function chooseSource(name: string, planning: Planning): Source | undefined {
  const { metric, relations, sources } = planning;
  const declared = populationOf(metric, name).sources;
  const available = declared.filter(({ entity }) => relations.has(entity));
  const wanted = sources?.[name];
  if (wanted !== undefined) return named(name, wanted, planning, available);
  if (available.length > 1) {
    const entities = available.map(({ entity }) => entity).join(" and ");
    throw new UsageError(
      `The ${name} of ${metric.id} can be taken from ${entities}, and the data set has both.`,
      `Choose one for ${name}, for instance ${available[0]?.entity ?? ""}.`,
    );
  }
  return available[0];
}

/** The source of a population that is counted, which the data set must have. */
export function requireSource(name: string, planning: Planning): Source {
  const source = chooseSource(name, planning);
  if (source !== undefined) return source;
  const { metric } = planning;
  const entities = populationOf(metric, name).sources.map(({ entity }) => entity);
  throw new UsageError(
    `${metric.id} needs records of ${entities.join(" or ")} for its ${name}, and the data set has none.`,
    `Add ${entities.join(" or ")} to the folder of records.`,
  );
}

function named(
  name: string,
  wanted: string,
  { metric }: Planning,
  available: readonly Source[],
): Source {
  const source = available.find(({ entity }) => entity === wanted);
  if (source !== undefined) return source;
  const entities = available.map(({ entity }) => entity).join(", ");
  throw new UsageError(
    `The ${name} of ${metric.id} cannot be taken from “${wanted}” in this data set.`,
    entities === "" ? "Add its records to the folder." : `Use ${entities}.`,
  );
}

import type { StoredObservation } from "../../store/store.ts";
import { namedCodes } from "../codes.ts";
import type { Context } from "../context.ts";

/** Fields of Observation that are not in the stored one. */
export const observation = {
  member: ({ member }: StoredObservation, _none: unknown, { members }: Context) =>
    members.get(member),
  metric: ({ metric }: StoredObservation, _none: unknown, { registry }: Context) =>
    registry.metrics.get(metric),
  codes: (cell: StoredObservation, _none: unknown, context: Context) =>
    namedCodes(cell.codes, cell, context),
  value: ({ value }: StoredObservation) => (value === null ? null : Number(value)),
  unit: async ({ publication }: StoredObservation, _none: unknown, context: Context) =>
    (await context.publication(publication))?.unit,
  coverage: async ({ publication }: StoredObservation, _none: unknown, context: Context) =>
    (await context.publication(publication))?.coverage,
  publication: ({ publication }: StoredObservation, _none: unknown, context: Context) =>
    context.publication(publication),
};

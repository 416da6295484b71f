import type { ComparedCell, ComparedRow, Comparison } from "../../compare/comparison.ts";
import { namedCodes } from "../codes.ts";
import type { Context } from "../context.ts";

/** Fields of Comparison that stand for other types. */
export const comparison = {
  metric: ({ metric }: Comparison, _none: unknown, { registry }: Context) =>
    registry.metrics.get(metric),
  publications: ({ publications }: Comparison, _none: unknown, context: Context) =>
    Promise.all(publications.map((digest) => context.publication(digest))),
};

/** Fields of ComparisonRow. */
export const comparisonRow = {
  codes: ({ codes, cells }: ComparedRow, _none: unknown, context: Context) =>
    namedCodes(
      codes,
      cells.find((cell) => cell.observation !== null)?.observation ?? null,
      context,
    ),
};

/** Fields of ComparisonCell. */
export const comparisonCell = {
  member: ({ member }: ComparedCell, _none: unknown, { members }: Context) => members.get(member),
};

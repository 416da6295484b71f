import type { Dimension, Metric, Registry } from "@edufed/schemas";
import { UsageError } from "../errors.ts";

/**
 * The dimensions that were asked for, in that order. Spelling is forgiving (`school`, `refArea`);
 * a dimension the metric does not declare, one named twice, and two of one family are refused.
 */
export function findDimensions(
  names: readonly string[],
  metric: Metric,
  registry: Registry,
): readonly Dimension[] {
  const allowed = metric.dimensions.flatMap((id) => registry.dimensions.get(id) ?? []);
  const found = names.map((name) => findDimension(name, metric, allowed));
  for (const [index, dimension] of found.entries()) {
    const sibling = found.slice(0, index).find(({ family }) => family === dimension.family);
    if (sibling !== undefined) throw twiceCut(sibling, dimension);
  }
  return found;
}

function findDimension(name: string, metric: Metric, allowed: readonly Dimension[]): Dimension {
  const dimension = allowed.find(({ id }) => spelling(id) === spelling(name));
  if (dimension !== undefined) return dimension;
  const ids = allowed.map(({ id }) => id).join(", ");
  throw new UsageError(
    `${metric.id} cannot be cut by “${name}”.`,
    ids === "" ? "Leave the dimensions out; this metric declares none." : `Use ${ids}.`,
  );
}

function twiceCut(first: Dimension, second: Dimension): UsageError {
  if (first.id === second.id) {
    return new UsageError(`The dimension ${first.id} is named twice.`, "Name it once.");
  }
  return new UsageError(
    `${first.id} and ${second.id} cut the same thing (${first.family}) at different levels.`,
    "Use one of them at a time.",
  );
}

function spelling(name: string): string {
  return name.toUpperCase().replaceAll(/[-_ ]/g, "");
}

import {
  basesOf,
  coverage,
  percent,
  type CodeList,
  type Coverage,
  type Crosswalk,
  type Dimension,
  type Metric,
  type Registry,
  type Share,
} from "@edufed/schemas";

export { entityPages } from "./entity-page.ts";

/** What the page of a code list tells. */
export interface CodeListPage {
  readonly list: CodeList;
}

/** A page for every code list. */
export function codeListPages({ codeLists }: Registry): readonly CodeListPage[] {
  return [...codeLists.values()].map((list) => ({ list }));
}

/** What the page of a crosswalk tells. */
export interface CrosswalkPage {
  readonly crosswalk: Crosswalk;
  readonly carried: Coverage;
}

/** A page for every crosswalk, with how much it carries. */
export function crosswalkPages(registry: Registry): readonly CrosswalkPage[] {
  return [...registry.crosswalks.values()].map((crosswalk) => ({
    crosswalk,
    carried: coverage(crosswalk, registry),
  }));
}

/** A share as it is read: `28 % (92 of 324)`. */
export function shareText(share: Share): string {
  return `${percent(share)} % (${share.carried} of ${share.all})`;
}

/** What the page of a metric tells. */
export interface MetricPage {
  readonly metric: Metric;
  /** The metrics that it is made of. */
  readonly bases: readonly Metric[];
  readonly dimensions: readonly Dimension[];
}

/** A page for every metric, with what it may be cut by. */
export function metricPages({ metrics, dimensions }: Registry): readonly MetricPage[] {
  return [...metrics.values()].map((metric) => ({
    metric,
    bases: basesOf(metric).flatMap((id) => metrics.get(id) ?? []),
    dimensions: metric.dimensions.flatMap((id) => dimensions.get(id) ?? []),
  }));
}

/** A dimension, and the metrics that may be cut by it. */
export interface DimensionReference {
  readonly dimension: Dimension;
  readonly metrics: readonly Metric[];
}

/** Every dimension, for the one page on them. */
export function dimensionReference({
  metrics,
  dimensions,
}: Registry): readonly DimensionReference[] {
  return [...dimensions.values()].map((dimension) => ({
    dimension,
    metrics: [...metrics.values()].filter((metric) => metric.dimensions.includes(dimension.id)),
  }));
}

/** The pages of the reference that hold one list each, below `/reference/`. */
export const overviews = [
  { id: "metrics", text: "what is divided by what, over whom, and when there is no figure" },
  { id: "entities", text: "every property with its type, privacy class and example" },
  { id: "code-lists", text: "every code with its name in four languages" },
  { id: "crosswalks", text: "where other formats keep it, how much is carried, and what is lost" },
  { id: "rules", text: "what must hold within and between records, why, and what to do" },
  {
    id: "privacy",
    text: "how much each property tells about a person, and what may leave the member",
  },
  { id: "releases", text: "what has changed from version to version" },
  { id: "dimensions", text: "what figures may be cut by" },
  { id: "findings", text: "everything that can be wrong with data, and what to do" },
  { id: "checks", text: "what is checked in a publication, by anyone" },
  { id: "commands", text: "every command of `edufed` with its options" },
  { id: "gateway", text: "the addresses of a gateway, and the questions it answers" },
] as const;

import { version } from "@edufed/sdk";
import { isFraction } from "@edufed/sdk/verify";
import { compareMembers } from "../../compare/sides.ts";
import { codeFilters } from "../../compare/code-filters.ts";
import type { Context } from "../context.ts";
import { badInput, page } from "../page.ts";
import type { PageArguments } from "../page.ts";

/** Most publications of one page. */
export const publicationsMax = 100;
/** Most observations of one page; whole metrics are files. */
const observationsMax = 1000;
/** Most members side by side. */
const comparedMax = 20;

interface FeedArguments extends PageArguments {
  readonly member?: string | null;
  readonly metric?: string | null;
  readonly period?: string | null;
  readonly currentOnly: boolean;
}

interface ObservationArguments extends PageArguments {
  readonly metric: string;
  readonly members?: readonly string[] | null;
  readonly period?: string | null;
  readonly dimensions: readonly { readonly dimension: string; readonly in: readonly string[] }[];
}

interface CompareArguments {
  readonly metric: string;
  readonly members: readonly string[];
  readonly period?: string | null;
  readonly dimensions: readonly string[];
}

/** What can be asked. */
export const query = {
  gateway: async (_root: unknown, _none: unknown, { store, registry }: Context) => ({
    version,
    standard: registry.version,
    dataVersion: await store.version(),
  }),
  members: (_root: unknown, _none: unknown, { members }: Context) => [...members.values()],
  member: (_root: unknown, { id }: { readonly id: string }, { members }: Context) =>
    members.get(id),
  metrics: (_root: unknown, _none: unknown, { registry }: Context) =>
    [...registry.metrics.values()].filter(isFraction),
  metric: (_root: unknown, { id }: { readonly id: string }, { registry }: Context) => {
    const metric = registry.metrics.get(id);
    return metric !== undefined && isFraction(metric) ? metric : undefined;
  },
  publications: (_root: unknown, { first, after, ...filter }: FeedArguments, { store }: Context) =>
    page({ first, after: after ?? null }, publicationsMax, (part) =>
      store.publications({ ...part, ...given(filter), currentOnly: filter.currentOnly }),
    ),
  publication: (_root: unknown, { digest }: { readonly digest: string }, context: Context) =>
    context.publication(digest),
  observations: (_root: unknown, asked: ObservationArguments, context: Context) =>
    observations(asked, context),
  compare: (_root: unknown, asked: CompareArguments, context: Context) =>
    comparison(asked, context),
};

function observations(asked: ObservationArguments, { store, registry, members }: Context) {
  const filters = asked.dimensions.map(({ dimension, in: codes }) => {
    requireDimension(dimension, registry.dimensions);
    return [dimension, codes] as const;
  });
  const codes = codeFilters(Object.fromEntries(filters), registry.dimensions, members);
  return page({ first: asked.first, after: asked.after ?? null }, observationsMax, (part) =>
    store.observations({
      ...part,
      codes,
      metric: asked.metric,
      ...(asked.members == null ? {} : { members: asked.members }),
      ...(asked.period == null ? {} : { period: asked.period }),
    }),
  );
}

function comparison(asked: CompareArguments, context: Context) {
  const metric = context.registry.metrics.get(asked.metric);
  if (metric === undefined) throw badInput(`There is no metric ${asked.metric}.`);
  for (const id of asked.dimensions) requireDimension(id, context.registry.dimensions);
  const members = [...new Set(asked.members)];
  const stranger = members.find((id) => !context.members.has(id));
  if (stranger !== undefined) throw badInput(`There is no member ${stranger}.`);
  if (members.length < 2 || members.length > comparedMax) {
    throw badInput(`Name from 2 to ${comparedMax} different members.`);
  }
  const period = asked.period == null ? {} : { period: asked.period };
  return compareMembers(context, { metric, members, dimensions: asked.dimensions, ...period });
}

function requireDimension(id: string, dimensions: ReadonlyMap<string, unknown>): void {
  if (dimensions.has(id)) return;
  throw badInput(`There is no dimension ${id}; there are ${[...dimensions.keys()].join(", ")}.`);
}

/** The arguments that were given a value. */
function given(filter: Omit<FeedArguments, "first" | "after" | "currentOnly">): {
  readonly [key in "member" | "metric" | "period"]?: string;
} {
  const { member, metric, period } = filter;
  return {
    ...(member == null ? {} : { member }),
    ...(metric == null ? {} : { metric }),
    ...(period == null ? {} : { period }),
  };
}

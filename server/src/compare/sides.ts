import type { Registry } from "@edufed/schemas";
import type { TrustList } from "../members/member.ts";
import type { FeedItem, Store } from "../store/store.ts";
import { compare } from "./compare.ts";
import type { Comparison, Question, Side } from "./comparison.ts";

/** What a comparison is read from. */
export interface Source {
  readonly store: Store;
  readonly members: TrustList;
  readonly registry: Registry;
}

/** Most publications of a metric that are looked at for a member: years times breakdowns. */
const publicationsMax = 1000;

/** Observations of one publication are all needed; verification bounds them. */
const observationsMax = 1_000_000;

/**
 * Compares members by what they published: for each the current publication that shows the wanted
 * dimensions with the fewest others, because that withholds least. Without a period it is the
 * newest that all of them have, else the newest of each.
 */
export async function compareMembers(
  { store, members, registry }: Source,
  question: Question & { readonly period?: string },
): Promise<Comparison> {
  const offers = await Promise.all(
    question.members.map((member) =>
      store.publications({
        member,
        metric: question.metric.id,
        currentOnly: true,
        first: publicationsMax,
        ...(question.period === undefined ? {} : { period: question.period }),
      }),
    ),
  );
  const period = newestShared(offers);
  const chosen = offers.flatMap((offer) => best(offer, period, question.dimensions) ?? []);
  const sides = await Promise.all(
    chosen.map(async (facts): Promise<Side> => ({
      facts,
      refArea: members.get(facts.member)?.refArea ?? "",
      observations: await store.observations({
        publications: [facts.digest],
        first: observationsMax,
      }),
    })),
  );
  return compare(question, sides, registry.dimensions);
}

/** The newest period that every member with publications has; null when there is none. */
function newestShared(offers: readonly (readonly FeedItem[])[]): string | null {
  const periods = offers
    .filter((offer) => offer.length > 0)
    .map((offer) => new Set(offer.map(({ period }) => period)));
  const shared = [...(periods[0] ?? [])].filter((period) =>
    periods.every((all) => all.has(period)),
  );
  return newest(shared);
}

function newest(periods: readonly string[]): string | null {
  return periods.reduce<string | null>(
    (last, next) => (last === null || next > last ? next : last),
    null,
  );
}

function best(
  offer: readonly FeedItem[],
  shared: string | null,
  wanted: readonly string[],
): FeedItem | undefined {
  const period = shared ?? newest(offer.map((item) => item.period));
  const missing = ({ dimensions }: FeedItem): number =>
    wanted.filter((id) => !dimensions.includes(id)).length;
  return offer
    .filter((item) => item.period === period)
    .toSorted(
      (a, b) =>
        missing(a) - missing(b) ||
        a.dimensions.length - b.dimensions.length ||
        b.position - a.position,
    )[0];
}

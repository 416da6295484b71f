import type { Registry } from "@edufed/schemas";
import type { Observation } from "@edufed/sdk";
import type { TrustList } from "../members/member.ts";
import type { ChainHead, FeedItem, Store } from "./store.ts";
import { admitted, alterations } from "./verification.ts";

/** A publication in the store that is not what was once verified. */
export interface FeedProblem {
  readonly digest: string;
  readonly message: string;
}

/** How many publications are read at once. */
const pageSize = 100;

/**
 * Verifies the whole feed again from the files in the store: every signature, every digest and
 * every member's chain from its first publication on.
 */
export async function checkFeed(
  store: Store,
  members: TrustList,
  { registry, now }: { readonly registry: Registry; readonly now: Date },
): Promise<readonly FeedProblem[]> {
  const problems: FeedProblem[] = [];
  const heads = new Map<string, ChainHead>();
  for await (const item of feed(store)) {
    const message = await problemOf(store, item, {
      members,
      previous: heads.get(item.member) ?? null,
      registry,
      now,
    });
    if (message !== null) problems.push({ digest: item.digest, message });
    heads.set(item.member, { sequence: item.sequence, digest: item.digest });
  }
  return problems;
}

async function* feed(store: Store): AsyncGenerator<FeedItem> {
  let after = 0;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    const items = await store.publications({ after, first: pageSize });
    yield* items;
    const last = items.at(-1);
    if (last === undefined) return;
    after = last.position;
  }
}

async function problemOf(
  store: Store,
  item: FeedItem,
  context: {
    readonly members: TrustList;
    readonly previous: ChainHead | null;
    readonly registry: Registry;
    readonly now: Date;
  },
): Promise<string | null> {
  const member = context.members.get(item.member);
  if (member === undefined) return `Its member ${item.member} is no longer in the trust list.`;
  const files = await Promise.all(
    item.files.map(
      async ({ path }) =>
        [path, (await store.file(item.digest, path)) ?? new Uint8Array()] as const,
    ),
  );
  const standing = { ...context, member };
  const failed = await alterations(new Map(files), standing);
  if (failed.length > 0) {
    return failed.map(({ code, message }) => `${code}: ${message}`).join(" ");
  }
  const publication = await admitted(new Map(files), standing);
  if ("message" in publication) return publication.message;
  const isSame = sameText(publication.observations, await stored(store, item));
  return isSame ? null : "Its figures in the store are not those of its data.csv.";
}

async function stored(store: Store, { digest }: FeedItem): Promise<readonly Observation[]> {
  const observations = await store.observations({
    publications: [digest],
    first: Number.MAX_SAFE_INTEGER,
  });
  return observations.map(({ codes, value, status, confidentiality, num, den }) => ({
    codes,
    value,
    status,
    confidentiality,
    num,
    den,
  }));
}

function sameText(a: readonly Observation[], b: readonly Observation[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

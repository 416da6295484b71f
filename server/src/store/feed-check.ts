import { isDeepStrictEqual } from "node:util";
import type { Registry } from "@edufed/schemas";
import type { TrustList } from "../members/member.ts";
import { slotOf } from "./store.ts";
import type { ChainHead, FeedItem, Store, VerifiedPublication } from "./store.ts";
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
  const items: FeedItem[] = [];
  const heads = new Map<string, ChainHead>();
  for await (const item of feed(store)) {
    const previous = heads.get(item.member) ?? null;
    const message = await problemOf(store, item, { members, previous, registry, now });
    if (message !== null) problems.push({ digest: item.digest, message });
    heads.set(item.member, { sequence: item.sequence, digest: item.digest });
    items.push(item);
  }
  return [...problems, ...wronglySuperseded(items)];
}

/** What a newer publication replaces follows from the feed; the store must say the same. */
function wronglySuperseded(items: readonly FeedItem[]): readonly FeedProblem[] {
  const newest = new Map<string, string>();
  const expected = new Map<string, string | null>();
  for (const item of items) {
    const slot = `${item.member} ${slotOf(item)}`;
    const older = newest.get(slot);
    if (older !== undefined) expected.set(older, item.digest);
    expected.set(item.digest, null);
    newest.set(slot, item.digest);
  }
  return items
    .filter(({ digest, supersededBy }) => supersededBy !== expected.get(digest))
    .map(({ digest }) => ({
      digest,
      message: "The store is wrong about what supersedes it.",
    }));
}

async function* feed(store: Store): AsyncGenerator<FeedItem> {
  let after = 0;
  for (;;) {
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
  return (await differsFrom(publication, store, item))
    ? "What the store says of it does not follow from its files."
    : null;
}

/** Whether facts, names or observations in the store are others than the files give. */
async function differsFrom(
  { facts, names, observations }: VerifiedPublication,
  store: Store,
  item: FeedItem,
): Promise<boolean> {
  const { member, metric, period } = facts;
  const held = await store.observations({
    publications: [item.digest],
    first: Number.MAX_SAFE_INTEGER,
  });
  return (
    !isDeepStrictEqual({ ...item, ...facts }, item) ||
    !isDeepStrictEqual(await store.names(item.digest), names) ||
    !isDeepStrictEqual(
      held.map(({ position: _position, ...cell }) => cell),
      observations.map((cell) =>
        Object.assign({ publication: item.digest, member, metric, period }, cell),
      ),
    )
  );
}

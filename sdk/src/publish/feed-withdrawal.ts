/** Withdrawals in a feed folder: a signed document for each, and an entry in the index. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Digest } from "../canonical.ts";
import { InputError, RefusedError } from "../errors.ts";
import { makeFolder, writeWhole } from "../workspace/write.ts";
import { feedFile, readFeed, whileAlone } from "./feed.ts";
import type { Feed, FeedItem, FeedWithdrawal } from "./feed.ts";
import { readWithdrawal, withdrawalPath } from "./withdrawal.ts";
import type { Withdrawal } from "./withdrawal.ts";

/**
 * Enters a signed withdrawal into a feed that has the publication. One that is there already stays
 * as it is. The document is complete before the index names it.
 *
 * @returns whether it was there.
 */
export async function withdrawFromFolder(bytes: Uint8Array, folder: string): Promise<boolean> {
  const withdrawal = requireWithdrawal(bytes, folder);
  return whileAlone(folder, async () => {
    const feed = await readFeed(folder);
    if (!feed.items.some(({ id }) => id === withdrawal.publication)) {
      throw new RefusedError(
        `${folder} does not have the publication that is withdrawn.`,
        "Name a feed folder that it was published to.",
      );
    }
    const entry = entryOf(withdrawal);
    const withdrawals = feed.withdrawals ?? [];
    if (withdrawals.some(({ publication }) => publication === entry.publication)) return true;
    await makeFolder(join(folder, "withdrawals"));
    await writeWhole(join(folder, entry.path), bytes);
    const next: Feed = { ...feed, withdrawals: [...withdrawals, entry] };
    await writeWhole(join(folder, feedFile), `${JSON.stringify(next, null, 2)}\n`);
    return false;
  });
}

/** Everything that was withdrawn from a feed, oldest first, as its documents say; who signed is not asked. */
export async function withdrawalsIn(folder: string): Promise<readonly Withdrawal[]> {
  const { withdrawals = [] } = await readFeed(folder);
  return Promise.all(
    withdrawals.map(async ({ path, publication }) => {
      const file = join(folder, path);
      const bytes = existsSync(file) ? await readFile(file) : new Uint8Array();
      const withdrawal = requireWithdrawal(bytes, file);
      if (withdrawal.publication === publication) return withdrawal;
      throw notOne(file, "It speaks of another publication.");
    }),
  );
}

/** The bytes of the withdrawal of a publication in a feed; null when there is none. */
export async function withdrawalIn(
  folder: string,
  publication: Digest,
): Promise<Uint8Array | null> {
  const file = join(folder, withdrawalPath(publication));
  return existsSync(file) ? readFile(file) : null;
}

/** The feed that a publication's folder is an item of; null when it stands by itself. */
export function feedAround(publication: string): string | null {
  const items = dirname(publication);
  const feed = dirname(items);
  return basename(items) === "items" && existsSync(join(feed, feedFile)) ? feed : null;
}

/** What a feed still stands by: its publications without those that were withdrawn. */
export function standingItems({ items, withdrawals = [] }: Feed): readonly FeedItem[] {
  const gone = new Set(withdrawals.map(({ publication }) => publication));
  return items.filter(({ id }) => !gone.has(id));
}

function entryOf({ publication, member, after }: Withdrawal): FeedWithdrawal {
  return { kind: "withdrawal", publication, member, after, path: withdrawalPath(publication) };
}

function requireWithdrawal(bytes: Uint8Array, place: string): Withdrawal {
  const read = readWithdrawal(bytes);
  if ("value" in read) return read.value;
  throw notOne(place, read.problem);
}

function notOne(place: string, problem: string): InputError {
  return new InputError(
    `${place} does not hold the withdrawal that it should. ${problem}`,
    "Restore it from a copy of the feed.",
  );
}

/**
 * A feed folder: `feed.json`, newest last, one content-addressed folder per publication, and one
 * signed document per withdrawal. Any web server, bucket or memory stick can carry it.
 */
import { existsSync } from "node:fs";
import { open, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { digestOf } from "../canonical.ts";
import type { Digest } from "../canonical.ts";
import { InputError, RefusedError } from "../errors.ts";
import { makeFolder, unwritable, writeWhole } from "../workspace/write.ts";
import { writeFolder, readFiles } from "./folder.ts";
import type { PublicationFiles } from "./files.ts";
import { digest, identifier, versionText } from "./manifest.ts";
import { parsePublication } from "./read.ts";
import type { Publication } from "./read.ts";
import { closed, list, oneOf, orNull, parse, text, whole } from "./shape.ts";
import type { Shape } from "./shape.ts";
import type { Signed } from "./sign.ts";

/** One publication of the feed. */
export interface FeedItem {
  readonly id: Digest;
  readonly member: string;
  readonly sequence: number;
  readonly previous: Digest | null;
  readonly metric: string;
  readonly metricVersion: string;
  readonly period: string;
  /** Folder of the publication, relative to the feed. */
  readonly path: string;
}

/** One publication of the feed that its member took back. */
export interface FeedWithdrawal {
  readonly kind: "withdrawal";
  /** Id of the publication. */
  readonly publication: Digest;
  readonly member: string;
  /** Number of the member's last publication when it was withdrawn. */
  readonly after: number;
  /** The signed document, relative to the feed. */
  readonly path: string;
}

export interface Feed {
  readonly feedVersion: "1.0";
  /** Newest last. */
  readonly items: readonly FeedItem[];
  /** Newest last; absent while nothing was withdrawn. The publications stay among the items. */
  readonly withdrawals?: readonly FeedWithdrawal[];
}

/** What publishing came to. */
export interface Published {
  readonly id: Digest;
  readonly sequence: number;
  /** True when exactly this publication was there before; then nothing was changed. */
  readonly wasThere: boolean;
  /** Where it is now: a folder or an address. */
  readonly place: string;
}

const feedShape: Shape<Omit<Feed, "feedVersion"> & { readonly feedVersion: string }> = closed(
  {
    feedVersion: text({ pattern: /^1\.0$/ }),
    items: list(
      closed({
        id: digest,
        member: identifier,
        sequence: whole(1),
        previous: orNull(digest),
        metric: identifier,
        metricVersion: versionText,
        period: text({ lengthMax: 20 }),
        path: text({ pattern: /^items\/[0-9a-f]{64}$/ }),
      }),
      1_000_000,
    ),
  },
  {
    withdrawals: list(
      closed({
        kind: oneOf("withdrawal"),
        publication: digest,
        member: identifier,
        after: whole(1),
        path: text({ pattern: /^withdrawals\/[0-9a-f]{64}\.dsse\.json$/ }),
      }),
      1_000_000,
    ),
  },
);

/** Name of the index inside a feed folder. */
export const feedFile = "feed.json";

/**
 * Appends a publication to a feed folder. Doing it twice changes nothing; one that does not follow
 * the member's last is refused. The item is complete before the index names it.
 */
export async function publishToFolder(files: Signed, folder: string): Promise<Published> {
  const publication = await parsePublication(files);
  return whileAlone(folder, () => append(files, publication, folder));
}

async function append(files: Signed, publication: Publication, folder: string): Promise<Published> {
  const { id, manifest } = publication;
  const feed = await readFeed(folder);
  const item = itemOf(publication);
  const place = join(folder, item.path);
  if (feed.items.some((known) => known.id === id)) {
    return { id, sequence: manifest.sequence, wasThere: true, place };
  }
  requireNext(feed, item);
  await writeItem(place, files);
  const next: Feed = { ...feed, items: [...feed.items, item] };
  await writeWhole(join(folder, feedFile), `${JSON.stringify(next, null, 2)}\n`);
  return { id, sequence: manifest.sequence, wasThere: false, place };
}

/** How often, and after how many milliseconds, a folder that somebody else writes to is tried again. */
const lockTries = { count: 240, pauseMs: 50 } as const;

/** A lock this old was left by a publisher that was killed: appending takes milliseconds. */
const lockAgeMaxMs = 10_000;

/** Two who append at once would each write an index without the other's publication. */
export async function whileAlone<T>(folder: string, run: () => Promise<T>): Promise<T> {
  const lock = join(folder, ".feed.lock");
  await takeLock(folder, lock);
  try {
    return await run();
  } finally {
    await rm(lock, { force: true });
  }
}

async function takeLock(folder: string, lock: string): Promise<void> {
  await makeFolder(folder);
  for (let tries = 0; tries < lockTries.count; tries += 1) {
    try {
      await (await open(lock, "wx")).close();
      return;
    } catch (cause) {
      if (!isThere(cause)) throw unwritable(folder, cause);
    }
    await breakIfLeft(lock);
    await pause(lockTries.pauseMs);
  }
  throw new RefusedError(
    `Somebody else is publishing to ${folder}.`,
    "Try again when they are done.",
  );
}

/** Removes a lock whose publisher cannot be at work any more. */
async function breakIfLeft(lock: string): Promise<void> {
  const taken = await stat(lock).catch(() => null);
  if (taken !== null && Date.now() - taken.mtimeMs > lockAgeMaxMs) await rm(lock, { force: true });
}

function isThere(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "EEXIST";
}

/** The index of a feed folder; an empty one when there is none yet. */
export async function readFeed(folder: string): Promise<Feed> {
  const file = join(folder, feedFile);
  if (!existsSync(file)) return { feedVersion: "1.0", items: [] };
  const parsed = parse(feedShape, parseJson(await readFile(file, "utf8"), file));
  if ("value" in parsed) return { ...parsed.value, feedVersion: "1.0" };
  throw brokenFeed(file, parsed.problem);
}

function itemOf({ id, manifest }: Publication): FeedItem {
  return {
    id,
    member: manifest.member,
    sequence: manifest.sequence,
    previous: manifest.previous,
    metric: manifest.metric.id,
    metricVersion: manifest.metric.version,
    period: manifest.period.id,
    path: `items/${id.slice("sha256:".length)}`,
  };
}

function requireNext(feed: Feed, item: FeedItem): void {
  const last = feed.items.findLast(({ member }) => member === item.member);
  const follows =
    item.sequence === (last?.sequence ?? 0) + 1 && item.previous === (last?.id ?? null);
  if (follows) return;
  throw new RefusedError(
    `Number ${item.sequence} of ${item.member} does not continue the feed, whose last is number ${last?.sequence ?? 0}.`,
    "Publish the missing publications first, or draw this one up again after the last one.",
  );
}

/** Writes the item; one left by an interrupted run is kept when it is the same and replaced by none. */
async function writeItem(place: string, files: PublicationFiles): Promise<void> {
  if (existsSync(place)) return requireSame(place, files);
  await makeFolder(join(place, ".."));
  await writeFolder(place, files);
}

async function requireSame(place: string, files: PublicationFiles): Promise<void> {
  const stored = await readFiles(place);
  const isSame = await Promise.all(
    [...files].map(
      async ([path, bytes]) =>
        (await digestOf(stored.get(path) ?? new Uint8Array())) === (await digestOf(bytes)),
    ),
  );
  if (stored.size === files.size && isSame.every(Boolean)) return;
  throw new RefusedError(
    `${place} holds other files under the same id.`,
    "Look at who changed the feed folder; published files never change.",
  );
}

function parseJson(source: string, file: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    throw brokenFeed(file, "It is not JSON.");
  }
}

function brokenFeed(file: string, problem: string): InputError {
  return new InputError(
    `${file} is not the index of a feed. ${problem}`,
    "Restore it from a copy of the feed, or publish to a new folder.",
  );
}

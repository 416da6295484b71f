import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Registry } from "@edufed/schemas";
import { InputError } from "../errors.ts";
import type { Chain } from "../pipeline.ts";
import { feedFile, readFeed } from "../publish/feed.ts";
import { withdrawalsIn } from "../publish/feed-withdrawal.ts";
import type { PublicationFiles } from "../publish/files.ts";
import { readPublication } from "../publish/folder.ts";
import { parsePublication, tableOf, type Publication } from "../publish/read.ts";
import type { Withdrawal } from "../publish/withdrawal.ts";

/** Everything a member has published, oldest first; a folder without a feed holds nothing yet. */
export async function publishedIn(folder: string): Promise<readonly Publication[]> {
  if (!existsSync(join(folder, feedFile))) return [];
  const { items } = await readFeed(folder);
  return Promise.all(items.map((item) => readPublication(join(folder, item.path))));
}

/** Everything a member has withdrawn, oldest first. */
export async function withdrawnIn(folder: string): Promise<readonly Withdrawal[]> {
  return existsSync(join(folder, feedFile)) ? withdrawalsIn(folder) : [];
}

/** Everything published in a folder that somebody named: it must be a feed, for an empty history hides nothing. */
export async function requirePublished(folder: string): Promise<readonly Publication[]> {
  if (existsSync(join(folder, feedFile))) return publishedIn(folder);
  throw new InputError(
    `${folder} is not a feed folder: it has no ${feedFile}.`,
    "Name the folder that `edufed publish` writes to.",
  );
}

/** Where the next publication hooks in after these. */
export function chainAfter(publications: readonly Publication[], registry: Registry): Chain {
  const last = publications.at(-1);
  return {
    history: publications.map((publication) => tableOf(publication, registry)),
    sequence: (last?.manifest.sequence ?? 0) + 1,
    previous: last?.id ?? null,
  };
}

/** The chain with a draft at its end, for the next draft of the same run. */
export async function chainWith(
  chain: Chain,
  files: PublicationFiles,
  registry: Registry,
): Promise<Chain> {
  const publication = await parsePublication(files);
  return {
    ...chain,
    history: [...chain.history, tableOf(publication, registry)],
    sequence: publication.manifest.sequence + 1,
    previous: publication.id,
  };
}

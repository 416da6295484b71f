import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Registry } from "@edufed/schemas";
import { InputError } from "../errors.ts";
import type { OfArea } from "../protect/ledger/areas.ts";
import { feedFile } from "../publish/feed.ts";
import { fetchPublication, fetchPublicationAddresses } from "../publish/fetch.ts";
import { areaDimension } from "../publish/published-table.ts";
import { parsePublication, tableOf, type Publication } from "../publish/read.ts";
import { publishedIn } from "./chain.ts";
import { existing, isAddress } from "./input.ts";
import type { Shell } from "./shell.ts";

/**
 * What others than a member have published, from gateways, feed folders and folders of feed folders.
 * Publications that were withdrawn are among it: they were seen.
 */
export async function publishedByOthers(
  shell: Shell,
  places: readonly string[],
  { member, registry }: { readonly member: string; readonly registry: Registry },
): Promise<readonly OfArea[]> {
  const found: OfArea[] = [];
  for (const place of places) {
    shell.progress(`reading what was published at ${place} …`);
    const publications = isAddress(place)
      ? await ofGateway(place, member)
      : await ofFolder(existing(shell, place));
    const others = publications.filter(({ manifest }) => manifest.member !== member);
    found.push(...others.map((publication) => ofArea(publication, registry)));
  }
  return found;
}

/** A publication with the area that its member is. */
export function ofArea(publication: Publication, registry: Registry): OfArea {
  const { manifest, structure } = publication;
  const areas = structure.dimensions.find(({ id }) => id === areaDimension)?.codes ?? [];
  const whole = areas.find(({ parent }) => parent === null)?.code ?? manifest.member;
  return { member: manifest.member, refArea: whole, table: tableOf(publication, registry) };
}

async function ofGateway(address: string, own: string): Promise<readonly Publication[]> {
  const publications: Publication[] = [];
  for (const { member, address: each } of await fetchPublicationAddresses(address)) {
    // One after the other: a gateway takes few requests at once, and most publications are small.
    if (member !== own) publications.push(await parsePublication(await fetchPublication(each)));
  }
  return publications;
}

/** A feed folder, or the feed folders right below a folder. */
async function ofFolder(folder: string): Promise<readonly Publication[]> {
  if (isFeed(folder)) return publishedIn(folder);
  const feeds = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isFeed(join(folder, entry.name)))
    .map(({ name }) => join(folder, name))
    .toSorted();
  if (feeds.length === 0) {
    throw new InputError(
      `${folder} is neither a feed folder nor a folder of feed folders: there is no ${feedFile}.`,
      "Name the folder that `edufed publish` writes to, a folder of several, or the address of a gateway.",
    );
  }
  const all = await Promise.all(feeds.map((feed) => publishedIn(feed)));
  return all.flat();
}

function isFeed(folder: string): boolean {
  return existsSync(join(folder, feedFile));
}

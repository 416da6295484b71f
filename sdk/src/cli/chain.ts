import { existsSync } from "node:fs";
import { join } from "node:path";
import type { LocalisedText, Registry } from "@edufed/schemas";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import type { Chain } from "../pipeline.ts";
import { feedFile, readFeed } from "../publish/feed.ts";
import type { PublicationFiles } from "../publish/files.ts";
import { readPublication } from "../publish/folder.ts";
import { parsePublication, tableOf, type Publication } from "../publish/read.ts";

/** Everything a member has published, oldest first; a folder that does not exist holds nothing. */
export async function publishedIn(folder: string): Promise<readonly Publication[]> {
  if (!existsSync(join(folder, feedFile))) return [];
  const { items } = await readFeed(folder);
  return Promise.all(items.map((item) => readPublication(join(folder, item.path))));
}

/** Where the next publication hooks in after these. */
export function chainAfter(
  publications: readonly Publication[],
  codeNames: Chain["codeNames"],
  registry: Registry,
): Chain {
  const last = publications.at(-1);
  return {
    history: publications.map((publication) => tableOf(publication, registry)),
    sequence: (last?.manifest.sequence ?? 0) + 1,
    previous: last?.id ?? null,
    codeNames,
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

/** Names of the member's own organisations by id, for the dimensions that have no code list. */
export async function organisationNames(
  engine: SqlEngine,
  relation: string | undefined,
  dimensions: readonly string[],
): Promise<Chain["codeNames"]> {
  if (relation === undefined || dimensions.length === 0) return {};
  const rows = await engine.rows(
    `select id, name::varchar as name from ${quoteIdentifier(relation)} order by id`,
  );
  const names = Object.fromEntries(
    rows.map((row) => [String(row["id"]), localised(String(row["name"]))]),
  );
  return Object.fromEntries(dimensions.map((id) => [id, names]));
}

function localised(text: string): LocalisedText {
  const name: LocalisedText = JSON.parse(text);
  return name;
}

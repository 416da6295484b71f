import type { Release } from "@edufed/schemas";
import { formalHash } from "../formal-hash.ts";
import {
  feedOf,
  itemOf,
  type PublishedItem,
  type PublishedSeries,
  seriesOf,
} from "../publish/series.ts";
import { requirePublished } from "./chain.ts";
import { existing, isAddress } from "./input.ts";
import type { DiffOptions } from "./schema.ts";
import type { Shell } from "./shell.ts";

/** A published series that a change may concern, and whether it is still of the same definition. */
export interface TouchedSeries extends PublishedSeries {
  /** `same`: what comes next can be compared with it; `other`: it cannot; `gone`: there is no such metric any more. */
  readonly definition: "same" | "other" | "gone";
}

/** The published series of some metrics, in the folders and gateways that the options name. */
export async function touchedSeries(
  shell: Shell,
  { metrics, newer }: { readonly metrics: readonly string[]; readonly newer: Release },
  { history, from }: Pick<DiffOptions, "history" | "from">,
): Promise<readonly TouchedSeries[]> {
  const items: PublishedItem[] = [];
  if (history !== undefined) items.push(...(await folderItems(shell, history)));
  if (from !== undefined) {
    items.push(...(isAddress(from) ? await feedOf(from) : await folderItems(shell, from)));
  }
  const touched = seriesOf(items).filter(({ metric }) => metrics.includes(metric));
  return Promise.all(
    touched.map(async (series) => ({ ...series, definition: await definitionOf(series, newer) })),
  );
}

async function folderItems(shell: Shell, folder: string): Promise<readonly PublishedItem[]> {
  return (await requirePublished(existing(shell, folder))).map(itemOf);
}

async function definitionOf(
  series: PublishedSeries,
  newer: Release,
): Promise<TouchedSeries["definition"]> {
  const metric = newer.metrics[series.metric];
  if (metric === undefined) return "gone";
  return (await formalHash(metric)) === series.formalHash ? "same" : "other";
}

/** Series for a terminal, each in two lines. */
export function seriesLines(series: readonly TouchedSeries[]): readonly string[] {
  return series.flatMap(({ metric, member, periods, formalHash: hash, definition }) => [
    `  ${metric} of ${member}, ${periods.join(", ")}: ${words[definition]}`,
    `    ${hash}`,
  ]);
}

const words: Readonly<Record<TouchedSeries["definition"], string>> = {
  same: "the same definition",
  other: "another definition from now on",
  gone: "the metric is gone",
};

import { setTimeout } from "node:timers/promises";
import { isPostgresAddress } from "../engine/postgres-address.ts";
import type { WatchedDays } from "../watch/day-watch.ts";
import { written } from "../watch/sift.ts";
import type { Shell } from "./shell.ts";
import type { WatchOptions } from "./watch.ts";
import { likenessOf, takeNew, untilChange, type WatchedFiles } from "./watch-files.ts";
import {
  fileKept,
  nothingTaken,
  tableSeen,
  taken,
  type Taken,
  takeFile,
  type Taker,
  takeTable,
} from "./watch-take.ts";

/** Where records come in: a folder of files, or the tables of a database. */
export interface GrowingSource {
  /** Takes in everything that is new. */
  readonly look: () => Promise<{ readonly taken: Taken; readonly halfLines: number }>;
  /** What the records that do not grow are like, as far as that can be told without reading them. */
  readonly likeness: () => string;
  /** Waits some time, or until there may be something new. */
  readonly untilChange: (waitMs: number) => Promise<void>;
}

/** What is watched, and how. */
export interface SourceAsked {
  readonly shell: Shell;
  readonly options: Pick<WatchOptions, "once" | "overlap">;
  /** A folder, or the address of a database. */
  readonly source: string;
  /** A private folder for lines on their way into the engine. */
  readonly scratch: string;
}

/** Opens the source that was named. */
export async function openSource(
  asked: SourceAsked,
  taker: Taker,
  days: WatchedDays,
): Promise<GrowingSource> {
  return isPostgresAddress(asked.source) ? tables(asked, taker, days) : files(asked, taker);
}

function files(
  { shell, options, source: folder, scratch }: SourceAsked,
  taker: Taker,
): GrowingSource {
  const { open, member, store } = taker;
  const watched: WatchedFiles = {
    folder,
    registry: member.registry,
    growing: new Set(open.growing.keys()),
    scratch,
    ...(options.once === true ? {} : { lying: new Map<string, string>() }),
  };
  const markOf = (path: string) => fileKept(store, path);
  return {
    look: async () => {
      let all = nothingTaken;
      const { halfLines } = await takeNew(watched, markOf, async (batch) => {
        all = taken(all, await takeFile(taker, batch));
      });
      return { taken: all, halfLines };
    },
    likeness: () => likenessOf(watched, open.stillEntities),
    untilChange: (waitMs) => untilChange(folder, waitMs, shell.signal),
  };
}

/** A database does not tell of changes: time alone does, and its still records are read at the start. */
async function tables(
  { shell, options, source: address }: SourceAsked,
  taker: Taker,
  { first }: WatchedDays,
): Promise<GrowingSource> {
  // The driver is loaded when a database is asked for.
  const { takeNewRows } = await import("../import/growing-table.ts");
  const { engine, open, member, store } = taker;
  const question = {
    address,
    registry: member.registry,
    days: new Map([...open.growing.values()].map(({ entity, day }) => [entity, day])),
    first,
    written,
    overlapSeconds: options.overlap,
    signal: shell.signal,
  };
  const sinceOf = (place: string) => tableSeen(store, place);
  return {
    look: async () => {
      let all = nothingTaken;
      await takeNewRows(engine, question, sinceOf, async (batch) => {
        all = taken(all, await takeTable(taker, batch));
      });
      return { taken: all, halfLines: 0 };
    },
    likeness: () => "",
    untilChange: async (waitMs) => {
      const waiting = setTimeout(waitMs, undefined, shell.signal && { signal: shell.signal });
      await waiting.catch(() => undefined);
    },
  };
}

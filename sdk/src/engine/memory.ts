import { availableParallelism, totalmem } from "node:os";

/** What a machine offers to one process. */
export interface Machine {
  readonly cores: number;
  readonly memoryBytes: number;
}

/** What an engine is opened for: to read every record once, or to fold them by person and add them up. */
export type EngineWork = "reading" | "folding";

/**
 * How much memory an embedded engine takes before it goes on in files: for each core 512 MiB to read
 * and 1 GiB to fold, which keeps a command on two cores below 2 and 4 GB in all, and never more than
 * three fifths of the machine. Sets that are larger cost time and not memory.
 */
export function memoryLimitOf({ cores, memoryBytes }: Machine, work: EngineWork): string {
  const wanted = Math.max(2, cores) * perCoreMiB[work];
  const most = Math.floor((memoryBytes * 0.6) / 2 ** 20);
  return `${Math.min(wanted, most)}MiB`;
}

/** Enough for the sorted runs of one core; enough for a fold of so many persons that none fits in a cache. */
const perCoreMiB = { reading: 512, folding: 1024 } as const;

/** This machine, or the part of it that a container may use. */
export function thisMachine(): Machine {
  const limit = process.constrainedMemory();
  const isLimited = limit > 0 && limit < totalmem();
  return { cores: availableParallelism(), memoryBytes: isLimited ? limit : totalmem() };
}

import { availableParallelism, totalmem } from "node:os";

/** What a machine offers to one process. */
export interface Machine {
  readonly cores: number;
  readonly memoryBytes: number;
}

/**
 * How much memory an embedded engine takes before it goes on in files: 512 MiB for each core, which
 * keeps a command on two cores below 2 GB in all, and never more than three fifths of the machine.
 * Sets that are larger cost time and not memory.
 */
export function memoryLimitOf({ cores, memoryBytes }: Machine): string {
  const wanted = Math.max(2, cores) * perCoreMiB;
  const most = Math.floor((memoryBytes * 0.6) / 2 ** 20);
  return `${Math.min(wanted, most)}MiB`;
}

/** Enough for the sorted runs and hash tables of one core. */
const perCoreMiB = 512;

/** This machine, or the part of it that a container may use. */
export function thisMachine(): Machine {
  const limit = process.constrainedMemory();
  const isLimited = limit > 0 && limit < totalmem();
  return { cores: availableParallelism(), memoryBytes: isLimited ? limit : totalmem() };
}

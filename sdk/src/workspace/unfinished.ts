import { rmSync } from "node:fs";

/** Files and folders of this process that are being written and are not whole yet. */
const unfinished = new Set<string>();

/** Does some work on a path that must not outlive it half done, however the process ends. */
export async function whileUnfinished<T>(path: string, work: () => Promise<T>): Promise<T> {
  unfinished.add(path);
  try {
    return await work();
  } finally {
    unfinished.delete(path);
  }
}

/** Removes what is not whole, at once: for a process that is about to end. */
export function removeUnfinished(): void {
  for (const path of unfinished) rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  unfinished.clear();
}

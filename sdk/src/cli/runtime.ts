/** Oldest Node that has all that the program uses; `engines` of the package says the same. */
export const oldestNode = 24;

/** Whether a version of Node, as `process.versions.node` writes it, is older than that. */
export function isTooOld(version: string): boolean {
  return Number(version.split(".")[0]) < oldestNode;
}

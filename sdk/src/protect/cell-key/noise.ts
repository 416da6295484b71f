import type { NoiseTable } from "./noise-table.ts";

/**
 * What the cell-key method adds to a count: the line of the count's block into which the key falls,
 * lower end excluded, upper end included. Equal counts with equal keys have equal noise, always.
 *
 * @param share Cell key as a share of all keys, from 0 to below 1.
 */
export function noiseOf({ blocks }: NoiseTable, count: number, share: number): number {
  const block = blocks[Math.min(count, blocks.length - 1)] ?? [];
  // The last end is 1 up to the decimals it was written with.
  const line = block.find(({ upTo }) => share <= upTo) ?? block.at(-1);
  return line?.noise ?? 0;
}

/** The counts that could have been published as this number. */
export function originalsOf(
  { blocks, noiseMax }: NoiseTable,
  published: number,
): { readonly least: number; readonly most: number } {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let count = Math.max(0, published - noiseMax); count <= published + noiseMax; count += 1) {
    const block = blocks[Math.min(count, blocks.length - 1)] ?? [];
    if (!block.some(({ noise }) => count + noise === published)) continue;
    least = Math.min(least, count);
    most = Math.max(most, count);
  }
  return { least, most };
}

import { componentsOf } from "./incidence.ts";
import type { Incidence } from "./incidence.ts";
import { whole } from "./read.ts";

/** Unknowns that short equations connect, such as those of one school. */
export interface Blocks {
  /** Unknown → its block. */
  readonly of: Int32Array;
  readonly members: ReadonlyMap<number, readonly number[]>;
}

/** Most unknowns of a block. */
const blockMax = 200;
/** Lengths of equations that are tried as short; the first that makes blocks too large is one too many. */
const lengths = [2, 4, 8, 12, 16, 24, 32] as const;

/** Blocks as large as they may be. */
export function blocksOf(incidence: Incidence): Blocks {
  let found = blocksBy(incidence, 0);
  for (const length of lengths) {
    const next = blocksBy(incidence, length);
    if (Array.from(next.members.values()).some((own) => own.length > blockMax)) break;
    found = next;
  }
  return found;
}

function blocksBy(incidence: Incidence, lengthMax: number): Blocks {
  const of = componentsOf(incidence, lengthMax);
  return { of, members: Map.groupBy(of.keys(), (unknown) => whole(of, unknown)) };
}

/**
 * The unknowns nearest to one: its block, then again and again the block that shares most equations
 * with those that are there. Fewer than `sizeMax` means that these are all that are connected with it.
 */
export function neighbourhood(
  { starts, unknowns, touches, owners }: Incidence,
  blocks: Blocks,
  unknown: number,
  sizeMax: number,
): Int32Array {
  const found = new Set<number>();
  const seen = new Set<number>();
  const links = new Map<number, number>([[whole(blocks.of, unknown), 1]]);
  const link = (member: number): void => {
    const block = whole(blocks.of, member);
    if (!found.has(member)) links.set(block, (links.get(block) ?? 0) + 1);
  };
  while (links.size > 0 && found.size < sizeMax) {
    const [nearest] = Array.from(links).reduce((best, each) => (each[1] > best[1] ? each : best));
    links.delete(nearest);
    const members = blocks.members.get(nearest) ?? [];
    for (const member of members) found.add(member);
    const near = members.flatMap((at) => Array.from(owners.subarray(touches[at], touches[at + 1])));
    for (const owner of near) {
      if (seen.has(owner)) continue;
      seen.add(owner);
      unknowns.subarray(starts[owner], starts[owner + 1]).forEach(link);
    }
  }
  return Int32Array.from(found);
}

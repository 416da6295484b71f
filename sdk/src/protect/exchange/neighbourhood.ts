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

/** Equations of more terms say little about who is near, and are looked at when nothing else is left. */
const nearMax = 64;

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
  const far: number[] = [];
  const links = new Map<number, number>([[whole(blocks.of, unknown), 1]]);
  const linkAll = (owner: number): void => {
    for (const member of unknowns.subarray(starts[owner], starts[owner + 1])) {
      const block = whole(blocks.of, member);
      if (!found.has(member)) links.set(block, (links.get(block) ?? 0) + 1);
    }
  };
  while (found.size < sizeMax) {
    const nearest = nearestOf(links);
    if (nearest === -1) {
      const owner = far.pop();
      if (owner === undefined) break;
      linkAll(owner);
      continue;
    }
    links.delete(nearest);
    const members = blocks.members.get(nearest) ?? [];
    for (const member of members) found.add(member);
    for (const member of members) {
      for (const owner of owners.subarray(touches[member], touches[member + 1])) {
        if (seen.has(owner)) continue;
        seen.add(owner);
        if (whole(starts, owner + 1) - whole(starts, owner) > nearMax) far.push(owner);
        else linkAll(owner);
      }
    }
  }
  return Int32Array.from(found);
}

/** The block with most links, -1 when there is none. */
function nearestOf(links: ReadonlyMap<number, number>): number {
  let [nearest, most] = [-1, 0];
  for (const [block, count] of links) if (count > most) [nearest, most] = [block, count];
  return nearest;
}

import type { Incidence } from "./incidence.ts";
import { whole } from "./read.ts";

/**
 * The steps that some unknowns can take while all others rest, as a system of its own: the unknowns
 * are renumbered, and every equation adds up to nothing.
 */
export interface Part {
  /** Number in the part → number in the system. */
  readonly unknowns: Int32Array;
  /** Furthest steps downwards (0 or negative) and upwards. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  /** Equation → its first term; one longer than there are equations. */
  readonly starts: Int32Array;
  /** Term → number in the part. */
  readonly indices: Int32Array;
  readonly factors: Float64Array;
}

/** Cuts a part out. No step is longer than `stepMax`. */
export function partOf(
  incidence: Incidence,
  truth: Float64Array,
  members: Int32Array,
  stepMax: number,
): Part {
  const { least, most, touches, owners } = incidence;
  const unknowns = members.toSorted();
  const places = new Map(Array.from(unknowns, (unknown, place) => [unknown, place]));
  const equations = new Set<number>();
  for (const unknown of unknowns) {
    for (const owner of owners.subarray(touches[unknown], touches[unknown + 1])) {
      equations.add(owner);
    }
  }
  const starts = [0];
  const indices: number[] = [];
  const factors: number[] = [];
  for (const equation of equations) {
    const end = incidence.starts[equation + 1] ?? 0;
    for (let term = incidence.starts[equation] ?? 0; term < end; term += 1) {
      const place = places.get(incidence.unknowns[term] ?? -1);
      if (place === undefined) continue;
      indices.push(place);
      factors.push(incidence.factors[term] ?? 0);
    }
    starts.push(indices.length);
  }
  const room = (bounds: Float64Array, unknown: number): number =>
    Math.max(-stepMax, Math.min(stepMax, (bounds[unknown] ?? 0) - (truth[unknown] ?? 0)));
  return {
    unknowns,
    lowest: Float64Array.from(unknowns, (unknown) => room(least, unknown)),
    highest: Float64Array.from(unknowns, (unknown) => room(most, unknown)),
    starts: Int32Array.from(starts),
    indices: Int32Array.from(indices),
    factors: Float64Array.from(factors),
  };
}

/** Of a long equation, so many unknowns are near; the rest come with a wider neighbourhood. */
const rowShare = 8;

/**
 * The unknowns nearest to one, by equations that they share: at most `sizeMax`. Fewer means that these
 * are all that are connected with it.
 */
export function neighbourhood(incidence: Incidence, unknown: number, sizeMax: number): Int32Array {
  const found = new Set([unknown]);
  spread(incidence, found, sizeMax, Math.max(4, Math.floor(sizeMax / rowShare)));
  spread(incidence, found, sizeMax, Number.POSITIVE_INFINITY);
  return Int32Array.from(found);
}

/** Adds what shares an equation with what is there, no more than `rowMax` of one equation. */
function spread(
  { starts, unknowns, touches, owners }: Incidence,
  found: Set<number>,
  sizeMax: number,
  rowMax: number,
): void {
  const seen = new Set<number>();
  // A set that is iterated goes on to what is added meanwhile.
  for (const at of found) {
    for (const owner of owners.subarray(touches[at], touches[at + 1])) {
      if (seen.has(owner)) continue;
      seen.add(owner);
      const start = whole(starts, owner);
      const end = Math.min(whole(starts, owner + 1), start + rowMax);
      for (let term = start; term < end; term += 1) {
        if (found.size >= sizeMax) return;
        found.add(whole(unknowns, term));
      }
    }
  }
}

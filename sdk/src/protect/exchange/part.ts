import type { Incidence } from "./incidence.ts";

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

/** Cuts a part out, from the point where `values` are. No step is longer than `stepMax`. */
export function partOf(
  incidence: Incidence,
  values: Float64Array,
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
    Math.max(-stepMax, Math.min(stepMax, (bounds[unknown] ?? 0) - (values[unknown] ?? 0)));
  return {
    unknowns,
    lowest: Float64Array.from(unknowns, (unknown) => room(least, unknown)),
    highest: Float64Array.from(unknowns, (unknown) => room(most, unknown)),
    starts: Int32Array.from(starts),
    indices: Int32Array.from(indices),
    factors: Float64Array.from(factors),
  };
}

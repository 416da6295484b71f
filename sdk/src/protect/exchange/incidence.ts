import type { Equations } from "../equations.ts";
import { raise, whole } from "./read.ts";

/** Equations together with the way from an unknown to the equations that it is in. */
export interface Incidence extends Equations {
  /** Unknown → its first place in `owners`; one longer than there are unknowns. */
  readonly touches: Int32Array;
  /** The equation. */
  readonly owners: Int32Array;
  /** The factor of the unknown in it. */
  readonly weights: Int32Array;
}

/** Reads the equations from the side of the unknowns. */
export function incidenceOf(equations: Equations): Incidence {
  const { least, starts, unknowns, factors, totals } = equations;
  const touches = new Int32Array(least.length + 1);
  for (const unknown of unknowns) raise(touches, unknown + 1, 1);
  for (let at = 1; at < touches.length; at += 1) raise(touches, at, whole(touches, at - 1));
  const next = touches.slice();
  const owners = new Int32Array(unknowns.length);
  const weights = new Int32Array(unknowns.length);
  for (let equation = 0; equation < totals.length; equation += 1) {
    for (let term = whole(starts, equation); term < whole(starts, equation + 1); term += 1) {
      const unknown = whole(unknowns, term);
      const place = whole(next, unknown);
      raise(next, unknown, 1);
      owners[place] = equation;
      weights[place] = whole(factors, term);
    }
  }
  return { ...equations, touches, owners, weights };
}

/** Unknown → the least unknown that equations of at most `lengthMax` terms connect it with. */
export function componentsOf(
  { least, starts, unknowns, totals }: Incidence,
  lengthMax: number = Number.POSITIVE_INFINITY,
): Int32Array {
  const parents = Int32Array.from(least.keys());
  const root = (unknown: number): number => {
    let at = unknown;
    for (let up = whole(parents, at); up !== at; up = whole(parents, at)) {
      parents[at] = whole(parents, up);
      at = up;
    }
    return at;
  };
  for (let equation = 0; equation < totals.length; equation += 1) {
    const [start, end] = [whole(starts, equation), whole(starts, equation + 1)];
    if (end - start > lengthMax) continue;
    for (let term = start + 1; term < end; term += 1) {
      const [one, other] = [root(whole(unknowns, start)), root(whole(unknowns, term))];
      parents[Math.max(one, other)] = Math.min(one, other);
    }
  }
  return parents.map((_, unknown) => root(unknown));
}

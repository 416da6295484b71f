import type { Equations } from "../equations.ts";
import type { Certificate, Claim, Ends, Moves } from "./certificate.ts";

/**
 * Whether all that a certificate claims is so, in whole-number arithmetic and without a solver: the
 * truth and each table that an exchange leads to fit all equations and bounds, and they meet exactly
 * the demands that are not listed as unproven.
 */
export function checkCertificate(claim: Claim, certificate: Certificate): boolean {
  const { moves, rises, falls, unproven } = certificate;
  if (!isPossible(claim) || !leaveEquations(claim, moves)) return false;
  if (!keepBounds(claim, moves, [rises, falls])) return false;
  const open = claim.demands.flatMap(({ unknown, width, reach }, at) => {
    const truth = item(claim.truth, unknown);
    const most = truth + distanceAt(moves, rises, [unknown, at]);
    const least = truth + distanceAt(moves, falls, [unknown, at]);
    // A false claim stands at no place that a list of unproven demands could name.
    if (Number.isNaN(most - least)) return [Number.NaN];
    return most >= reach && most - least >= width ? [] : [at];
  });
  return open.length === unproven.length && open.every((at, place) => at === unproven[place]);
}

function isPossible({ equations, truth }: Claim): boolean {
  const { starts, unknowns, factors, totals } = equations;
  if (truth.length !== equations.least.length) return false;
  if (!truth.every((value, unknown) => isBounded(equations, unknown, value))) return false;
  return totals.every((total, equation) => {
    let sum = 0;
    for (let at = item(starts, equation); at < item(starts, equation + 1); at += 1) {
      sum += item(factors, at) * item(truth, item(unknowns, at));
      if (!Number.isSafeInteger(sum)) return false;
    }
    return sum === total;
  });
}

function isBounded({ least, most }: Equations, unknown: number, value: number): boolean {
  const isInside = value >= item(least, unknown) && value <= item(most, unknown);
  return isInside && Number.isSafeInteger(value);
}

/** Whether each exchange steps each of its unknowns once, and adds up to nothing in every equation. */
function leaveEquations({ equations }: Claim, { starts, unknowns, steps }: Moves): boolean {
  const { places, owners, factors } = byUnknown(equations);
  const sums = new Float64Array(equations.totals.length);
  const add = (unknown: number, by: number): boolean => {
    for (let place = item(places, unknown); place < item(places, unknown + 1); place += 1) {
      const sum = item(sums, item(owners, place)) + item(factors, place) * by;
      if (!Number.isSafeInteger(sum)) return false;
      sums[item(owners, place)] = sum;
    }
    return unknown < equations.least.length;
  };
  return starts.subarray(1).every((end, move) => {
    const start = item(starts, move);
    if (!(start >= 0 && end >= start && end <= unknowns.length)) return false;
    const own = unknowns.subarray(start, end);
    return (
      own.every((unknown, at) => unknown > (at === 0 ? -1 : item(own, at - 1))) &&
      own.every((unknown, at) => add(unknown, item(steps, start + at))) &&
      own.every((unknown) =>
        owners.subarray(places[unknown], places[unknown + 1]).every((owner) => sums[owner] === 0),
      )
    );
  });
}

/** Unknown → the equations that it is in, and its factors there. */
function byUnknown({
  least,
  starts,
  unknowns,
  factors,
  totals,
}: Equations): Record<"places" | "owners" | "factors", Int32Array> {
  const places = new Int32Array(least.length + 2);
  for (const unknown of unknowns) places[unknown + 2] = item(places, unknown + 2) + 1;
  for (let at = 1; at < places.length; at += 1)
    places[at] = item(places, at) + item(places, at - 1);
  const turned = { places, owners: unknowns.slice(), factors: factors.slice() };
  for (let equation = 0; equation < totals.length; equation += 1) {
    for (let at = item(starts, equation); at < item(starts, equation + 1); at += 1) {
      const place = item(places, item(unknowns, at) + 1);
      places[item(unknowns, at) + 1] = place + 1;
      turned.owners[place] = equation;
      turned.factors[place] = item(factors, at);
    }
  }
  return turned;
}

/**
 * Whether every unknown keeps its bounds when each exchange is made as often as it is for any demand:
 * then it does so for all of them, because the truth, which is made of none, keeps them too.
 */
function keepBounds({ equations, truth }: Claim, moves: Moves, lists: readonly Ends[]): boolean {
  const { starts, unknowns, steps } = moves;
  const [least, most] = [new Int32Array(starts.length), new Int32Array(starts.length)];
  for (const ends of lists) {
    ends.moves.forEach((move, at) => {
      least[move] = Math.min(item(least, move), item(ends.times, at));
      most[move] = Math.max(item(most, move), item(ends.times, at));
    });
  }
  const isKept = (place: number, times: number): boolean => {
    const [unknown, by] = [item(unknowns, place), times * item(steps, place)];
    return Number.isSafeInteger(by) && isBounded(equations, unknown, item(truth, unknown) + by);
  };
  return starts.subarray(1).every((end, move) => {
    for (let place = item(starts, move); place < end; place += 1) {
      if (!isKept(place, item(least, move)) || !isKept(place, item(most, move))) return false;
    }
    return true;
  });
}

/** How far the exchange of a demand takes its unknown; NaN when there is no such exchange. */
function distanceAt(
  { starts, unknowns, steps }: Moves,
  ends: Ends,
  [unknown, at]: readonly [number, number],
): number {
  const [move, times] = [item(ends.moves, at), item(ends.times, at)];
  if (move === -1) return times === 0 ? 0 : Number.NaN;
  if (!(move >= 0 && move < starts.length - 1)) return Number.NaN;
  const place = unknowns.subarray(item(starts, move), item(starts, move + 1)).indexOf(unknown);
  return place === -1 ? 0 : times * item(steps, item(starts, move) + place);
}

/** What is beyond a list is not a number. */
function item(list: Float64Array | Int32Array, at: number): number {
  return list[at] ?? Number.NaN;
}

import type { Equations } from "../equations.ts";
import { incidenceOf } from "./incidence.ts";

/** Least and greatest value that every unknown can have, as far as single equations tell. */
export interface Bounds {
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/** How many times an equation is looked at on average before looking is given up. */
const looksMax = 60;

/**
 * Narrows the bounds of unknowns, one equation at a time, until no equation says more: what is left
 * of its total when all other unknowns are at their ends bounds each of them. Whole numbers
 * throughout, so nothing true is ever cut off. Null when an equation cannot hold: the publications
 * contradict each other.
 */
export function narrowed(equations: Equations, start: Bounds): Bounds | null {
  const { starts } = equations;
  const bounds = { least: start.least.slice(), most: start.most.slice() };
  const count = starts.length - 1;
  const { starts: own, equations: rows } = incidenceOf(equations);
  const queue = new Int32Array(count + 1);
  const queued = new Uint8Array(count).fill(1);
  for (let at = 0; at < count; at += 1) queue[at] = at;
  const changed: number[] = [];
  let [head, tail] = [0, count];
  for (let looks = 0; head !== tail && looks < looksMax * count; looks += 1) {
    const at = queue[head] ?? 0;
    head = head === count ? 0 : head + 1;
    queued[at] = 0;
    changed.length = 0;
    if (!narrow(equations, at, bounds, changed)) return null;
    for (const unknown of changed) {
      for (let place = own[unknown] ?? 0; place < (own[unknown + 1] ?? 0); place += 1) {
        const other = rows[place] ?? 0;
        if (queued[other] === 1) continue;
        queued[other] = 1;
        queue[tail] = other;
        tail = tail === count ? 0 : tail + 1;
      }
    }
  }
  return bounds;
}

/** Narrows the unknowns of one equation; false when it cannot hold. */
function narrow(
  { starts, unknowns, factors, totals }: Equations,
  at: number,
  { least, most }: Bounds,
  changed: number[],
): boolean {
  const [from, to] = [starts[at] ?? 0, starts[at + 1] ?? 0];
  const total = totals[at] ?? 0;
  // The sum of all terms at their lower ends, and how many of them have none; the same for upper ends.
  let [low, lows, high, highs] = [0, 0, 0, 0];
  for (let place = from; place < to; place += 1) {
    const [unknown, factor] = [unknowns[place] ?? 0, factors[place] ?? 0];
    const [a, b] = endsOf(factor, least[unknown] ?? 0, most[unknown] ?? 0);
    if (Number.isFinite(a)) low += a;
    else lows += 1;
    if (Number.isFinite(b)) high += b;
    else highs += 1;
  }
  if ((lows === 0 && low > total) || (highs === 0 && high < total)) return false;
  if (lows > 1 && highs > 1) return true;
  for (let place = from; place < to; place += 1) {
    const [unknown, factor] = [unknowns[place] ?? 0, factors[place] ?? 0];
    const [a, b] = endsOf(factor, least[unknown] ?? 0, most[unknown] ?? 0);
    const greatest = room(total - low, lows, a) ?? Number.POSITIVE_INFINITY;
    const smallest = room(total - high, highs, b) ?? Number.NEGATIVE_INFINITY;
    const [down, up] =
      factor > 0 ? [smallest / factor, greatest / factor] : [greatest / factor, smallest / factor];
    if (!tighten(least, most, unknown, { down, up }, changed)) return false;
  }
  return true;
}

/** What a term can be when all others are at one end; null when one of those has no such end. */
function room(left: number, open: number, own: number): number | null {
  if (open === 0) return left + own;
  return open === 1 && !Number.isFinite(own) ? left : null;
}

function tighten(
  least: Float64Array,
  most: Float64Array,
  unknown: number,
  { down, up }: { readonly down: number; readonly up: number },
  changed: number[],
): boolean {
  let isChanged = false;
  if (Number.isFinite(up) && Math.floor(up) < (most[unknown] ?? 0)) {
    most[unknown] = Math.floor(up) + 0;
    isChanged = true;
  }
  if (Number.isFinite(down) && Math.ceil(down) > (least[unknown] ?? 0)) {
    least[unknown] = Math.ceil(down) + 0;
    isChanged = true;
  }
  if (isChanged) changed.push(unknown);
  return (least[unknown] ?? 0) <= (most[unknown] ?? 0);
}

/** The lower and the upper end of a term. */
function endsOf(factor: number, least: number, most: number): readonly [number, number] {
  return factor > 0 ? [factor * least, factor * most] : [factor * most, factor * least];
}

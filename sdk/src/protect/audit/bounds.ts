import type { Equations } from "../equations.ts";
import { incidenceOf } from "./incidence.ts";
import { numberAt } from "./number-at.ts";

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
    const at = numberAt(queue, head);
    head = head === count ? 0 : head + 1;
    queued[at] = 0;
    changed.length = 0;
    if (!narrow(equations, at, bounds, changed)) return null;
    for (const unknown of changed) {
      for (let place = numberAt(own, unknown); place < numberAt(own, unknown + 1); place += 1) {
        const other = numberAt(rows, place);
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
  const [from, to] = [numberAt(starts, at), numberAt(starts, at + 1)];
  const total = numberAt(totals, at);
  const { low, lows, high, highs } = endsTogether({ unknowns, factors }, from, to, { least, most });
  const isTooMuch = lows === 0 && low > total;
  if (isTooMuch || isTooLittle(total, highs, high)) return false;
  if (lows > 1 && highs > 1) return true;
  for (let place = from; place < to; place += 1) {
    const [unknown, factor] = [numberAt(unknowns, place), numberAt(factors, place)];
    const [a, b] = endsOf(factor, numberAt(least, unknown), numberAt(most, unknown));
    const greatest = room(total - low, lows, a) ?? Number.POSITIVE_INFINITY;
    const smallest = room(total - high, highs, b) ?? Number.NEGATIVE_INFINITY;
    const ends = divided(smallest, greatest, factor);
    if (!tighten(least, most, unknown, ends, changed)) return false;
  }
  return true;
}

/** The sum of some terms at their lower ends, and how many of them have none; the same for upper ends. */
function endsTogether(
  { unknowns, factors }: Pick<Equations, "unknowns" | "factors">,
  from: number,
  to: number,
  { least, most }: Bounds,
): {
  readonly low: number;
  readonly lows: number;
  readonly high: number;
  readonly highs: number;
} {
  let [low, lows, high, highs] = [0, 0, 0, 0];
  for (let place = from; place < to; place += 1) {
    const [unknown, factor] = [numberAt(unknowns, place), numberAt(factors, place)];
    const [a, b] = endsOf(factor, numberAt(least, unknown), numberAt(most, unknown));
    if (Number.isFinite(a)) low += a;
    else lows += 1;
    if (Number.isFinite(b)) high += b;
    else highs += 1;
  }
  return { low, lows, high, highs };
}

function isTooLittle(total: number, open: number, high: number): boolean {
  return open === 0 && high < total;
}

/** The ends of an unknown, from those of its term. */
function divided(
  smallest: number,
  greatest: number,
  factor: number,
): { readonly down: number; readonly up: number } {
  return factor > 0
    ? { down: smallest / factor, up: greatest / factor }
    : { down: greatest / factor, up: smallest / factor };
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
  if (Number.isFinite(up) && Math.floor(up) < numberAt(most, unknown)) {
    most[unknown] = Math.floor(up) + 0;
    isChanged = true;
  }
  if (Number.isFinite(down) && Math.ceil(down) > numberAt(least, unknown)) {
    least[unknown] = Math.ceil(down) + 0;
    isChanged = true;
  }
  if (isChanged) changed.push(unknown);
  return numberAt(least, unknown) <= numberAt(most, unknown);
}

/** The lower and the upper end of a term. */
function endsOf(factor: number, least: number, most: number): readonly [number, number] {
  return factor > 0 ? [factor * least, factor * most] : [factor * most, factor * least];
}

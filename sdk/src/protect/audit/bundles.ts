import type { Equations } from "../equations.ts";
import { numberAt } from "./number-at.ts";

/** Unknowns that equations of two terms tie together move as one: each is ± its bundle, plus a constant. */
export interface Bundles {
  /** The system between bundles; its solutions are those of the system itself. */
  readonly equations: Equations;
  /** Unknown → its bundle, and how it follows from that: sign · bundle + shift. */
  readonly bundleOf: Int32Array;
  readonly signs: Int8Array;
  readonly shifts: Float64Array;
  /** Bundle → place of its first unknown in `members`; one longer than there are bundles. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
}

/** Two-term equations can appear when bundles are put into equations; rounds of looking for them. */
const roundsMax = 8;

/** Ties unknowns together as long as there are equations of two; null when those cannot hold. */
export function bundlesOf(equations: Equations): Bundles | null {
  const ties = new Ties(equations.least.length);
  let rest = equations;
  for (let round = 0; round < roundsMax; round += 1) {
    const before = ties.count;
    if (!ties.tie(rest)) return null;
    if (round > 0 && ties.count === before) break;
    const put = substituted(equations, ties);
    if (put === null) return null;
    rest = put;
  }
  return numbered(equations, rest, ties);
}

/** Union-find over unknowns, with what each is by its root. */
class Ties {
  /** Pairs that were tied. */
  count = 0;
  readonly signs: Int8Array;
  readonly shifts: Float64Array;
  readonly #parents: Int32Array;

  constructor(size: number) {
    this.#parents = Int32Array.from({ length: size }, (_, unknown) => unknown);
    this.signs = new Int8Array(size).fill(1);
    this.shifts = new Float64Array(size);
  }

  /** The root of an unknown; from here on its sign and shift are by the root itself. */
  rootOf(unknown: number): number {
    const path: number[] = [];
    let root = unknown;
    for (let up = numberAt(this.#parents, root); up !== root; up = numberAt(this.#parents, root)) {
      path.push(root);
      root = up;
    }
    // From the root down, so that every parent is by the root already.
    for (let at = path.length - 2; at >= 0; at -= 1) {
      const own = numberAt(path, at);
      const parent = numberAt(this.#parents, own);
      const sign = numberAt(this.signs, own);
      this.shifts[own] = numberAt(this.shifts, own) + sign * numberAt(this.shifts, parent);
      this.signs[own] = sign * numberAt(this.signs, parent);
      this.#parents[own] = root;
    }
    return root;
  }

  /** Ties what equations of two unknowns, each once, say of them; false when one cannot hold. */
  tie({ starts, unknowns, factors, totals }: Equations): boolean {
    for (let row = 0; row < totals.length; row += 1) {
      const from = numberAt(starts, row);
      if (numberAt(starts, row + 1) - from !== 2) continue;
      const [first, second] = [numberAt(factors, from), numberAt(factors, from + 1)];
      if (Math.abs(first) !== 1 || Math.abs(second) !== 1) continue;
      const sign = -first * second;
      const shift = second * numberAt(totals, row);
      if (!this.#join(numberAt(unknowns, from), numberAt(unknowns, from + 1), sign, shift))
        return false;
    }
    return true;
  }

  /** The second is sign · the first + shift; false when it cannot be. */
  #join(first: number, second: number, sign: number, shift: number): boolean {
    const [root, other] = [this.rootOf(first), this.rootOf(second)];
    const own = numberAt(this.signs, second);
    const bySign = own * sign * numberAt(this.signs, first);
    const byShift =
      own * (sign * numberAt(this.shifts, first) + shift - numberAt(this.shifts, second));
    if (root === other) return bySign !== 1 || byShift === 0;
    this.#parents[other] = root;
    this.signs[other] = bySign;
    this.shifts[other] = byShift;
    this.count += 1;
    return true;
  }
}

/** The equations between roots: none that says nothing, and none twice; null when one cannot hold. */
function substituted(equations: Equations, ties: Ties): Equations | null {
  const { least, most, totals } = equations;
  const own = { starts: [0], unknowns: [] as number[], factors: [] as number[] };
  const ownTotals: number[] = [];
  const known = new Set<string>();
  for (let row = 0; row < totals.length; row += 1) {
    const { terms, total } = betweenRoots(equations, row, ties);
    if (terms.length === 0 && total !== 0) return null;
    const turn = (terms[0]?.[1] ?? 1) < 0 ? -1 : 1;
    const key = [turn * total, ...terms.map(([root, factor]) => `${root}*${turn * factor}`)];
    if (terms.length === 0 || known.has(key.join(" "))) continue;
    known.add(key.join(" "));
    for (const [unknown, factor] of terms) {
      own.unknowns.push(unknown);
      own.factors.push(factor);
    }
    own.starts.push(own.unknowns.length);
    ownTotals.push(total);
  }
  return {
    ...{ least, most },
    starts: Int32Array.from(own.starts),
    unknowns: Int32Array.from(own.unknowns),
    factors: Int32Array.from(own.factors),
    totals: Float64Array.from(ownTotals),
  };
}

/** One equation, with what every unknown is by its root. */
function betweenRoots(
  { starts, unknowns, factors, totals }: Equations,
  row: number,
  ties: Ties,
): { readonly terms: readonly (readonly [number, number])[]; readonly total: number } {
  let total = numberAt(totals, row);
  const sums = new Map<number, number>();
  for (let at = numberAt(starts, row); at < numberAt(starts, row + 1); at += 1) {
    const [unknown, factor] = [numberAt(unknowns, at), numberAt(factors, at)];
    const root = ties.rootOf(unknown);
    total -= factor * numberAt(ties.shifts, unknown);
    sums.set(root, (sums.get(root) ?? 0) + factor * numberAt(ties.signs, unknown));
  }
  const terms = [...sums].filter(([, factor]) => factor !== 0).toSorted(([a], [b]) => a - b);
  return { terms, total };
}

/** Numbers the bundles, and brings the ends of their unknowns together; null when nothing is between them. */
function numbered(equations: Equations, rest: Equations, ties: Ties): Bundles | null {
  const count = equations.least.length;
  const numbers = new Int32Array(count).fill(-1);
  const bundleOf = new Int32Array(count);
  const sizes: number[] = [];
  for (let unknown = 0; unknown < count; unknown += 1) {
    const root = ties.rootOf(unknown);
    if (numberAt(numbers, root) < 0) numbers[root] = sizes.push(0) - 1;
    const bundle = numberAt(numbers, root);
    bundleOf[unknown] = bundle;
    sizes[bundle] = numberAt(sizes, bundle) + 1;
  }
  const starts = new Int32Array(sizes.length + 1);
  sizes.forEach((size, bundle) => {
    starts[bundle + 1] = numberAt(starts, bundle) + size;
  });
  const next = starts.slice();
  const members = new Int32Array(count);
  const least = new Float64Array(sizes.length).fill(Number.NEGATIVE_INFINITY);
  const most = new Float64Array(sizes.length).fill(Number.POSITIVE_INFINITY);
  for (let unknown = 0; unknown < count; unknown += 1) {
    const bundle = numberAt(bundleOf, unknown);
    members[numberAt(next, bundle)] = unknown;
    next[bundle] = numberAt(next, bundle) + 1;
    const [sign, shift] = [numberAt(ties.signs, unknown), numberAt(ties.shifts, unknown)];
    const low = sign * (numberAt(equations.least, unknown) - shift);
    const high = sign * (numberAt(equations.most, unknown) - shift);
    least[bundle] = Math.max(numberAt(least, bundle), Math.min(low, high));
    most[bundle] = Math.min(numberAt(most, bundle), Math.max(low, high));
  }
  if (least.some((end, bundle) => end > numberAt(most, bundle))) return null;
  const own = {
    ...rest,
    least,
    most,
    unknowns: rest.unknowns.map((root) => numberAt(bundleOf, root)),
  };
  const { signs, shifts } = ties;
  return { equations: own, bundleOf, signs, shifts, starts, members };
}

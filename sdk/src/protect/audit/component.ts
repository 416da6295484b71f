import type { Equations } from "../equations.ts";
import type { Bounds } from "./bounds.ts";
import { numberAt } from "./number-at.ts";

/** Part of a system that nothing withheld connects to the rest; unknowns are numbered from 0. */
export interface Component extends Equations {
  /** Unknown of the component → unknown of the system. */
  readonly members: Int32Array;
  /** Equations from this one on follow from those before. */
  readonly implied: number;
}

/** Which unknowns are settled, and the rest in parts that have nothing to do with each other. */
export interface Split {
  readonly components: readonly Component[];
  /** Unknown of the system → its component, −1 when it is settled. */
  readonly componentOf: Int32Array;
  /** Unknown of the system → its number in the component. */
  readonly placeOf: Int32Array;
  /** Settled unknowns break an equation. */
  readonly contradictory: boolean;
}

/** Puts settled unknowns into the equations and splits the others into connected components. */
export function split(equations: Equations, implied: number, { least, most }: Bounds): Split {
  const count = least.length;
  const isSettled = (unknown: number): boolean => least[unknown] === most[unknown];
  const { componentOf, placeOf, sizes } = numbered(equations, isSettled, count);
  const builders = sizes.map((size) => new Builder(size));
  for (let unknown = 0; unknown < count; unknown += 1) {
    builders[componentOf[unknown] ?? -1]?.unknown(
      placeOf[unknown] ?? 0,
      unknown,
      least[unknown] ?? 0,
      most[unknown] ?? 0,
    );
  }
  const contradictory = !fill(equations, implied, {
    least,
    isSettled,
    componentOf,
    placeOf,
    builders,
  });
  return {
    components: builders.map((builder) => builder.component()),
    componentOf,
    placeOf,
    contradictory,
  };
}

/** Gives every unknown that is not settled its component and its number there. */
function numbered(
  equations: Equations,
  isSettled: (unknown: number) => boolean,
  count: number,
): {
  readonly componentOf: Int32Array;
  readonly placeOf: Int32Array;
  readonly sizes: readonly number[];
} {
  const roots = rootsOf(equations, isSettled, count);
  const componentOf = new Int32Array(count).fill(-1);
  const placeOf = new Int32Array(count);
  const sizes: number[] = [];
  for (let unknown = 0; unknown < count; unknown += 1) {
    if (isSettled(unknown)) continue;
    const root = numberAt(roots, unknown);
    if ((componentOf[root] ?? -1) < 0) componentOf[root] = sizes.push(0) - 1;
  }
  for (let unknown = 0; unknown < count; unknown += 1) {
    if (isSettled(unknown)) continue;
    const component = numberAt(componentOf, numberAt(roots, unknown));
    componentOf[unknown] = component;
    placeOf[unknown] = numberAt(sizes, component);
    sizes[component] = numberAt(sizes, component) + 1;
  }
  return { componentOf, placeOf, sizes };
}

function fill(
  { starts, unknowns, factors, totals }: Equations,
  implied: number,
  {
    least,
    isSettled,
    componentOf,
    placeOf,
    builders,
  }: {
    readonly least: Float64Array;
    readonly isSettled: (unknown: number) => boolean;
    readonly componentOf: Int32Array;
    readonly placeOf: Int32Array;
    readonly builders: readonly Builder[];
  },
): boolean {
  for (let row = 0; row + 1 < starts.length; row += 1) {
    let total = numberAt(totals, row);
    let builder: Builder | undefined;
    for (let at = numberAt(starts, row); at < numberAt(starts, row + 1); at += 1) {
      const [unknown, factor] = [numberAt(unknowns, at), numberAt(factors, at)];
      if (isSettled(unknown)) {
        total -= factor * numberAt(least, unknown);
        continue;
      }
      builder ??= builders[componentOf[unknown] ?? -1];
      builder?.term(numberAt(placeOf, unknown), factor);
    }
    if (builder === undefined && total !== 0) return false;
    builder?.end(total, row >= implied);
  }
  return true;
}

class Builder {
  readonly #members: Int32Array;
  readonly #least: Float64Array;
  readonly #most: Float64Array;
  readonly #starts: number[] = [0];
  readonly #unknowns: number[] = [];
  readonly #factors: number[] = [];
  readonly #totals: number[] = [];
  #implied = 0;

  constructor(size: number) {
    this.#members = new Int32Array(size);
    this.#least = new Float64Array(size);
    this.#most = new Float64Array(size);
  }

  unknown(place: number, member: number, least: number, most: number): void {
    this.#members[place] = member;
    this.#least[place] = least;
    this.#most[place] = most;
  }

  term(unknown: number, factor: number): void {
    this.#unknowns.push(unknown);
    this.#factors.push(factor);
  }

  end(total: number, isImplied: boolean): void {
    this.#totals.push(total);
    this.#starts.push(this.#unknowns.length);
    if (!isImplied) this.#implied += 1;
  }

  component(): Component {
    return {
      members: this.#members,
      least: this.#least,
      most: this.#most,
      starts: Int32Array.from(this.#starts),
      unknowns: Int32Array.from(this.#unknowns),
      factors: Int32Array.from(this.#factors),
      totals: Float64Array.from(this.#totals),
      implied: this.#implied,
    };
  }
}

/** Union-find over the unknowns that share an equation. */
function rootsOf(
  { starts, unknowns }: Equations,
  isSettled: (unknown: number) => boolean,
  count: number,
): Int32Array {
  const parent = new Int32Array(count);
  for (let at = 0; at < count; at += 1) parent[at] = at;
  const find = (unknown: number): number => {
    let root = unknown;
    for (let up = parent[root] ?? root; up !== root; up = parent[root] ?? root) {
      parent[root] = parent[up] ?? up;
      root = parent[root] ?? root;
    }
    return root;
  };
  for (let row = 0; row + 1 < starts.length; row += 1) {
    let first = -1;
    for (let at = numberAt(starts, row); at < numberAt(starts, row + 1); at += 1) {
      const unknown = numberAt(unknowns, at);
      if (isSettled(unknown)) continue;
      if (first < 0) first = find(unknown);
      else parent[find(unknown)] = first;
    }
  }
  return parent.map((_, unknown) => find(unknown));
}

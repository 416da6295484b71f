import type { ObservationTable } from "../../../src/publication.ts";

/** A publication with what its readers may take for granted. */
export type Publication = Pick<ObservationTable, "description" | "observations"> & {
  /** Fewest in a withheld row: 0 where zeros may be withheld, 1 where all of them are shown. */
  readonly withheldLeast: 0 | 1;
};

/** The number of one quantity in one finest combination: what is tried. */
export interface Variable {
  readonly atom: number;
  readonly quantity: string;
}

/** One side of one row: the sum of some variables. */
export interface Sum {
  readonly table: number;
  /** Row of the observations; null for a combination without a row, of which everyone knows that it is zero. */
  readonly row: number | null;
  readonly side: "num" | "den";
  readonly members: readonly number[];
  /** Null when it is withheld. */
  readonly shown: number | null;
}

/** Least and greatest value over all possible tables. */
export interface Ends {
  least: number;
  most: number;
}

/** What is possible for one row: as `num` what is above the least that the denominator implies. */
export type Possible = Readonly<Record<"num" | "den" | "rest", Ends>>;

/** Per publication and row what is possible, and how many tables were seen. */
export interface AllPossible {
  readonly rows: readonly (readonly Possible[])[];
  readonly tables: number;
}

/** Steps before a case is left out as too large to enumerate. */
const stepsMax = 60_000;

/** `least` · den ≤ num ≤ `most` · den, in every finest combination. */
interface Scale {
  readonly num: number;
  readonly den: number;
  readonly least: number;
  readonly most: number;
}

/** Tries every table; null when there are too many. */
export function searched(
  publications: readonly Publication[],
  { variables, sums }: { readonly variables: readonly Variable[]; readonly sums: readonly Sum[] },
): AllPossible | null {
  const rows = publications.map(({ observations }) => observations.map(nothingSeen));
  const hidden = hiddenRows(publications, sums);
  const scales = publications.flatMap((publication) => scalesOf(publication, variables));
  let tables = 0;
  const trial = new Trial(variables.length, { sums, scales }, (values) => {
    const seen = hidden.map((row) => row.read(values));
    if (seen.some((one) => !one.isAllowed)) return;
    tables += 1;
    seen.forEach((one, index) => note(rows, hidden[index], one));
  });
  return trial.isComplete(0) && tables > 0 ? { rows, tables } : null;
}

/** Tries the variables one after the other, and drops what no published sum can hold. */
class Trial {
  readonly #values: number[];
  /** Per shown sum: what is left of it, and how many variables of it are still to be tried. */
  readonly #left: number[];
  readonly #open: number[];
  /** Variable → the shown sums that it is part of, and the scales of its denominator. */
  readonly #sumsOf: readonly (readonly number[])[];
  readonly #scalesOf: readonly (readonly Scale[])[];
  readonly #found: (values: readonly number[]) => void;
  #steps = 0;

  constructor(
    variables: number,
    { sums, scales }: { readonly sums: readonly Sum[]; readonly scales: readonly Scale[] },
    found: (values: readonly number[]) => void,
  ) {
    const shown = sums.filter((sum) => sum.shown !== null);
    this.#values = Array.from({ length: variables }, () => 0);
    this.#left = shown.map((sum) => sum.shown ?? 0);
    this.#open = shown.map((sum) => sum.members.length);
    this.#sumsOf = this.#values.map((_, at) =>
      shown.flatMap((sum, index) => (sum.members.includes(at) ? [index] : [])),
    );
    this.#scalesOf = this.#values.map((_, at) =>
      scales.filter(({ num, den }) => num === at && den < at),
    );
    this.#found = found;
  }

  /** Tries everything from one variable on. False when it is too much. */
  isComplete(at: number): boolean {
    this.#steps += 1;
    if (this.#steps > stepsMax) return false;
    if (at === this.#values.length) {
      this.#found(this.#values);
      return true;
    }
    const [least, most] = this.#span(at);
    if (most === Number.POSITIVE_INFINITY) return false;
    for (let value = least; value <= most; value += 1) {
      this.#values[at] = value;
      this.#put(at, value, -1);
      const isDone = this.#isBroken(at) || this.isComplete(at + 1);
      this.#put(at, -value, 1);
      if (!isDone) return false;
    }
    return true;
  }

  #span(at: number): readonly [number, number] {
    let least = 0;
    let most = Number.POSITIVE_INFINITY;
    for (const sum of this.#sumsOf[at] ?? []) {
      most = Math.min(most, this.#left[sum] ?? 0);
      if (this.#open[sum] === 1) least = Math.max(least, this.#left[sum] ?? 0);
    }
    for (const scale of this.#scalesOf[at] ?? []) {
      const den = this.#values[scale.den] ?? 0;
      least = Math.max(least, scale.least * den);
      most = Math.min(most, scale.most * den);
    }
    return [least, most];
  }

  #put(at: number, value: number, opened: 1 | -1): void {
    for (const sum of this.#sumsOf[at] ?? []) {
      this.#left[sum] = (this.#left[sum] ?? 0) - value;
      this.#open[sum] = (this.#open[sum] ?? 0) + opened;
    }
  }

  /** A published sum of which nothing is left to try, and which is not reached. */
  #isBroken(at: number): boolean {
    return (this.#sumsOf[at] ?? []).some((sum) => this.#open[sum] === 0 && this.#left[sum] !== 0);
  }
}

function scalesOf(
  { description: { kind, range, quantity } }: Publication,
  variables: readonly Variable[],
): readonly Scale[] {
  if (kind === "ratio") return [];
  const { min, max } = kind === "share" ? { min: 0, max: 1 } : (range ?? { min: 0, max: Infinity });
  return variables.flatMap((variable, num) => {
    if (variable.quantity !== quantity.num) return [];
    const den = variables.findIndex(
      ({ atom, quantity: own }) => atom === variable.atom && own === quantity.den,
    );
    if (den > num) throw new Error("A denominator must be tried before its numerators.");
    return [{ num, den, least: min, most: max }];
  });
}

interface Reading {
  readonly num: number;
  readonly den: number;
  readonly rest: number;
  readonly isAllowed: boolean;
}

interface HiddenRow {
  readonly table: number;
  readonly row: number;
  readonly read: (values: readonly number[]) => Reading;
}

/** The rows that readers have no number for, and how to read them off a table that is tried. */
function hiddenRows(
  publications: readonly Publication[],
  sums: readonly Sum[],
): readonly HiddenRow[] {
  return publications.flatMap(({ description, observations, withheldLeast }, table) => {
    const { kind, range } = description;
    const min = kind === "mean" ? (range?.min ?? 0) : 0;
    const max = kind === "share" ? 1 : (range?.max ?? 0);
    return observations.flatMap((observation, row): HiddenRow[] => {
      if (observation.num !== null && observation.den !== null) return [];
      const members = (side: Sum["side"]): readonly number[] =>
        sums.find((sum) => sum.table === table && sum.row === row && sum.side === side)?.members ??
        [];
      const [nums, dens] = [members("num"), members("den")];
      const least = observation.status === "Q" ? withheldLeast : 0;
      const read = (values: readonly number[]): Reading => {
        const num = total(nums, values);
        const den = total(dens, values);
        const people = kind === "ratio" ? num + den : den;
        return { num: num - min * den, den, rest: max * den - num, isAllowed: people >= least };
      };
      return [{ table, row, read }];
    });
  });
}

function total(members: readonly number[], values: readonly number[]): number {
  return members.reduce((sum, at) => sum + (values[at] ?? 0), 0);
}

function nothingSeen(): Possible {
  const nothing = (): Ends => ({ least: Infinity, most: -Infinity });
  return { num: nothing(), den: nothing(), rest: nothing() };
}

function note(
  rows: readonly (readonly Possible[])[],
  hidden: HiddenRow | undefined,
  reading: Reading,
): void {
  const seen = hidden === undefined ? undefined : rows[hidden.table]?.[hidden.row];
  if (seen === undefined) return;
  for (const side of ["num", "den", "rest"] as const) {
    seen[side].least = Math.min(seen[side].least, reading[side]);
    seen[side].most = Math.max(seen[side].most, reading[side]);
  }
}

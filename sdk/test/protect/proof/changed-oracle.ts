import type { TableDimension } from "../../../src/cells.ts";
import type { Interval } from "../../../src/protect/audit/interval.ts";
import type { ObservationTable } from "../../../src/publication.ts";

/** The greatest noise of numbers that were changed by cell keys. */
export const deviationMax = 1;

/** All combinations of the finest codes. */
export function innerPlaces(dimensions: readonly TableDimension[]): readonly (readonly string[])[] {
  return dimensions.reduce<readonly (readonly string[])[]>(
    (places, { codes }) => {
      const wider = new Set(codes.map(({ parent }) => parent));
      const finest = codes.filter(({ code }) => !wider.has(code));
      return places.flatMap((place) => finest.map(({ code }) => [...place, code]));
    },
    [[]],
  );
}

type Codes = Readonly<Record<string, string>>;
export type Tried = (
  publication: ObservationTable,
  codes: Codes,
) => Readonly<Record<string, Interval>>;

/** More combinations than this are not tried. */
const triedMax = 150_000;

/**
 * The slow and obvious attacker: tries for every inner cell all pairs of true numbers that could be
 * shown as they are, and keeps what fits the other publication. Null when there are too many.
 */
export function everythingPossible(
  changed: ObservationTable,
  exact: ObservationTable,
): Tried | null {
  const { dimensions, kind } = changed.description;
  const atoms = innerPlaces(dimensions).map((codes) =>
    Object.fromEntries(dimensions.map(({ id }, axis) => [id, codes[axis] ?? ""])),
  );
  const membersOf = ({ description }: ObservationTable, codes: Codes): readonly number[] =>
    atoms.flatMap((atom, at) =>
      description.dimensions.every((own) => isUnder(own, atom[own.id] ?? "", codes[own.id] ?? ""))
        ? [at]
        : [],
    );
  const covered = new Set(exact.observations.flatMap(({ codes }) => membersOf(exact, codes)));
  const pairs = atoms.map((codes, at) =>
    covered.has(at) ? pairsFor(changed, codes) : ([[0, 0]] as const),
  );
  const checks = [exact, changed].flatMap((publication) =>
    publication.observations.flatMap((shown) => {
      const members = membersOf(publication, shown.codes);
      const fits = (num: number, den: number): boolean =>
        couldBe(num, den, { publication, shown, kind });
      return publication.report.altered?.kind === "round" ? [] : [{ members, fits }];
    }),
  );
  const solutions = solved(pairs, checks);
  if (solutions === null) return null;
  if (solutions.length === 0) throw new Error("Not even the true table was found.");
  return (publication, codes) => {
    const members = membersOf(publication, codes);
    const sums = solutions.map((solution) => sumOf(solution, members));
    const ends = (of: (pair: Pair) => number): Interval => {
      const values = sums.map(of);
      return { least: Math.min(...values), most: Math.max(...values), exact: true };
    };
    const sides = { den: ends(([, den]) => den), num: ends(([num]) => num) };
    return kind === "ratio" ? sides : { ...sides, rest: ends(([num, den]) => den - num) };
  };
}

type Pair = readonly [num: number, den: number];

/** A sum over some inner cells that must fit what is shown. */
interface Check {
  readonly members: readonly number[];
  readonly fits: (num: number, den: number) => boolean;
}

/** All choices of one pair for every inner cell that pass all checks. */
function solved(
  pairs: readonly (readonly Pair[])[],
  checks: readonly Check[],
): readonly (readonly Pair[])[] | null {
  const solutions: (readonly Pair[])[] = [];
  const chosen: Pair[] = [];
  let tried = 0;
  const go = (at: number): void => {
    tried += 1;
    if (tried > triedMax) return;
    if (at === pairs.length) {
      solutions.push([...chosen]);
      return;
    }
    for (const pair of pairs[at] ?? []) {
      chosen[at] = pair;
      const isPossible = checks.every(
        ({ members, fits }) => Math.max(-1, ...members) !== at || fits(...sumOf(chosen, members)),
      );
      if (isPossible) go(at + 1);
    }
  };
  go(0);
  return tried > triedMax ? null : solutions;
}

function sumOf(chosen: readonly Pair[], members: readonly number[]): [num: number, den: number] {
  const total = (axis: 0 | 1): number =>
    members.reduce((sum, at) => sum + (chosen[at]?.[axis] ?? 0), 0);
  return [total(0), total(1)];
}

/** Whether true numbers fit a row that is exact, withheld, or has noise. */
function couldBe(
  num: number,
  den: number,
  {
    publication: { report },
    shown,
    kind,
  }: {
    readonly publication: ObservationTable;
    readonly shown: ObservationTable["observations"][number];
    readonly kind: string;
  },
): boolean {
  if (report.altered !== undefined) return couldBeNoisy(num, den, { shown, kind });
  if (shown.num !== null) return num === shown.num && den === shown.den;
  return report.policy.zeros === "eligible" || (kind === "ratio" ? num + den : den) > 0;
}

/** All pairs of true numbers that an inner cell can have; of a place without a row, nobody alone. */
function pairsFor(
  { description: { kind }, observations, report: { altered, policy } }: ObservationTable,
  codes: Codes,
): readonly (readonly [number, number])[] {
  const shown = observations.find((own) =>
    Object.entries(codes).every(([id, code]) => own.codes[id] === code),
  );
  if (shown === undefined) return [[0, 0]];
  const fits = (num: number, den: number): boolean => {
    if (kind === "share" && num > den) return false;
    if (altered?.kind === "cell-key") return couldBeNoisy(num, den, { shown, kind });
    if (policy.zeros === "published" && kind === "share" && den === 0) return false;
    return couldBeRounded(num, den, { shown, kind, base: altered?.base ?? 0 });
  };
  const pairs: (readonly [number, number])[] = [];
  const most = Math.max(shown.num ?? 0, shown.den ?? 0) + 10;
  for (let num = 0; num <= most; num += 1) {
    for (let den = 0; den <= most; den += 1) if (fits(num, den)) pairs.push([num, den]);
  }
  return pairs;
}

interface Numbers {
  readonly num: number | null;
  readonly den: number | null;
}

function couldBeRounded(
  num: number,
  den: number,
  { shown, kind, base }: { readonly shown: Numbers; readonly kind: string; readonly base: number },
): boolean {
  if (!isShownAs(num, shown.num, base)) return false;
  return kind === "share"
    ? isShownAs(den - num, (shown.den ?? 0) - (shown.num ?? 0), base)
    : isShownAs(den, shown.den, base);
}

/** What rounding makes of small counts is up to it: 0 or the base. */
function isShownAs(count: number, shown: number | null, base: number): boolean {
  if (count === 0 || count >= base) return shown === count;
  return shown === 0 || shown === base;
}

function couldBeNoisy(
  num: number,
  den: number,
  {
    shown,
    kind,
  }: {
    readonly shown: Numbers;
    readonly kind: string;
  },
): boolean {
  const noises = (count: number): readonly number[] =>
    count === 0 ? [0] : [count - deviationMax, count, count + deviationMax];
  return noises(den).some(
    (whole) =>
      whole === shown.den &&
      noises(num).some(
        (part) => (kind === "share" || whole === 0 ? Math.min(part, whole) : part) === shown.num,
      ),
  );
}

function isUnder(dimension: TableDimension, code: string, wider: string): boolean {
  for (let own: string | null = code; own !== null;) {
    if (own === wider) return true;
    const from: string = own;
    own = dimension.codes.find((entry) => entry.code === from)?.parent ?? null;
  }
  return false;
}

/** A table whose every count has noise, and what that promises. Rates and means are made of noisy counts only. */
import type { CellTable, TableDescription, TableDimension } from "../../cells.ts";
import { ratioText } from "../../decimal.ts";
import { RefusedError } from "../../errors.ts";
import { fraction, type Fraction } from "../../fraction.ts";
import type { Spent } from "./budget.ts";
import { textDown, textUp } from "./decimal-fraction.ts";
import { discreteGaussian } from "./discrete-gaussian.ts";
import { discreteLaplace } from "./discrete-laplace.ts";
import {
  depthsOf,
  marginName,
  type NoiseOptions,
  type NoisePlan,
  planNoise,
} from "./noise-plan.ts";
import { type Negatives, type NoiseStatement, noiseStatement } from "./noise-statement.ts";
import { type Bits, secretBits } from "./random-bits.ts";
import type { Sampler } from "./sampler.ts";

/** One cell with noise. Its counts may be negative unless they are cut off, which makes sums too great. */
export interface NoisyCell {
  readonly codes: Readonly<Record<string, string>>;
  readonly num: number;
  readonly den: number;
  /** `M` where the noisy denominator is not positive, so that there is nothing to divide by. */
  readonly status: "A" | "M";
  /** Noisy numerator ÷ noisy denominator in the metric's unit, decimal text; null under `M`. */
  readonly value: string | null;
  /** Holds the value without noise in at least 95 % of draws; null where the denominator may be 0. */
  readonly within95: { readonly low: string; readonly high: string } | null;
}

export interface NoisyTable {
  readonly description: TableDescription;
  readonly cells: readonly NoisyCell[];
  readonly statement: NoiseStatement;
}

export interface NoisyTableOptions extends NoiseOptions {
  /** What was spent, from a ledger that is on disk; it pays for one table. */
  readonly spent: Spent;
  /** δ for which the statement names an ε; decimal text. */
  readonly delta: string;
  /**
   * What becomes of counts that were drawn below 0: they stay, so that sums are right on average, or
   * are shown as 0. Absent: they stay.
   */
  readonly negatives?: Negatives;
  /** Where random bits come from; anything but secret bits is for tests. */
  readonly bits?: Bits;
}

/** More combinations than this are refused: they would hardly hold a person each. */
const cellsMax = 4_000_000;

/** What was spent and used. */
const used = new WeakSet<Spent>();

/** What is known of a table before its noise is paid for. */
interface Fit {
  readonly plan: NoisePlan;
  readonly truth: ReadonlyMap<string, Counts>;
  readonly statement: NoiseStatement;
}

/**
 * Everything that can stand in the way of noise but its cost, so that nothing is paid for in vain.
 *
 * @throws RefusedError when the table is not fit for noise.
 */
export function fitForNoise(
  table: CellTable,
  options: Omit<NoisyTableOptions, "spent" | "bits">,
): Fit {
  const plan = planNoise(table.description, options);
  requireBounded(table, plan);
  const truth = truthOf(table);
  return { plan, truth, statement: noiseStatement(table.description, plan, options) };
}

/**
 * Adds independent noise to the counts of every combination of the table's codes, whether somebody
 * is in it or not.
 *
 * @throws RefusedError when the table is not fit for noise or when its cost was not spent.
 */
export function noisyTable(table: CellTable, options: NoisyTableOptions): NoisyTable {
  const { plan, truth, statement } = fitForNoise(table, options);
  useUp(plan, options.spent);
  const bits = options.bits ?? secretBits();
  const draws = samplersOf(plan);
  const bounds = new Map(statement.margins.map(({ name, errors }) => [name, errors]));
  const { dimensions } = table.description;
  const depths = dimensions.map(depthsOf);
  const cells = combinations(dimensions).map((codes): NoisyCell => {
    const deep = codes.map((code, axis) => depths[axis]?.get(code) ?? 0);
    const margin = marginName(dimensions, deep);
    const sampler = draws.get(margin);
    const errors = bounds.get(margin);
    if (sampler === undefined || errors === undefined) throw new RangeError("no such margin");
    const drawn = noisyCounts(truth.get(keyOf(codes)) ?? nobody, sampler, bits);
    const shown = options.negatives === "cut off" ? cutOff(drawn, table.description.kind) : drawn;
    const named = Object.fromEntries(dimensions.map(({ id }, axis) => [id, codes[axis] ?? ""]));
    return { codes: named, ...shown, ...figureOf(table.description, { drawn, shown, errors }) };
  });
  return { description: table.description, cells, statement };
}

interface Counts {
  readonly num: number;
  readonly den: number;
}

const nobody: Counts = { num: 0, den: 0 };

/** A sampler for each number of a margin that gets noise. */
interface MarginSamplers {
  readonly num: Sampler;
  /** Of a share: of those that are not in the numerator. */
  readonly other: Sampler;
  readonly isShare: boolean;
}

function samplersOf({ mechanism, margins }: NoisePlan): ReadonlyMap<string, MarginSamplers> {
  const make = mechanism === "gaussian" ? discreteGaussian : discreteLaplace;
  return new Map(
    margins.map(({ name, numbers }) => {
      const [num, den = num] = numbers.map(({ parameter }) => make(parameter));
      if (num === undefined || den === undefined) throw new RangeError("a margin without numbers");
      return [name, { num, other: den, isShare: numbers.length === 1 }];
    }),
  );
}

function noisyCounts({ num, den }: Counts, sampler: MarginSamplers, bits: Bits): Counts {
  const top = BigInt(num) + sampler.num.draw(bits);
  const rest = BigInt(den) - (sampler.isShare ? BigInt(num) : 0n) + sampler.other.draw(bits);
  return { num: safe(top), den: safe(sampler.isShare ? top + rest : rest) };
}

/** Both parts of a share, or both numbers of a mean, at least 0; nothing is shown over nothing. */
function cutOff({ num, den }: Counts, kind: TableDescription["kind"]): Counts {
  const top = atLeast0(num);
  if (kind === "share") return { num: top, den: top + atLeast0(den - num) };
  return den <= 0 ? nobody : { num: top, den };
}

function atLeast0(count: number): number {
  return count < 0 ? 0 : count;
}

function figureOf(
  { decimals, denominatorScale: scale }: TableDescription,
  {
    drawn,
    shown,
    errors,
  }: {
    readonly drawn: Counts;
    readonly shown: Counts;
    readonly errors: NoiseStatement["margins"][number]["errors"];
  },
): Pick<NoisyCell, "status" | "value" | "within95"> {
  if (shown.den <= 0) return { status: "M", value: null, within95: null };
  const value = ratioText({ numerator: shown.num, denominator: shown.den, scale, decimals });
  const [numOff, denOff] = [BigInt(errors.num.within975), BigInt(errors.den.within975)];
  const [least, most] = [BigInt(drawn.den) - denOff, BigInt(drawn.den) + denOff];
  if (least <= 0n) return { status: "A", value, within95: null };
  const [low, high] = [BigInt(drawn.num) - numOff, BigInt(drawn.num) + numOff];
  const scaled = (top: bigint, bottom: bigint): Fraction => fraction(top, bottom * BigInt(scale));
  const within95 = {
    low: textDown(scaled(low, low < 0n ? least : most), decimals),
    high: textUp(scaled(high, high < 0n ? most : least), decimals),
  };
  return { status: "A", value, within95 };
}

/** The counts of the cells that are there, by their codes. */
function truthOf({ description, cells }: CellTable): ReadonlyMap<string, Counts> {
  const { dimensions, kind } = description;
  const size = dimensions.reduce((product, { codes }) => product * codes.length, 1);
  if (size > cellsMax) refuse(`it has more than ${cellsMax} combinations of codes`);
  const known = dimensions.map(({ codes }) => new Set(codes.map(({ code }) => code)));
  const truth = new Map<string, Counts>();
  for (const { codes, num, den, status } of cells) {
    const place = dimensions.map(({ id }) => codes[id] ?? "");
    if (place.some((code, axis) => known[axis]?.has(code) !== true)) refuse("a code is not listed");
    if (truth.has(keyOf(place))) refuse("a cell is there twice");
    if (![num, den].every((count) => Number.isSafeInteger(count) && count >= 0)) {
      refuse("a count is not a whole number of at least 0");
    }
    if (kind === "share" && num > den) refuse("a numerator is greater than its denominator");
    if (status === "L") refuse("too little was collected for some of its cells");
    truth.set(keyOf(place), { num, den });
  }
  requireWider(dimensions, cells, truth);
  return truth;
}

/** Where the table says what single contributors make up, nobody may be more in it than the plan says. */
function requireBounded({ description, cells }: CellTable, { persons }: NoisePlan): void {
  const most = (side: "numMax" | "denMax"): number =>
    greatest(persons.map((each) => each.rowsMax * each[side]));
  const denMost = most("denMax");
  const numMost = description.kind === "share" ? denMost : most("numMax");
  for (const { largest } of cells) {
    if (greatest(largest?.num) > numMost || greatest(largest?.den) > denMost) {
      refuse("one person has more in it than is said");
    }
  }
}

/** A wider cell that was not counted would be taken for one in which nobody is. */
function requireWider(
  dimensions: readonly TableDimension[],
  cells: CellTable["cells"],
  truth: ReadonlyMap<string, Counts>,
): void {
  const parents = dimensions.map(
    ({ codes }) => new Map(codes.map(({ code, parent }) => [code, parent])),
  );
  for (const { codes, num, den } of cells) {
    if (num === 0 && den === 0) continue;
    const place = dimensions.map(({ id }) => codes[id] ?? "");
    place.forEach((code, axis) => {
      const parent = parents[axis]?.get(code) ?? null;
      if (parent !== null && !truth.has(keyOf(place.with(axis, parent)))) {
        refuse("it leaves out wider cells of which it shows parts");
      }
    });
  }
}

function useUp({ charges }: NoisePlan, spent: Spent): void {
  const isSame = JSON.stringify(charges) === JSON.stringify(spent.charges);
  if (!isSame || used.has(spent)) {
    throw new RefusedError(
      "The noise of this table has not been paid for.",
      "Spend exactly what the plan of the noise says, once for every table, and write the ledger first.",
    );
  }
  used.add(spent);
}

function combinations(dimensions: readonly TableDimension[]): readonly (readonly string[])[] {
  return dimensions.reduce<readonly (readonly string[])[]>(
    (before, { codes }) => before.flatMap((chosen) => codes.map(({ code }) => [...chosen, code])),
    [[]],
  );
}

function greatest(values: readonly number[] = []): number {
  return values.reduce((most, value) => (value > most ? value : most), 0);
}

function keyOf(codes: readonly string[]): string {
  return codes.join("\u0000");
}

function safe(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) refuse("a count is too large");
  return number;
}

function refuse(reason: string): never {
  throw new RefusedError(
    `Noise cannot be added to the table: ${reason}.`,
    "Compute the table with all its margins from complete data, or publish it at a coarser level.",
  );
}

/** How much noise each margin of a table gets, and what that costs the persons behind it. */
import type { TableDescription, TableDimension } from "../../cells.ts";
import { RefusedError, UsageError } from "../../errors.ts";
import { by, compareFractions, fraction, type Fraction, over, plus } from "../../fraction.ts";
import type { AccountName, Charge } from "./budget.ts";
import { fractionOf, textUp } from "./decimal-fraction.ts";
import { gaussianRho, gaussianSigma2, pureRho } from "./zcdp.ts";

/** Which noise, and what the whole table may cost: ρ or ε in decimal text. */
export type Mechanism =
  | { readonly kind: "gaussian"; readonly rho: string }
  | { readonly kind: "laplace"; readonly epsilon: string };

/**
 * A class of data subjects, and the most that one of them can be in the table. Whoever counts the
 * table must keep to it, by leaving out what is above: it is checked only where the table says what
 * its largest contributors make up.
 */
export interface Persons extends AccountName {
  /** Rows of the table without its margins in which one person may occur. */
  readonly rowsMax: number;
  /** The most by which one person can raise the numerator of one such row; of a share, not asked. */
  readonly numMax: number;
  /** The most by which one person can raise the denominator of one such row. */
  readonly denMax: number;
}

export interface NoiseOptions {
  readonly mechanism: Mechanism;
  readonly persons: readonly Persons[];
  /** Name of a margin → its share of the cost, a whole number from 1; absent is 1. */
  readonly weights?: Readonly<Record<string, number>>;
}

/** The numbers that get noise: the two parts of a share together, or each side by itself. */
export type NoisedNumber = "parts" | "num" | "den";

/** The noise on one kind of number in one margin. */
export interface NumberNoise {
  readonly number: NoisedNumber;
  /** σ² of a discrete Gaussian, the scale of a discrete Laplace distribution. */
  readonly parameter: Fraction;
}

/** All cells that are equally deep in every dimension: every person is in them at most `rowsMax` times. */
export interface MarginNoise {
  /** `AREA 2, SEX 0`; `total` in a table without dimensions. */
  readonly name: string;
  /** Its part of the ρ, or of the ε, of the whole table. */
  readonly cost: Fraction;
  readonly numbers: readonly NumberNoise[];
}

export interface NoisePlan {
  readonly mechanism: Mechanism["kind"];
  readonly persons: readonly Persons[];
  readonly margins: readonly MarginNoise[];
  /** What must be spent, ρ rounded up to twelve decimals. */
  readonly charges: readonly Charge[];
  /** For each of `persons`, the ε that holds without a δ; null for a discrete Gaussian, which has none. */
  readonly pureEpsilons: readonly Fraction[] | null;
}

/** Splits the cost over margins by weight, and within a margin evenly over the numbers. */
export function planNoise(
  description: Pick<TableDescription, "kind" | "contributor" | "period" | "dimensions" | "range">,
  options: NoiseOptions,
): NoisePlan {
  checkPersons(description, options.persons);
  const names = marginNames(description.dimensions);
  const weights = weightsOf(names, options.weights ?? {});
  const whole = weights.reduce((before, weight) => before + weight, 0n);
  const total = totalCost(options.mechanism);
  const numbers: readonly NoisedNumber[] =
    description.kind === "share" ? ["parts"] : ["num", "den"];
  const margins = names.map((name, place): MarginNoise => {
    const cost = by(total, fraction(weights[place] ?? 0n, whole));
    const each = by(cost, fraction(1n, BigInt(numbers.length)));
    const noises = numbers.map((number): NumberNoise => {
      const sensitivity = mostOf(options.persons.map((persons) => sensitivityOf(persons, number)));
      return { number, parameter: parameterOf(options.mechanism.kind, sensitivity, each) };
    });
    return { name, cost, numbers: noises };
  });
  const { kind } = options.mechanism;
  const charges = options.persons.map((persons) => chargeOf(kind, persons, margins));
  const pureEpsilons =
    kind === "laplace" ? options.persons.map((persons) => sum(lossesOf(persons, margins))) : null;
  return { mechanism: kind, persons: options.persons, margins, charges, pureEpsilons };
}

/** How deep each code of a dimension lies: 0 where it has no parent. */
export function depthsOf({ id, codes }: TableDimension): ReadonlyMap<string, number> {
  const parents = new Map(codes.map(({ code, parent }) => [code, parent]));
  const depths = new Map<string, number>();
  for (const { code } of codes) {
    let depth = 0;
    let wider = parents.get(code) ?? null;
    for (; wider !== null; wider = parents.get(wider) ?? null) {
      depth += 1;
      if (depth > codes.length) throw new RangeError(`${id} has a circle of codes`);
    }
    depths.set(code, depth);
  }
  return depths;
}

/** The name of the margin with some depths. */
export function marginName(
  dimensions: readonly Pick<TableDimension, "id">[],
  depths: readonly number[],
): string {
  const parts = dimensions.map(({ id }, axis) => `${id} ${depths[axis] ?? 0}`);
  return parts.length === 0 ? "total" : parts.join(", ");
}

function marginNames(dimensions: readonly TableDimension[]): readonly string[] {
  const deep = dimensions.map((dimension) => [...new Set(depthsOf(dimension).values())]);
  const all = deep.reduce<readonly (readonly number[])[]>(
    (before, depths) => before.flatMap((chosen) => depths.map((depth) => [...chosen, depth])),
    [[]],
  );
  return all.map((depths) => marginName(dimensions, depths));
}

function weightsOf(
  names: readonly string[],
  weights: Readonly<Record<string, number>>,
): readonly bigint[] {
  const unknown = Object.keys(weights).filter((name) => !names.includes(name));
  const wrong = Object.values(weights).filter((weight) => !isWhole(weight) || weight < 1);
  if (unknown.length > 0 || wrong.length > 0) {
    throw new UsageError(
      `The weights of the margins do not fit the table.`,
      `Give whole numbers of at least 1 to margins that are there: ${names.join("; ")}.`,
    );
  }
  return names.map((name) => BigInt(weights[name] ?? 1));
}

/** L1 sensitivity, which the L2 sensitivity does not exceed: one person with or without, all rows in one cell. */
function sensitivityOf({ rowsMax, numMax, denMax }: Persons, number: NoisedNumber): bigint {
  return BigInt(rowsMax) * BigInt(number === "num" ? numMax : denMax);
}

function parameterOf(kind: Mechanism["kind"], sensitivity: bigint, cost: Fraction): Fraction {
  const most = { num: sensitivity, den: 1n };
  return kind === "gaussian" ? gaussianSigma2(most, cost) : over(most, cost);
}

function chargeOf(
  kind: Mechanism["kind"],
  persons: Persons,
  margins: readonly MarginNoise[],
): Charge {
  const { population, schoolYear } = persons;
  const costs =
    kind === "gaussian"
      ? parametersOf(persons, margins).map(([most, sigma2]) => gaussianRho(most, sigma2))
      : lossesOf(persons, margins).map(pureRho);
  return { population, schoolYear, rho: textUp(sum(costs), 12) };
}

/** The ε of each draw of a discrete Laplace distribution: sensitivity ÷ scale. */
function lossesOf(persons: Persons, margins: readonly MarginNoise[]): readonly Fraction[] {
  return parametersOf(persons, margins).map(([most, scale]) => over(most, scale));
}

/** For each number of each margin, how far one person moves it and the noise on it. */
function parametersOf(
  persons: Persons,
  margins: readonly MarginNoise[],
): readonly (readonly [Fraction, Fraction])[] {
  return margins.flatMap(({ numbers }) =>
    numbers.map(({ number, parameter }) => [
      { num: sensitivityOf(persons, number), den: 1n },
      parameter,
    ]),
  );
}

function sum(values: readonly Fraction[]): Fraction {
  return values.reduce(plus, { num: 0n, den: 1n });
}

/** The cost of the whole table; what lies outside is either no protection or no information. */
function totalCost(mechanism: Mechanism): Fraction {
  const text = mechanism.kind === "gaussian" ? mechanism.rho : mechanism.epsilon;
  const isDecimal = /^\d{1,3}(\.\d{1,12})?$/.test(text);
  const cost = isDecimal ? fractionOf(text) : { num: 0n, den: 1n };
  if (cost.num === 0n || compareFractions(cost, { num: 100n, den: 1n }) > 0) {
    throw new UsageError(
      "The cost of the noise is not a decimal number above 0 and up to 100.",
      'Write ρ or ε as decimal text, for example "0.1".',
    );
  }
  return cost;
}

/** Most that one person may be said to be; more would drown every table in noise. */
const limitMax = 1_000_000;

function checkPersons(
  { kind, contributor, period, range }: Parameters<typeof planNoise>[0],
  persons: readonly Persons[],
): void {
  const limits = persons.flatMap(({ rowsMax, numMax, denMax }) => [rowsMax, numMax, denMax]);
  const names = new Set(persons.map((each) => `${each.population} ${each.schoolYear}`));
  const isEach = limits.every((limit) => isWhole(limit) && limit >= 0 && limit <= limitMax);
  if (!isEach || names.size < persons.length) {
    throw new UsageError(
      "What one person can be in the table is not said in whole numbers, once for each population.",
      `Give rowsMax, numMax and denMax as whole numbers from 0 to ${limitMax}.`,
    );
  }
  if (!persons.some((each) => each.population === contributor && each.schoolYear === period)) {
    throw new RefusedError(
      `Noise protects persons, and ${contributor} ${period} is not among those that are named.`,
      "Name the population that the metric counts with its school year; figures about schools need no noise.",
    );
  }
  const bare = (kind === "share" ? (["parts"] as const) : (["num", "den"] as const)).filter(
    (number) => persons.every((each) => sensitivityOf(each, number) === 0n),
  );
  if (bare.length > 0) {
    throw new RefusedError(
      `Nobody is said to be in ${bare.join(" and ")}, so it would be published without noise.`,
      "Say for some population how much one person can be in it.",
    );
  }
  const tooSmall = persons.some(
    ({ numMax, denMax }) => range !== undefined && kind === "mean" && numMax < range.max * denMax,
  );
  if (tooSmall) {
    throw new RefusedError(
      "One person can be more in the numerator than is said: the scores reach further.",
      "Give numMax as the greatest score times denMax.",
    );
  }
}

function mostOf(values: readonly bigint[]): bigint {
  return values.reduce((most, value) => (value > most ? value : most), 0n);
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value);
}

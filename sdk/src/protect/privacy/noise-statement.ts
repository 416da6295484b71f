/** What noise promises and what it costs in accuracy, in numbers and in words for a data-protection officer. */
import type { TableDescription } from "../../cells.ts";
import { UsageError } from "../../errors.ts";
import { compareFractions, fraction, type Fraction } from "../../fraction.ts";
import { exactText, fractionOf, textUp } from "./decimal-fraction.ts";
import {
  type Distribution,
  errorOf,
  errorOfTwo,
  gaussianDistribution,
  laplaceDistribution,
  type NoiseError,
} from "./distribution.ts";
import { one } from "./enclosure.ts";
import type { MarginNoise, NoisePlan, Persons } from "./noise-plan.ts";
import { type Epsilon, epsilonOf } from "./zcdp.ts";

/** How far noise moves one number; from exact probabilities, rounded up. */
export interface ErrorStatement {
  /** Expected absolute error, decimal text. */
  readonly expectedAbsolute: string;
  /** Errors are at most so large in at least 95 % of cells. */
  readonly within95: number;
  /** The same for 97.5 %. */
  readonly within975: number;
}

export interface MarginStatement {
  readonly name: string;
  /** Its part of the ρ (discrete Gaussian) or of the ε (discrete Laplace) of the table, exactly. */
  readonly cost: string;
  /** σ² or scale of what is added to each number, exactly. */
  readonly parameters: readonly { readonly number: string; readonly parameter: string }[];
  readonly errors: { readonly num: ErrorStatement; readonly den: ErrorStatement };
}

/** What one person of a population is promised. */
export interface PersonsStatement extends Persons {
  readonly rho: string;
  /** The ε that goes with a δ, from ρ. */
  readonly epsilon: Epsilon;
  /** The ε that holds without a δ, rounded up; null for a discrete Gaussian. */
  readonly pureEpsilon: string | null;
}

/** What becomes of counts that were drawn below 0. */
export type Negatives = "kept" | "cut off";

export interface NoiseStatement {
  readonly mechanism: NoisePlan["mechanism"];
  readonly persons: readonly PersonsStatement[];
  readonly margins: readonly MarginStatement[];
  /** In words, one sentence each. */
  readonly promised: readonly string[];
  readonly notPromised: readonly string[];
}

/** The statement on a table's noise. It says nothing about any count. */
export function noiseStatement(
  { kind }: Pick<TableDescription, "kind">,
  plan: NoisePlan,
  { delta, negatives = "kept" }: { readonly delta: string; readonly negatives?: Negatives },
): NoiseStatement {
  const errors = new Map<string, ReturnType<typeof errorsOf>>();
  const margins = plan.margins.map((margin): MarginStatement => {
    const parameters = margin.numbers.map(({ number, parameter }) => ({
      number,
      parameter: exactText(parameter),
    }));
    const key = JSON.stringify(parameters);
    const own = errors.get(key) ?? errorsOf(plan.mechanism, margin);
    errors.set(key, own);
    return { name: margin.name, cost: exactText(margin.cost), parameters, errors: own };
  });
  if (!/^0\.\d{1,40}$/.test(delta) || fractionOf(delta).num === 0n) {
    throw new UsageError(
      "δ does not lie between 0 and 1.",
      'Write it as decimal text: "0.000001".',
    );
  }
  const persons = plan.persons.map((each, place): PersonsStatement => {
    const rho = plan.charges[place]?.rho ?? "0";
    const pure = plan.pureEpsilons?.[place];
    const pureEpsilon = pure === undefined ? null : textUp(pure, 6);
    return { ...each, rho, epsilon: epsilonOf(fractionOf(rho), delta), pureEpsilon };
  });
  return {
    mechanism: plan.mechanism,
    persons,
    margins,
    promised: persons.map(promiseOf),
    notPromised: limitsOf(kind, negatives),
  };
}

/** Noise wider than this helps nobody and would take long to describe: 10,000. */
const spreadMax = 10_000n;

function errorsOf(
  mechanism: NoisePlan["mechanism"],
  { numbers }: MarginNoise,
): MarginStatement["errors"] {
  const [first, second] = numbers.map(({ parameter }) => distributionOf(mechanism, parameter));
  if (first === undefined) throw new RangeError("a margin without numbers");
  const den = second === undefined ? errorOfTwo(first) : errorOf(second);
  return { num: errorStatement(errorOf(first)), den: errorStatement(den) };
}

function distributionOf(mechanism: NoisePlan["mechanism"], parameter: Fraction): Distribution {
  const isGaussian = mechanism === "gaussian";
  const most = { num: isGaussian ? spreadMax * spreadMax : spreadMax, den: 1n };
  if (compareFractions(parameter, most) > 0) {
    throw new UsageError(
      "So small a cost needs noise that moves counts by thousands.",
      "Spend more, publish fewer margins, or lower what one person can be in the table.",
    );
  }
  return isGaussian ? gaussianDistribution(parameter) : laplaceDistribution(parameter);
}

/** An error in words that round to the safe side. */
export function errorStatement({ meanAbsolute, within95, within975 }: NoiseError): ErrorStatement {
  return {
    expectedAbsolute: textUp(fraction(meanAbsolute, one), 2),
    within95: Number(within95),
    within975: Number(within975),
  };
}

function promiseOf(persons: PersonsStatement): string {
  const { population, schoolYear, rowsMax, rho, epsilon, pureEpsilon } = persons;
  const pure = pureEpsilon === null ? "" : `; ε = ${pureEpsilon} without a δ`;
  return (
    `Whether any one ${population} of ${schoolYear}, with at most ${rowsMax} rows in the table, was counted or not, ` +
    `every published result is about equally likely, within what ρ = ${rho} allows ` +
    `(zero-concentrated differential privacy; ε = ${epsilon.tight} with δ = ${epsilon.delta}${pure}). ` +
    `This holds whatever else an attacker knows. The ρ of all releases that the same budget paid for add up.`
  );
}

function limitsOf(kind: TableDescription["kind"], negatives: Negatives): readonly string[] {
  const isKept = negatives === "kept";
  const ofShares = isKept ? ["A share may lie below 0 or above 1 where a group is small."] : [];
  return [
    "The list of codes (schools, areas, groups) is taken to be public; it is not protected.",
    "Whoever counts the table must leave out what one person has above the stated limits; the noise cannot make up for it.",
    "A person with records in several school years, or at several members, is protected in each by itself; over all of them ρ adds up.",
    "What is true of a whole group shows, and can be concluded about its members; that a person belongs to a group with others like them is not hidden.",
    "Figures about the same persons that are published without noise are not covered, and make this promise worthless where they overlap.",
    "The time that drawing takes is not protected.",
    isKept
      ? "Margins have noise of their own and do not add up; counts may be negative and are not corrected, because correction would shift them."
      : "Margins have noise of their own and do not add up. Counts that were drawn below 0 are shown as 0. That costs no privacy and moves no single count further from the truth, but makes small counts too great on average: take sums from the margins that are shown, and not from their parts.",
    ...(kind === "share"
      ? ofShares
      : [
          "Means and ratios of small groups are not unbiased, because their denominators have noise too.",
          ...(isKept ? [] : ["Where nobody is left to divide by, nothing is shown to divide."]),
        ]),
  ];
}

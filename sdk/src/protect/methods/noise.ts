import type { CellTable, TableDescription } from "../../cells.ts";
import { RefusedError } from "../../errors.ts";
import { fraction } from "../../fraction.ts";
import type { Altered, Observation } from "../../publication.ts";
import { measuresOf } from "../amounts.ts";
import { addsUp } from "../check.ts";
import type { Charge, Spent } from "../privacy/budget.ts";
import { fractionOf, textDown } from "../privacy/decimal-fraction.ts";
import type { Mechanism, NoiseOptions } from "../privacy/noise-plan.ts";
import { planNoise } from "../privacy/noise-plan.ts";
import type { NoiseStatement } from "../privacy/noise-statement.ts";
import { fitForNoise, noisyTable } from "../privacy/noisy-table.ts";
import type { NoisyCell } from "../privacy/noisy-table.ts";
import type { Method } from "../rules/method.ts";
import { layoutOf } from "../suppress/layout.ts";
import type { Changed } from "./changed.ts";

/** What a table costs, and the most that may ever be spent on the same people. */
export interface Bill {
  /** Which table, in words. */
  readonly release: string;
  readonly charges: readonly Charge[];
  readonly rhoMax: string;
  readonly delta: string;
}

/**
 * Takes the cost of a table from the budget of its people and writes that down before it answers.
 *
 * @throws RefusedError when not enough is left.
 */
export type Pay = (bill: Bill) => Promise<Spent>;

/** δ for which the statement names an ε. */
const noiseDelta = "0.000001";

/**
 * A table with noise from a budget: planned, paid for, and only then drawn. Counts that were drawn
 * below 0 are shown as 0, because readers of publications take every number for a count.
 *
 * @throws RefusedError when the table is not fit for noise, or nobody pays for it.
 */
export async function noiseByPolicy(
  table: CellTable,
  method: Extract<Method, { readonly kind: "noise" }>,
  pay: Pay | undefined,
): Promise<Changed> {
  const { description } = table;
  const options = {
    ...optionsFor(table, method),
    delta: noiseDelta,
    negatives: "cut off",
  } as const;
  const { charges } = fitForNoise(table, options).plan;
  if (pay === undefined) {
    throw new RefusedError(
      "Noise is drawn only when it is paid for, and there is no ledger of the budget here.",
      "Protect the table inside the member's workspace, with `edufed protect` or `edufed run`.",
    );
  }
  const release = `${description.metric} ${description.period} ${description.dimensions.map(({ id }) => id).join(" ")}`;
  const spent = await pay({ release, charges, rhoMax: method.rhoMax, delta: noiseDelta });
  const { cells, statement } = noisyTable(table, { ...options, spent });
  return {
    observations: cells.map(observationOf),
    method: `${method.distribution === "gaussian" ? "discrete Gaussian" : "discrete Laplace"} noise on every count, paid for from a budget`,
    altered: alteredOf(method, statement, { charges, spent }),
  };
}

function observationOf({ codes, num, den, status, value }: NoisyCell): Observation {
  return { codes, num, den, status, value, confidentiality: "F" };
}

function alteredOf(
  { distribution }: Extract<Method, { readonly kind: "noise" }>,
  { promised, notPromised, margins }: NoiseStatement,
  { charges, spent }: { readonly charges: readonly Charge[]; readonly spent: Spent },
): Altered {
  return {
    kind: "noise",
    distribution,
    rho: charges[0]?.rho ?? "0",
    budget: spent.head,
    promises: promised,
    limits: notPromised,
    errors: margins.map(({ name, errors: { num, den } }) => ({
      of: name,
      num: { expectedAbsolute: num.expectedAbsolute, within95: num.within95 },
      den: { expectedAbsolute: den.expectedAbsolute, within95: den.within95 },
    })),
  };
}

/** Who is in the table and how often: each person in one inner cell, and once in it. */
function optionsFor(
  table: CellTable,
  { distribution, rho }: Extract<Method, { readonly kind: "noise" }>,
): NoiseOptions {
  const { description } = table;
  const { contributor: population, period: schoolYear, kind, range } = description;
  if (kind === "ratio") {
    refuse("its two sides count different populations", "Publish a share or a mean instead.");
  }
  if (kind === "mean" && range === undefined) {
    refuse("nobody says how much one person can add to it", "Declare the scale of its scores.");
  }
  requireOnce(table);
  const numMax = range === undefined ? 1 : Math.max(Math.abs(range.min), Math.abs(range.max));
  const persons = [{ population, schoolYear, rowsMax: 1, numMax, denMax: 1 }];
  const mechanism: Mechanism =
    distribution === "gaussian"
      ? { kind: "gaussian", rho }
      : { kind: "laplace", epsilon: epsilonFor(rho, description, persons) };
  return { mechanism, persons };
}

/** Everybody counts once: contributors are counted, and those of the parts are those of the whole. */
function requireOnce(table: CellTable): void {
  const { description, cells } = table;
  if (measuresOf(table).den !== "count") {
    refuse("it adds up more than persons, once each", "Publish a metric that counts persons.");
  }
  if (addsUp(table, layoutOf(description.dimensions, cells), "contributors")) return;
  refuse(
    "some persons are in several of its cells",
    "Cut it by dimensions of which everybody has one code in a school year.",
  );
}

/**
 * The greatest ε of Laplace noise that costs no more than ρ. Draws cost ε² ÷ 2 each at most, so what
 * the whole costs grows with the square of ε: it is found by halving.
 */
function epsilonFor(
  rho: string,
  description: TableDescription,
  persons: NoiseOptions["persons"],
): string {
  const limit = fractionOf(rho);
  const costs = (epsilon: string): boolean => {
    const { charges } = planNoise(description, {
      mechanism: { kind: "laplace", epsilon },
      persons,
    });
    const cost = fractionOf(charges[0]?.rho ?? "0");
    return cost.num * limit.den <= limit.num * cost.den;
  };
  let [low, high] = [0n, 100n * unit];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (costs(textDown(fraction(middle, unit), 6))) low = middle;
    else high = middle;
  }
  if (low === 0n) refuse("its cost is too small to draw noise for", "Give method.rho more.");
  return textDown(fraction(low, unit), 6);
}

/** ε is looked for in millionths. */
const unit = 1_000_000n;

function refuse(reason: string, remedy: string): never {
  throw new RefusedError(`Noise cannot be added to the table: ${reason}.`, remedy);
}

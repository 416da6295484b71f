import type { CellTable } from "../../cells.ts";
import { RefusedError, UsageError } from "../../errors.ts";
import { measuresOf } from "../amounts.ts";
import { publicationName } from "../audit/shown.ts";
import { deviationOf } from "../rounding/deviation.ts";
import type { Deviation } from "../rounding/deviation.ts";
import { replacedTable } from "../rounding/replaced.ts";
import type { NoiseTable } from "./noise-table.ts";
import { noiseOf } from "./noise.ts";
import { keyLimit } from "../../record-key.ts";

/** Row → cell key: columns `NUM_CELL_KEY` and `DEN_CELL_KEY` of the cells. */
export interface CellKeys {
  /** Sum of the record keys of those whom the numerator counts, modulo `limit`. */
  readonly num: ArrayLike<number>;
  /** The same for the denominator. */
  readonly den: ArrayLike<number>;
  /** Keys are whole numbers from 0 to below this; absent means 2³². */
  readonly limit?: number;
}

export interface PerturbOptions {
  readonly noise: NoiseTable;
  readonly keys: CellKeys;
}

/** A table with noise, and what is to be said about it. */
export interface PerturbedTable {
  readonly table: CellTable;
  readonly statement: NoiseStatement;
  /** What was lost, for the member's own officer; confidential. */
  readonly errors: Readonly<Record<"num" | "den", Deviation>>;
}

/** What a publication says about its noise; nothing in it depends on a number of the table. */
export interface NoiseStatement {
  /** D of the p-table. */
  readonly noiseMax: number;
  /** V of the p-table, for counts that are not small. */
  readonly variance: number;
  /** For the report of a publication. */
  readonly method: string;
  readonly promises: readonly string[];
  readonly limits: readonly string[];
}

/**
 * Adds the noise of the cell-key method to every count. The same contributors give the same noise in
 * every table that uses the same secret, population and p-table, so repeating a cell tells nothing.
 *
 * @throws RefusedError when the table is not made of counts: a mean beside noisy counts gives them away.
 */
export function perturbTable(table: CellTable, { noise, keys }: PerturbOptions): PerturbedTable {
  const { description, cells } = table;
  const measures = measuresOf(table);
  if (description.kind === "mean" || measures.num !== "count" || measures.den !== "count") {
    throw new RefusedError(
      `Only counted persons or organisations can be given noise by cell keys: an exact sum or mean beside noisy counts gives the counts away (${publicationName(description)}).`,
      "Protect this table by withholding, or publish the counts alone.",
    );
  }
  checkKeys(keys, cells.length);
  const limit = keys.limit ?? keyLimit;
  const noisy = (side: "num" | "den"): Float64Array =>
    Float64Array.from(cells, (cell, row) => {
      const count = cell[side];
      return count + noiseOf(noise, count, (keys[side][row] ?? 0) / limit);
    });
  const den = noisy("den");
  const most = (row: number): number => {
    const whole = den[row] ?? 0;
    return description.kind === "share" || whole === 0 ? whole : Number.POSITIVE_INFINITY;
  };
  // Both have noise of their own; afterwards a part is no greater than its whole.
  const num = noisy("num").map((count, row) => Math.min(count, most(row)));
  return {
    table: replacedTable(table, { num, den }),
    statement: statementOf(noise),
    errors: {
      num: deviationOf(
        cells.map((cell) => cell.num),
        num,
      ),
      den: deviationOf(
        cells.map((cell) => cell.den),
        den,
      ),
    },
  };
}

function checkKeys({ num, den, limit = keyLimit }: CellKeys, rows: number): void {
  const isKey = (key: number | undefined): boolean =>
    key !== undefined && Number.isSafeInteger(key) && key >= 0 && key < limit;
  for (const [name, keys] of [
    ["NUM_CELL_KEY", num],
    ["DEN_CELL_KEY", den],
  ] as const) {
    if (keys.length === rows && Array.from(keys).every(isKey)) continue;
    throw new UsageError(
      `${name} is not a whole number from 0 to below ${limit} in every row.`,
      "Compute the cells again with cell keys.",
    );
  }
}

function statementOf({ noiseMax, variance }: NoiseTable): NoiseStatement {
  const spread = Number(variance.toFixed(2));
  return {
    noiseMax,
    variance: spread,
    method: `cell-key noise of at most ${noiseMax} with variance ${spread}`,
    promises: [
      `No count is further than ${noiseMax} from the truth, except a numerator cut down to its denominator.`,
      "The same group of contributors gets the same noise in every table of the period, so repeating it tells nothing.",
      "The difference of two groups has noise of its own: it is not the count of those between them.",
    ],
    limits: [
      "Counts do not add up over margins.",
      "Small groups are not hidden: a count that is shown small is small, and which of a few it is stays open.",
      "Nearly the same groups on several days have noise of their own each: who averages many days comes near the truth.",
      "0 stays 0: that nobody is in a group, or nobody of it has the attribute, is not hidden; and where everyone has it, numerator and denominator get the same noise.",
      "The noise of many groups that add up to one averages out: who adds up many cells comes near the truth.",
      "The secret behind the keys must stay secret as long as the publications are of interest.",
      "Sums and means have no place beside these counts, unless they are made from them.",
    ],
  };
}

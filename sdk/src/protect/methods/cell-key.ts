import type { CellTable } from "../../cells.ts";
import { RefusedError } from "../../errors.ts";
import type { Altered, ErrorFigures, ObservationTable } from "../../publication.ts";
import { publicationName } from "../audit/shown.ts";
import { noiseTableFor } from "../cell-key/max-entropy.ts";
import type { NoiseLine, NoiseTable } from "../cell-key/noise-table.ts";
import { originalsOf } from "../cell-key/noise.ts";
import { perturbTable } from "../cell-key/perturb-table.ts";
import { isEmpty } from "../primary.ts";
import { observationsOf } from "../observation.ts";
import type { Limits } from "../policy.ts";
import type { Method } from "../rules/method.ts";
import type { Changed } from "./changed.ts";

interface Circumstances {
  readonly limits: Pick<Limits, "contributorsMin" | "intervalWidthMin">;
  /** What was published about the same numbers in this school year, all of it with cell-key noise. */
  readonly earlier: readonly ObservationTable[];
}

/**
 * A table with the noise of its cell keys. The same people get the same noise whenever they are
 * counted together, so what was published before shows nothing more.
 *
 * @throws RefusedError when the table has no cell keys, is not made of counts, or when noise so small
 *   leaves small counts less open than the policy asks.
 */
export function cellKeyByPolicy(
  table: CellTable,
  { deviationMax, variance }: Extract<Method, { readonly kind: "cell-key" }>,
  { limits, earlier }: Circumstances,
): Changed {
  requireSameNoise(table, { deviationMax, variance }, earlier);
  const noise = noiseTableFor({ deviationMax, variance: Number(variance) });
  requireOpen(noise, limits);
  const { table: noisy, statement } = perturbTable(table, { noise, keys: keysOf(table) });
  return {
    observations: observationsOf(
      noisy,
      noisy.cells.map(() => false),
    ),
    method: statement.method,
    altered: {
      kind: "cell-key",
      deviationMax,
      variance,
      promises: statement.promises,
      limits: statement.limits,
      errors: [{ of: "every cell", num: figuresOf(noise), den: figuresOf(noise) }],
    },
  };
}

/** Two kinds of noise on one number narrow it together. */
function requireSameNoise(
  { description }: CellTable,
  { deviationMax, variance }: Pick<Altered, "deviationMax" | "variance">,
  earlier: readonly ObservationTable[],
): void {
  const other = earlier.find(
    ({ report: { altered } }) =>
      altered?.deviationMax !== deviationMax || altered?.variance !== variance,
  );
  if (other === undefined) return;
  throw new RefusedError(
    `${publicationName(description)} cannot be given this noise: ${publicationName(other.description)} shows the same numbers with noise of another size.`,
    "Give method.deviationMax and method.variance their former values until the next school year.",
  );
}

/** The cell keys of all rows; nobody is in an empty row, so its key is 0. */
function keysOf({ cells }: CellTable): { readonly num: number[]; readonly den: number[] } {
  const keys = cells.map((cell) => cell.keys ?? (isEmpty(cell) ? { num: 0, den: 0 } : undefined));
  const known = keys.filter((key) => key !== undefined);
  if (known.length === keys.length) {
    return { num: known.map(({ num }) => num), den: known.map(({ den }) => den) };
  }
  throw new RefusedError(
    "The table has no cell keys, so it cannot be given noise by them.",
    "Compute the cells again under this policy; cell keys are made where the records are.",
  );
}

/** Whoever sees a small count must find as many counts possible as the policy asks of a withheld one. */
function requireOpen(
  noise: NoiseTable,
  { contributorsMin, intervalWidthMin }: Pick<Limits, "contributorsMin" | "intervalWidthMin">,
): void {
  for (let count = 1; count < contributorsMin; count += 1) {
    const block = noise.blocks[Math.min(count, noise.blocks.length - 1)] ?? [];
    for (const { noise: added } of block) {
      const { least, most } = originalsOf(noise, count + added);
      if (most - least >= intervalWidthMin) continue;
      throw new RefusedError(
        `Noise of at most ${noise.noiseMax} leaves small counts less open than the policy asks.`,
        `Give method.deviationMax a value of ${intervalWidthMin} or more.`,
      );
    }
  }
}

/** Errors that hold for counts of every size. */
function figuresOf({ blocks, noiseMax }: NoiseTable): ErrorFigures {
  const absolute = blocks.map((block) =>
    sharesOf(block).reduce((sum, [noise, share]) => sum + Math.abs(noise) * share, 0),
  );
  return {
    expectedAbsolute: (Math.ceil(Math.max(...absolute) * 100) / 100).toFixed(2),
    within95: Math.max(...blocks.map(within95)),
    atMost: noiseMax,
  };
}

function within95(block: readonly NoiseLine[]): number {
  const shares = sharesOf(block);
  const reach = (most: number): number =>
    shares.reduce((sum, [noise, share]) => sum + (Math.abs(noise) <= most ? share : 0), 0);
  let most = 0;
  while (reach(most) < 0.95) most += 1;
  return most;
}

function sharesOf(
  block: readonly NoiseLine[],
): readonly (readonly [noise: number, share: number])[] {
  return block.map(({ noise, upTo }, place) => [noise, upTo - (block[place - 1]?.upTo ?? 0)]);
}

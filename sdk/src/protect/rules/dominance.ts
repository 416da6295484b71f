/**
 * Dominance: a sum of which single contributors make up too much tells about them. The rules are
 * those of the Handbook on Statistical Disclosure Control, second edition, chapter 4: (n,k) and p %.
 */
import type { Cell, TableDescription } from "../../cells.ts";
import { RefusedError } from "../../errors.ts";
import type { Dominance } from "../../policy.ts";

/**
 * Whether one of the two sums of a cell is dominated. Contributors that are counted, each once,
 * dominate nothing.
 *
 * @throws RefusedError when there is a rule and the table does not say the largest contributions.
 */
export function isDominated(
  cell: Cell,
  { kind }: Pick<TableDescription, "kind">,
  rule: Dominance,
): boolean {
  if (rule.n === undefined && rule.p === undefined) return false;
  const { largest } = cell;
  if (largest === undefined) {
    // A share of contributors, each counted once: nobody adds more than anybody else.
    if (kind === "share" && cell.den === cell.contributors) return false;
    throw new RefusedError(
      "The policy asks for dominance, and the table does not say the largest contributions.",
      "Compute the cells again with the member's policy, or add the columns LARGEST_NUM and LARGEST_DEN.",
    );
  }
  return (["num", "den"] as const).some((side) => isDominatedSum(cell[side], largest[side], rule));
}

/**
 * Whether a sum is dominated, by its greatest contributions as far as they are known. Those that are
 * not known are taken to be as great as they can be, so that nothing dominated is passed.
 */
export function isDominatedSum(
  sum: number,
  known: readonly number[],
  { n, k = 100, p }: Dominance,
): boolean {
  const [total, greatest] = [BigInt(sum), known.map(BigInt)];
  const [first = total] = greatest;
  // Nobody adds more than 1: contributors are counted, and other rules look at how many they are.
  if (known.length > 0 && first <= 1n) return false;
  if (total === 0n) return known.length > 0;
  if (n !== undefined && 100n * greatestSum(total, greatest, n) > BigInt(k) * total) return true;
  if (p === undefined) return false;
  const rest = total - greatestSum(total, greatest, 2);
  return 100n * rest < BigInt(p) * first;
}

/** The most that `count` contributors can make up together. */
function greatestSum(total: bigint, known: readonly bigint[], count: number): bigint {
  const looked = known.slice(0, count);
  const least = looked.at(-1) ?? total;
  const added = looked.reduce((sum, contribution) => sum + contribution, 0n);
  const most = added + least * BigInt(count - looked.length);
  // One contributor may be more than the whole, where others take from it; several known ones too.
  return looked.length === count || most < total ? most : greater(added, total);
}

function greater(first: bigint, second: bigint): bigint {
  return first > second ? first : second;
}

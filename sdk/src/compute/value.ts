import type { Cell, CellRow } from "../cells.ts";
import { isBelowShare, ratioText } from "../decimal.ts";

/** What a metric says about turning counts into a value. */
export interface ValueRule {
  readonly denominatorScale: number;
  readonly decimals: number;
  /** Least share of expected contributors, as decimal text. */
  readonly coverageMin: string;
}

/** Decimals of a coverage share. */
const coverageDecimals = 4;

/**
 * The cell of a counted row. Less seen than the metric asks is `L`, and most of all where somebody
 * was expected and nobody was seen; nothing to divide by is `M`. A coverage that cannot be told,
 * because nobody was expected, is too little as soon as any is asked.
 */
export function cellOf(row: CellRow, rule: ValueRule): Cell {
  const coverage = coverageOf(row);
  const isEnough = isCovered(row, rule.coverageMin);
  if (row.den === 0 && (isEnough || !isExpected(row))) {
    return { ...row, value: null, coverage, status: "M" };
  }
  if (!isEnough) return { ...row, value: null, coverage, status: "L" };
  const { denominatorScale: scale, decimals } = rule;
  const ratio = { numerator: row.num, denominator: row.den, scale, decimals };
  return { ...row, value: Number(ratioText(ratio)), coverage, status: "A" };
}

/** Contributors seen ÷ contributors expected, to four decimals; null when it cannot be told. */
export function coverageOf({
  contributors,
  expected,
}: Pick<CellRow, "contributors" | "expected">): number | null {
  if (expected === null || expected === 0) return null;
  const ratio = { numerator: contributors, denominator: expected, scale: 1 };
  return Number(ratioText({ ...ratio, decimals: coverageDecimals }));
}

/** Whether the data say that somebody should be in the cell. */
export function isExpected({ expected }: Pick<CellRow, "expected">): boolean {
  return expected !== null && expected > 0;
}

/** Whether as many of the expected contributors were seen as the metric asks. */
export function isCovered(
  { contributors, expected }: Pick<CellRow, "contributors" | "expected">,
  coverageMin: string,
): boolean {
  if (expected === null || Number(coverageMin) === 0) return true;
  if (expected === 0) return false;
  return !isBelowShare(contributors, coverageMin, expected);
}

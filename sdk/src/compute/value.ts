import type { Cell, CellRow } from "../cells.ts";

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
 * The cell of a counted row. Nothing to divide by is `M`; less seen than the metric asks is `L`;
 * a coverage that cannot be told, because nobody was expected, is too little as soon as any is asked.
 */
export function cellOf(row: CellRow, rule: ValueRule): Cell {
  const coverage = coverageOf(row);
  if (row.den === 0) return { ...row, value: null, coverage, status: "M" };
  if (!isCovered(row, rule.coverageMin)) return { ...row, value: null, coverage, status: "L" };
  const value = Number(dividedText(row.num, row.den * rule.denominatorScale, rule.decimals));
  return { ...row, value, coverage, status: "A" };
}

/** `num ÷ den` as decimal text, rounded half to even; whole numbers in, exact to the last digit. */
export function dividedText(num: number, den: number, decimals: number): string {
  const scaled = BigInt(num) * 10n ** BigInt(decimals);
  const rounded = roundedQuotient(scaled, BigInt(den));
  const digits = String(rounded < 0n ? -rounded : rounded).padStart(decimals + 1, "0");
  const sign = rounded < 0n ? "-" : "";
  if (decimals === 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function roundedQuotient(num: bigint, den: bigint): bigint {
  const [dividend, divisor] = den < 0n ? [-num, -den] : [num, den];
  const truncated = dividend / divisor;
  const floor = dividend % divisor < 0n ? truncated - 1n : truncated;
  const twice = 2n * (dividend - floor * divisor);
  if (twice === divisor) return floor % 2n === 0n ? floor : floor + 1n;
  return twice < divisor ? floor : floor + 1n;
}

function coverageOf({ contributors, expected }: CellRow): number | null {
  if (expected === null || expected === 0) return null;
  return Number(dividedText(contributors, expected, coverageDecimals));
}

function isCovered({ contributors, expected }: CellRow, coverageMin: string): boolean {
  const [whole = "0", fraction = ""] = coverageMin.split(".");
  const least = BigInt(`${whole}${fraction}`);
  if (expected === null || least === 0n) return true;
  if (expected === 0) return false;
  return BigInt(contributors) * 10n ** BigInt(fraction.length) >= least * BigInt(expected);
}

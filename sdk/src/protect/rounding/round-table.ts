import type { CellTable, TableDescription } from "../../cells.ts";
import { UsageError } from "../../errors.ts";
import { countedTable, summedUp } from "./counted-table.ts";
import type { CountedTable } from "./counted-table.ts";
import { openDeviations } from "./deviation.ts";
import type { Deviation, Deviations } from "./deviation.ts";
import { midpoint } from "./midpoint.ts";
import { roundNearest } from "./nearest.ts";
import { replacedTable } from "./replaced.ts";
import type { Replacement } from "./replaced.ts";
import { refuseOverNothing, roundedRatio } from "./rounded-ratio.ts";
import { roundedShare } from "./rounded-share.ts";
import type { Rounder } from "./rounded-share.ts";
import { checkRule, statementOf } from "./rule.ts";
import type { RoundingRule, RoundingStatement } from "./rule.ts";
import { secretDraws } from "./secret-draws.ts";
import { roundingOf } from "./small-counts.ts";
import { roundUnbiased } from "./unbiased.ts";

/** A table with rounded numbers, and what is to be said about it. */
export interface RoundedTable {
  readonly table: CellTable;
  readonly statement: RoundingStatement;
  /**
   * What was lost, for the member's own officer. Confidential: the error of a level with one cell
   * gives its true number away.
   */
  readonly errors: readonly LevelErrors[];
}

/** Errors of the cells of one level: 0 for inner cells, greater the more they sum up. */
export interface LevelErrors {
  readonly level: number;
  readonly num: Deviation;
  readonly den: Deviation;
}

/**
 * Rounds the small counts of a table of shares or ratios. Rows of places where nobody is belong into
 * the table: a row shown as 0 hides that somebody is there only among rows that may be empty.
 *
 * @throws RefusedError when the table is not made of counts, or does not add up.
 */
export function roundTable(table: CellTable, rule: RoundingRule): RoundedTable {
  checkRule(rule);
  const counted = countedTable(table);
  const replacement = replacementFor(table.description, counted, rule);
  return {
    table: replacedTable(table, replacement),
    statement: statementOf(rule),
    errors: errorsOf(counted, replacement),
  };
}

function replacementFor(
  description: TableDescription,
  counted: CountedTable,
  rule: RoundingRule,
): Replacement {
  const rounded = description.kind === "ratio" ? roundedRatio : roundedShare;
  switch (rule.rule) {
    case "nearest":
      return rounded(counted, rule.base, (counts) => roundNearest(counts, rule.seed ?? 0));
    case "unbiased": {
      if (description.kind === "ratio") {
        throw new UsageError(
          "A ratio cannot be rounded without bias: its numerator would have to go down with its denominator.",
          'Round it by the rule "nearest".',
        );
      }
      const inOrder = { ...counted, inner: alongTree(counted) };
      return rounded(inOrder, rule.base, drawing(rule.secret, description));
    }
    case "midpoint":
      refuseOverNothing(counted, 1);
      return {
        num: summedUp(counted, atMidpoints(counted.num, rule.base)),
        den: summedUp(counted, atMidpoints(counted.den, rule.base)),
      };
  }
}

/** Numerators and the rest are drawn apart, each along the order of its counts. */
function drawing(secret: Uint8Array, description: TableDescription): Rounder {
  const { quantity, period, dimensions } = description;
  const names = dimensions.map(({ id }) => id);
  return (counts, firstKind) => {
    const { base, rests } = counts;
    const up = new Uint8Array(rests.length);
    const draw = (side: "num" | "rest", own: Int32Array, start: number): void => {
      const label = JSON.stringify(["edufed/rounding/1", quantity, period, names, base, side]);
      up.set(roundUnbiased(own, base, secretDraws(secret, label)), start);
    };
    draw("num", rests.subarray(0, firstKind), 0);
    draw("rest", rests.subarray(firstKind), firstKind);
    return roundingOf(counts, up);
  };
}

/** Inner rows such that parts of the same wider cells stand next to each other. */
function alongTree({ layout, inner }: CountedTable): Int32Array {
  const ranks = layout.ranks();
  return inner.toSorted((one, other) => (ranks[one] ?? 0) - (ranks[other] ?? 0));
}

function atMidpoints(counts: Float64Array, base: number): Float64Array {
  return counts.map((count) => midpoint(count, base));
}

function errorsOf(
  { layout, num, den }: CountedTable,
  rounded: Replacement,
): readonly LevelErrors[] {
  const levels = new Map<number, Record<"num" | "den", Deviations>>();
  layout.heights.forEach((level, row) => {
    let own = levels.get(level);
    if (own === undefined) {
      own = { num: openDeviations(), den: openDeviations() };
      levels.set(level, own);
    }
    own.num.add(num[row] ?? 0, rounded.num[row] ?? 0);
    own.den.add(den[row] ?? 0, rounded.den[row] ?? 0);
  });
  return [...levels]
    .toSorted(([first], [second]) => first - second)
    .map(([level, own]) => ({ level, num: own.num.deviation(), den: own.den.deviation() }));
}

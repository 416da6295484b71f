import { additivityProblems } from "./additivity.ts";
import { addsUp } from "./check-altered.ts";
import { checkOf } from "./check.ts";
import type { Check } from "./check.ts";
import { isLegal } from "./check-statuses.ts";
import type { DataRow } from "./data-csv.ts";
import { isSameNumber, ratioText } from "../decimal.ts";
import type { Publication } from "./read.ts";

/**
 * B11: each value is its NUM ÷ DEN exactly, shares are shares, and parts make their whole. Where each
 * number has noise of its own, parts do not make their whole.
 */
export function checkFigures(publication: Publication): Check {
  const shown = shownRows(publication);
  const isAdditive = addsUp(publication);
  return checkOf("B11", {
    fine: `${shown.length} values were computed again${isAdditive ? ", and the visible parts make their wholes" : ""}.`,
    remedy: "Compute and protect the table again; a figure was changed after it was computed.",
    problems: [
      ...shown.flatMap((row) => valueProblem(row, publication)),
      ...(isAdditive ? additivityProblems(publication, legalRows(publication)) : []),
    ],
  });
}

/** B12: as many decimals as the metric says, no more and no fewer. */
export function checkRounding(publication: Publication): Check {
  const { decimals } = publication.metric.formal;
  const wrong = shownRows(publication).filter((row) => decimalsOf(row.value) !== decimals);
  return checkOf("B12", {
    fine: `Every value has ${decimals} decimals; ${countsText(publication)}.`,
    remedy: "Draw the publication up again; values are rounded half-even to the metric's decimals.",
    problems: wrong.map((row) => `Row ${row.row} of data.csv does not have ${decimals} decimals.`),
  });
}

function countsText({ disclosure: { altered } }: Publication): string {
  return altered?.kind === "round"
    ? `counts below ${altered.base} are rounded`
    : "the policy rounds no counts";
}

function legalRows(publication: Publication): readonly DataRow[] {
  return publication.rows.filter(isLegal);
}

function shownRows(publication: Publication): readonly DataRow[] {
  return legalRows(publication).filter(({ status }) => status === "A");
}

function valueProblem(row: DataRow, { metric }: Publication): readonly string[] {
  const { kind, decimals, denominatorScale: scale } = metric.formal;
  const [numerator, denominator] = [Number(row.num), Number(row.den)];
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator)) return [];
  const expected = ratioText({ numerator, denominator, scale, decimals });
  if (!isSameNumber(expected, row.value)) return [`Row ${row.row} of data.csv is not NUM ÷ DEN.`];
  const isShare = numerator >= 0 && numerator <= denominator;
  return kind === "share" && !isShare
    ? [`Row ${row.row} of data.csv is a share outside 0 to 1.`]
    : [];
}

function decimalsOf(value: string): number {
  return value.includes(".") ? value.length - value.indexOf(".") - 1 : 0;
}

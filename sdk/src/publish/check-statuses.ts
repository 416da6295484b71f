import { checkOf } from "./check.ts";
import type { Check } from "./check.ts";
import type { DataRow } from "./data-csv.ts";
import type { Publication } from "./read.ts";

/** What the other columns must hold under each status: confidentiality, value, NUM, DEN. */
const legal: Readonly<
  Record<string, readonly [conf: string, value: RegExp, num: RegExp, den: RegExp]>
> = {
  A: ["F", /^-?\d/, /^-?\d/, /^[1-9]/],
  M: ["F", /^NaN$/, /^0$/, /^0$/],
  L: ["F", /^NaN$/, /^NaN$/, /^NaN$/],
  Q: ["C", /^NaN$/, /^NaN$/, /^NaN$/],
};

/** B10: a number exactly where the status allows one, NaN everywhere else, no empty cell. */
export function checkStatuses({ rows }: Publication): Check {
  return checkOf("B10", {
    fine: "Every withheld or missing cell is NaN with its status.",
    remedy:
      "Draw the publication up again; a withheld cell is NaN with status Q and confidentiality C.",
    problems: rows.filter((row) => !isLegal(row)).map(inWords),
  });
}

/** Whether a row is one of the legal combinations. */
export function isLegal(row: DataRow): boolean {
  const rule = legal[row.status];
  if (rule === undefined) return false;
  const [confidentiality, value, num, den] = rule;
  const isRight = value.test(row.value) && num.test(row.num) && den.test(row.den);
  return isRight && row.confidentiality === confidentiality;
}

function inWords(row: DataRow): string {
  const isEmpty = [row.value, row.num, row.den].includes("");
  const what = isEmpty ? "an empty cell" : `numbers that do not go with status ${row.status}`;
  return `Row ${row.row} of data.csv has ${what}.`;
}

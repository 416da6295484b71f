import type { Part } from "./figures.ts";
import type { NamedMargin, NamedNumber, Reason, Sum } from "./reason.ts";

/** Names a publication in a sentence; empty where there is only one. */
export type TableName = (table: number) => string;

/** More numbers than these are told by the margins that they are parts of. */
export const toldSinglyMax = 8;

/** Why a cell is too narrow, as a clause for people: `its denominator is 3, because 12 (…) − 9 (…) = 3`. */
export function becauseOf(reason: Reason, nameOf: TableName): string {
  const { side, numbers, inShort, atMost, atLeast } = reason;
  const what = {
    num: `its ${numberName("num", reason)}`,
    den: `its ${numberName("den", reason)}`,
    rest: "what is missing to all or to full marks",
  }[side];
  if (inShort !== undefined) {
    return `${what} ${endsText(reason)}; from ${shortText(inShort, nameOf)}`;
  }
  const sums = [
    ...(atMost === null ? [] : [sumText(atMost, reason, nameOf)]),
    ...(atLeast === null || isTrivial(atLeast) ? [] : [sumText(atLeast, reason, nameOf)]),
  ];
  const because = sums.length > 0 ? [...new Set(sums)].join(", and ") : listText(numbers, nameOf);
  return `${what} ${endsText(reason)}, because ${because}`;
}

function endsText({ atMost, atLeast }: Reason): string {
  const most = atMost === null ? null : Math.floor(atMost.value);
  const least = atLeast === null ? 0 : Math.ceil(atLeast.value);
  if (most === null) return atLeast === null ? "is known" : `is at least ${least}`;
  if (most === least) return `is ${most}`;
  return least > 0 ? `is ${least} to ${most}` : `is at most ${most}`;
}

/** That nothing is negative needs no words. */
function isTrivial({ terms, value }: Sum): boolean {
  return terms.length === 0 && value <= 0;
}

/** `12 (…) − 9 (…) = 3`, what is added first. */
function sumText(
  { terms, constant, often, value }: Sum,
  { isFromChanged }: Reason,
  nameOf: TableName,
): string {
  const source = isFromChanged === true ? "from changed numbers" : "without any number";
  const sorted = terms.toSorted((a, b) => Math.sign(b.times) - Math.sign(a.times));
  const parts = sorted.map(({ number, times }, at) => {
    const size = Math.abs(times);
    const sign = times < 0 ? "− " : at === 0 ? "" : "+ ";
    return `${sign}${size === 1 ? "" : `${size} × `}${nameText(number, nameOf)}`;
  });
  if (constant !== 0 || parts.length === 0) {
    const sign = constant < 0 ? "− " : parts.length === 0 ? "" : "+ ";
    parts.push(`${sign}${Math.abs(constant)} (known ${source})`);
  }
  const sum = parts.join(" ");
  if (parts.length === 1 && often === 1) return sum;
  return `${often === 1 ? sum : `(${sum}) ÷ ${often}`} = ${Number(value.toFixed(3))}`;
}

function listText(numbers: readonly NamedNumber[], nameOf: TableName): string {
  return `of ${numbers.map((number) => nameText(number, nameOf)).join(", ")}`;
}

/** Margins, and as many single numbers as are few. */
function shortText({ margins, rest }: NonNullable<Reason["inShort"]>, nameOf: TableName): string {
  const [some, more] =
    rest.length <= toldSinglyMax ? [rest, []] : [rest.slice(0, 3), rest.slice(3)];
  const parts = [
    ...margins.map((margin) => marginText(margin, nameOf)),
    ...some.map((number) => nameText(number, nameOf)),
    ...(more.length > 0 ? [`${more.length} more numbers`] : []),
  ];
  return parts.join("; ");
}

/** `all shown parts of AREA=north by SEX, and their total (numerators)`. */
function marginText(
  { table, codes, by, parts, isAll, hasTotal, ...own }: NamedMargin,
  nameOf: TableName,
): string {
  const some = isAll ? "all shown parts" : `${parts} parts`;
  const total = hasTotal ? ", and their total" : "";
  return `${some} of ${whereText(table, codes, nameOf)} by ${by}${total} (${numberName(own.part, own)}s)`;
}

function whereText(
  table: number,
  codes: Readonly<Record<string, string>>,
  nameOf: TableName,
): string {
  const place = Object.entries(codes).map(([dimension, code]) => `${dimension}=${code}`);
  const where = [nameOf(table), ...place].filter((text) => text !== "").join(", ");
  return where === "" ? "the total" : where;
}

function nameText({ table, codes, value, ...own }: NamedNumber, nameOf: TableName): string {
  return `${value} (${numberName(own.part, own)} of ${whereText(table, codes, nameOf)})`;
}

function numberName(part: Part, { isOne }: { readonly isOne?: true }): string {
  if (isOne === true) return "count";
  return part === "num" ? "numerator" : "denominator";
}

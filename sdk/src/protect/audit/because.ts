import type { NamedNumber, Reason, Sum } from "./reason.ts";

/** Names a publication in a sentence; empty where there is only one. */
export type TableName = (table: number) => string;

/** Of more numbers than these only the nearest are told. */
const numbersMax = 8;

/** Why a cell is too narrow, as a clause for people: `its denominator is 3, because 12 (…) − 9 (…) = 3`. */
export function becauseOf(reason: Reason, nameOf: TableName): string {
  const { side, numbers, atMost, atLeast } = reason;
  const what = {
    num: "its numerator",
    den: "its denominator",
    rest: "what is missing to all or to full marks",
  }[side];
  if (numbers.length > numbersMax) {
    const some = numbers.slice(0, 3).map((number) => nameText(number, nameOf));
    const more = numbers.length - some.length;
    return `${what} ${endsText(reason)}; from ${some.join(", ")} and ${more} more numbers`;
  }
  const sums = [
    ...(atMost === null ? [] : [sumText(atMost, nameOf)]),
    ...(atLeast === null || isTrivial(atLeast) ? [] : [sumText(atLeast, nameOf)]),
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
function sumText({ terms, constant, often, value }: Sum, nameOf: TableName): string {
  const sorted = terms.toSorted((a, b) => Math.sign(b.times) - Math.sign(a.times));
  const parts = sorted.map(({ number, times }, at) => {
    const size = Math.abs(times);
    const sign = times < 0 ? "− " : at === 0 ? "" : "+ ";
    return `${sign}${size === 1 ? "" : `${size} × `}${nameText(number, nameOf)}`;
  });
  if (constant !== 0 || parts.length === 0) {
    const sign = constant < 0 ? "− " : parts.length === 0 ? "" : "+ ";
    parts.push(`${sign}${Math.abs(constant)} (known without any number)`);
  }
  const sum = parts.join(" ");
  if (parts.length === 1 && often === 1) return sum;
  return `${often === 1 ? sum : `(${sum}) ÷ ${often}`} = ${Number(value.toFixed(3))}`;
}

function listText(numbers: readonly NamedNumber[], nameOf: TableName): string {
  return `of ${numbers.map((number) => nameText(number, nameOf)).join(", ")}`;
}

function nameText({ table, part, codes, value }: NamedNumber, nameOf: TableName): string {
  const place = Object.entries(codes).map(([dimension, code]) => `${dimension}=${code}`);
  const where = [nameOf(table), ...place].filter((text) => text !== "").join(", ");
  const which = part === "num" ? "numerator" : "denominator";
  return `${value} (${which} of ${where === "" ? "the total" : where})`;
}

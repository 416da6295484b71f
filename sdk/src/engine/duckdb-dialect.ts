import type { Dialect } from "./dialect.ts";
import { notInSteps, notWhole } from "./evaluate.ts";
import type { FunctionName, Literal } from "./expression.ts";
import { quoteIdentifier, quoteLiteral } from "./sql-text.ts";

/** The SQL of the embedded engine. */
export const duckDbDialect: Dialect = {
  name: "duckdb",
  identifier: quoteIdentifier,
  literal: literalSql,
  call: (name, values) => calls[name](values),
  types: { text: "varchar", whole: "bigint", wide: "hugeint" },
  last: (value, order) =>
    `last(${value} order by ${order.map((by) => `${by} nulls first`).join(", ")})`,
  bytes: {
    fromHex: (digits) => `unhex(${digits})`,
    utf8: (text) => `encode(${text})`,
    lengthOf: (bytes) => `unhex(printf('%08x', octet_length(${bytes})))`,
    sha256: (bytes) => `unhex(sha256(${bytes}))`,
    firstFour: (bytes) => `cast('0x' || left(hex(${bytes}), 8) as bigint)`,
  },
};

function literalSql({ value, type }: Literal): string {
  const text = quoteLiteral(value);
  if (type === "date") return `date ${text}`;
  return typeof value === "number" && !Number.isInteger(value) ? `cast(${text} as double)` : text;
}

function plain(name: string): (values: readonly string[]) => string {
  return (values) => `${name}(${values.join(", ")})`;
}

const calls: Readonly<Record<FunctionName, (values: readonly string[]) => string>> = {
  coalesce: plain("coalesce"),
  least: plain("least"),
  greatest: plain("greatest"),
  abs: plain("abs"),
  length: plain("length"),
  left: plain("left"),
  right: plain("right"),
  digits: ([value]) =>
    `case when regexp_matches(${value}, '^[0-9]{1,15}$') then cast(${value} as bigint) end`,
  days_between: ([from, to]) => `date_diff('day', ${from}, ${to})`,
  list_sum: plain("list_sum"),
  list_min: plain("list_min"),
  list_max: plain("list_max"),
  list_length: plain("len"),
  list_count_known: plain("list_count"),
  list_contains: plain("list_contains"),
  list_item: ([list, index]) => `list_extract(${list}, ${index})`,
  whole: ([value]) =>
    `case when ${value} <> floor(${value}) then error(${quoteLiteral(notWhole)}) else cast(${value} as bigint) end`,
  scaled: ([value, digits]) => scaledSql(value ?? "", Number(digits)),
  year: plain("year"),
  years_later: ([day, years]) => `cast(${day} + to_years(${years}) as date)`,
};

/** The whole number of steps, when the value is the double nearest to that many of them. */
function scaledSql(value: string, digits: number): string {
  const steps = `round(cast(${value} as double) * ${10 ** digits})`;
  const isOther = `${steps} / ${10 ** digits} <> ${value} or abs(${steps}) > ${Number.MAX_SAFE_INTEGER}`;
  return `case when ${isOther} then error(${quoteLiteral(notInSteps)}) else cast(${steps} as bigint) end`;
}

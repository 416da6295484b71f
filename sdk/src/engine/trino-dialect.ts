import type { Dialect } from "./dialect.ts";
import { notInSteps, notWhole } from "./evaluate.ts";
import type { FunctionName, Literal } from "./expression.ts";
import { quoteIdentifier, quoteLiteral } from "./sql-text.ts";

/** The SQL of Trino. Names differ by more than the size of their letters there. */
export const trinoDialect: Dialect = {
  name: "trino",
  identifier: quoteIdentifier,
  literal: literalSql,
  call: (name, values) => calls[name](values),
  types: { text: "varchar", whole: "bigint", wide: "decimal(38, 0)" },
  last: (value, order) =>
    `element_at(array_agg(${value} order by ${order.map((by) => `${by} nulls first`).join(", ")}), -1)`,
  bytes: {
    fromHex: (digits) => `from_hex(${digits})`,
    utf8: (text) => `to_utf8(${text})`,
    lengthOf: (bytes) => `to_big_endian_32(cast(length(${bytes}) as integer))`,
    sha256: (bytes) => `sha256(${bytes})`,
    firstFour: (bytes) => `from_base(to_hex(substr(${bytes}, 1, 4)), 16)`,
  },
};

function literalSql({ value, type }: Literal): string {
  const text = quoteLiteral(value);
  if (type === "date") return `date ${text}`;
  if (typeof value !== "number") return text;
  return Number.isInteger(value) ? BigInt(value).toString() : `double '${text}'`;
}

type Call = (values: readonly string[]) => string;

function plain(name: string): Call {
  return (values) => `${name}(${values.join(", ")})`;
}

/** A function of several values, which is nothing but the value where there is one. */
function ofSeveral(call: Call): Call {
  return (values) => (values.length === 1 ? `(${values.join("")})` : call(values));
}

/** The items of a list that are known. */
function known(list = ""): string {
  return `filter(${list}, item -> item is not null)`;
}

const calls: Readonly<Record<FunctionName, Call>> = {
  coalesce: ofSeveral(plain("coalesce")),
  least: ofSeveral((values) => `array_min(${known(`array[${values.join(", ")}]`)})`),
  greatest: ofSeveral((values) => `array_max(${known(`array[${values.join(", ")}]`)})`),
  abs: plain("abs"),
  length: plain("length"),
  left: ([text, count]) => `substr(${text}, 1, ${leftLength(text, count)})`,
  right: ([text, count]) => `substr(${text}, ${rightStart(text, count)})`,
  digits: ([value]) =>
    `case when regexp_like(${value}, '\\A[0-9]{1,15}\\z') then cast(${value} as bigint) end`,
  days_between: ([from, to]) => `date_diff('day', ${from}, ${to})`,
  list_sum: ([list]) =>
    `case when cardinality(${known(list)}) > 0 then reduce(${known(list)}, bigint '0', (sum, item) -> sum + item, sum -> sum) end`,
  list_min: ([list]) => `array_min(${known(list)})`,
  list_max: ([list]) => `array_max(${known(list)})`,
  list_length: plain("cardinality"),
  list_count_known: ([list]) => `cardinality(${known(list)})`,
  list_contains: ([list, value]) => `contains(${known(list)}, ${value})`,
  list_item: ([list, place]) => `case when ${place} >= 1 then element_at(${list}, ${place}) end`,
  whole: ([value]) =>
    `case when ${value} <> floor(${value}) then fail(${quoteLiteral(notWhole)}) else cast(${value} as bigint) end`,
  scaled: ([value, digits]) => scaledSql(value ?? "", Number(digits)),
  year: plain("year"),
  years_later: ([day, years]) => `date_add('year', ${years}, ${day})`,
};

/** So many characters from the left; with a negative count all but the last ones. */
function leftLength(text = "", count = ""): string {
  if (isCount(count)) return count;
  return `case when ${count} < 0 then greatest(length(${text}) + ${count}, 0) else ${count} end`;
}

/** Where the last characters begin; with a negative count, after the first ones. */
function rightStart(text = "", count = ""): string {
  if (isCount(count)) return `greatest(length(${text}) - ${count}, 0) + 1`;
  return `case when ${count} < 0 then 1 - (${count}) else greatest(length(${text}) - (${count}), 0) + 1 end`;
}

function isCount(sql: string): boolean {
  return /^[0-9]+$/.test(sql);
}

/** The whole number of steps, when the value is the double nearest to that many of them. */
function scaledSql(value: string, digits: number): string {
  const steps = `round(cast(${value} as double) * ${10 ** digits})`;
  const isOther = `${steps} / ${10 ** digits} <> ${value} or abs(${steps}) > ${Number.MAX_SAFE_INTEGER}`;
  return `case when ${isOther} then fail(${quoteLiteral(notInSteps)}) else cast(${steps} as bigint) end`;
}

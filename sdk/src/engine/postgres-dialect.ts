import { createHash } from "node:crypto";
import type { Dialect } from "./dialect.ts";
import { notInSteps, notWhole } from "./evaluate.ts";
import type { FunctionName, Literal } from "./expression.ts";
import { quoteIdentifier, quoteLiteral } from "./sql-text.ts";

/** The SQL of PostgreSQL 15 or newer. */
export const postgresDialect: Dialect = {
  name: "postgres",
  identifier: (name) => quoteIdentifier(shortName(name)),
  literal: literalSql,
  call: (name, values) => calls[name](values),
  types: { text: "text", whole: "bigint", wide: "numeric" },
  last: (value, order) => `(array_agg(${value} ${newestFirst(order)}))[1]`,
  bytes: {
    fromHex: (digits) => `decode(${digits}, 'hex')`,
    utf8: (text) => `convert_to(${text}, 'UTF8')`,
    lengthOf: (bytes) => `int4send(octet_length(${bytes}))`,
    sha256: (bytes) => `sha256(${bytes})`,
    firstFour: (bytes) =>
      `cast(cast('x' || encode(substring(${bytes} from 1 for 4), 'hex') as bit(32)) as bigint)`,
  },
};

/** What is written in other words because of what it is; each value as the statement writes it. */
export interface PostgresKinds {
  /** Lists, with their types. */
  readonly lists: ReadonlyMap<string, string>;
  /** Truth values. */
  readonly truths: ReadonlySet<string>;
}

/** The same, where some columns and measures are lists or truth values. */
export function postgresDialectWith({ lists, truths }: PostgresKinds): Dialect {
  return {
    ...postgresDialect,
    extreme: (aggregate, value) => (truths.has(value) ? truthExtremes[aggregate] : aggregate),
    last(value, order) {
      const type = lists.get(value);
      if (type === undefined) return postgresDialect.last(value, order);
      const by = order.map((each) => (lists.has(each) ? nullsFirst(each, type) : each));
      return `cast((array_agg(cast(${value} as text) ${newestFirst(by)}))[1] as ${type})`;
    },
  };
}

const truthExtremes = { min: "bool_and", max: "bool_or" } as const;

/** Longer names the server cuts off without a word. */
const nameBytesMax = 63;

/** A name that the server keeps whole, and that is another one for every name. */
export function shortName(name: string): string {
  if (Buffer.byteLength(name) <= nameBytesMax) return name;
  const mark = createHash("sha256").update(name).digest("hex").slice(0, 12);
  let start = name;
  while (Buffer.byteLength(start) > nameBytesMax - mark.length - 1) start = start.slice(0, -1);
  return `${start}~${mark}`;
}

function newestFirst(order: readonly string[]): string {
  return `order by ${order.map((by) => `${by} desc nulls last`).join(", ")}`;
}

/** A list to sort by: unknown items come before all others. */
function nullsFirst(list: string, type: string): string {
  const least = leastItems[type];
  return least === undefined ? list : `array_replace(${list}, null, ${least})`;
}

const leastItems: Readonly<Record<string, string>> = {
  "bigint[]": "-9223372036854775808",
  "double precision[]": "'-infinity'",
};

/** Text is compared by code points, whatever the language of the database. */
function literalSql({ value, type }: Literal): string {
  const text = quoteLiteral(value);
  if (type === "date") return `date ${text}`;
  if (typeof value === "string") return `${text} collate "C"`;
  if (typeof value !== "number") return text;
  return Number.isInteger(value) ? BigInt(value).toString() : `double precision '${text}'`;
}

type Call = (values: readonly string[]) => string;

function plain(name: string): Call {
  return (values) => `${name}(${values.join(", ")})`;
}

/** An aggregate over the items of a list, which passes over unknown ones and is null without any. */
function ofItems(aggregate: string): Call {
  return ([list]) => `(select ${aggregate}(item) from unnest(${list}) as item)`;
}

/** A list without its unknown items. */
function known(list = ""): string {
  return `array_remove(${list}, null)`;
}

const calls: Readonly<Record<FunctionName, Call>> = {
  coalesce: plain("coalesce"),
  least: plain("least"),
  greatest: plain("greatest"),
  abs: plain("abs"),
  length: ([text]) => `cast(length(${text}) as bigint)`,
  left: ([text, count]) => `left(${text}, ${small(count)})`,
  right: ([text, count]) => `right(${text}, ${small(count)})`,
  digits: ([text]) => `cast(substring(${text} from '^[0-9]{1,15}$') as bigint)`,
  days_between: ([from, to]) => `cast(${to} - ${from} as bigint)`,
  list_sum: ofItems("sum"),
  list_min: ofItems("min"),
  list_max: ofItems("max"),
  list_length: ([list]) => `cast(cardinality(${list}) as bigint)`,
  list_count_known: ([list]) => `cast(cardinality(${known(list)}) as bigint)`,
  list_contains: ([list, value]) =>
    `case when (${value}) is not null then (${value}) = any (${known(list)}) end`,
  list_item: ([list, place]) => `(${list})[${small(place)}]`,
  whole: ([value = ""]) =>
    `case when ${value} <> floor(${value}) then ${failSql(notWhole, value)} else cast(${value} as bigint) end`,
  scaled: ([value, digits]) => scaledSql(value ?? "", Number(digits)),
  year: ([day]) => `cast(extract(year from ${day}) as bigint)`,
  years_later: ([day, years]) => `cast(${day} + (${years}) * interval '1 year' as date)`,
};

/** A number where the server takes none of 64 bits; no text and no list is as long as that. */
function small(count = ""): string {
  if (/^-?[0-9]{1,9}$/.test(count)) return count;
  return `cast(greatest(-2147483647, least(2147483647, ${count})) as integer)`;
}

/** The whole number of steps, when the value is the double nearest to that many of them. */
function scaledSql(value: string, digits: number): string {
  const steps = `round(cast(${value} as double precision) * ${10 ** digits})`;
  const isOther = `${steps} / ${10 ** digits} <> ${value} or abs(${steps}) > ${Number.MAX_SAFE_INTEGER}`;
  return `case when ${isOther} then ${failSql(notInSteps, value)} else cast(${steps} as bigint) end`;
}

/**
 * An error with words of ours, as a whole number: they are none. Nothing of the value is in it, but
 * because of the value it is not tried before there is a row. What has no column has a chance for that.
 */
export function failSql(words: string, value: string): string {
  const late = value.includes('"') ? value : "random()";
  return `cast(${quoteLiteral(words)} || left(cast(${late} as text), 0) as bigint)`;
}

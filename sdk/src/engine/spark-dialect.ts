import type { ValueType } from "@edufed/schemas";
import type { Dialect } from "./dialect.ts";
import { notInSteps, notWhole } from "./evaluate.ts";
import type { FunctionName, Literal } from "./expression.ts";
import { isNested } from "./reading.ts";
import type { SparkType } from "./spark-script.ts";

/**
 * The SQL of Spark 3.5 and newer under the settings of the script that runs it. Names stand in
 * backticks and texts between single quotes, which every setting of Spark reads the same way.
 */
export const sparkDialect: Dialect = {
  name: "spark",
  identifier: (name) => `\`${name.replaceAll("`", "``")}\``,
  literal: literalSql,
  call: (name, values) => calls[name](values),
  types: { text: "string", whole: "bigint", wide: "decimal(38, 0)" },
  // Structs are compared field by field, and a null in one comes before every value.
  last: (value, order) => `max_by(${value}, struct(${order.join(", ")}))`,
  bytes: {
    fromHex: (digits) => `unhex(${digits})`,
    utf8: (text) => `encode(${text}, 'UTF-8')`,
    lengthOf: (bytes) => `unhex(lpad(hex(octet_length(${bytes})), 8, '0'))`,
    sha256: (bytes) => `unhex(sha2(${bytes}, 256))`,
    firstFour: (bytes) => `cast(conv(left(hex(${bytes}), 8), 16, 10) as bigint)`,
  },
};

/** What Spark calls the type in which Parquet keeps the values of a property. */
export function sparkType(type: ValueType): SparkType {
  if (isNested(type)) return "string";
  return type.kind === "list" ? listTypes[itemKind(type)] : scalarTypes[type.kind];
}

type ItemKind = "string" | "integer" | "number" | "boolean";

function itemKind({ item }: Extract<ValueType, { kind: "list" }>): ItemKind {
  const { kind } = item;
  return kind === "integer" || kind === "number" || kind === "boolean" ? kind : "string";
}

const listTypes: Readonly<Record<ItemKind, SparkType>> = {
  string: "array<string>",
  integer: "array<bigint>",
  number: "array<double>",
  boolean: "array<boolean>",
};

const scalarTypes: Readonly<Record<Exclude<ValueType["kind"], "list">, SparkType>> = {
  string: "string",
  code: "string",
  object: "string",
  integer: "bigint",
  number: "double",
  boolean: "boolean",
  date: "date",
  "date-time": "timestamp",
};

/** Versions differ in whether two quotes inside a text are one; they agree about the backslash. */
function textSql(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", String.raw`\'`)}'`;
}

function literalSql({ value, type }: Literal): string {
  if (typeof value === "string") return type === "date" ? `date ${textSql(value)}` : textSql(value);
  if (typeof value !== "number") return String(value);
  if (!Number.isFinite(value)) throw new RangeError("a number that is not finite has no literal");
  return Number.isInteger(value) ? String(value) : `${value}D`;
}

function plain(name: string): (values: readonly string[]) => string {
  return (values) => `${name}(${values.join(", ")})`;
}

/** A count in Spark has 32 bits, and one that is reckoned with needs 64. */
function counted(sql: string): string {
  return `cast(${sql} as bigint)`;
}

/** Spark takes two values or more. */
function ofSeveral(name: string): (values: readonly string[]) => string {
  return (values) => (values.length === 1 ? `(${values.join()})` : plain(name)(values));
}

const calls: Readonly<Record<FunctionName, (values: readonly string[]) => string>> = {
  coalesce: plain("coalesce"),
  least: ofSeveral("least"),
  greatest: ofSeveral("greatest"),
  abs: plain("abs"),
  length: ([text]) => counted(`length(${text})`),
  left: ([text, count]) => endSql("left", text ?? "", count ?? ""),
  right: ([text, count]) => endSql("right", text ?? "", count ?? ""),
  // \z is the end of the text, where $ may stand before a line end.
  digits: ([text]) =>
    `case when regexp_like(${text}, '^[0-9]{1,15}\\\\z') then cast(${text} as bigint) end`,
  days_between: ([from, to]) => counted(`datediff(${to}, ${from})`),
  // There is no item -1: it is a null of the type of the items.
  list_sum: ([list]) =>
    `aggregate(${list}, get(${list}, -1), (total, item) -> coalesce(total + item, total, item))`,
  list_min: plain("array_min"),
  list_max: plain("array_max"),
  list_length: ([list]) => counted(`array_size(${list})`),
  list_count_known: ([list]) => counted(`array_size(array_compact(${list}))`),
  // A list with an unknown item would not be said not to contain a value.
  list_contains: ([list, value]) => `array_contains(array_compact(${list}), ${value})`,
  list_item: ([list, place]) => itemSql(list ?? "", place ?? ""),
  whole: ([value]) =>
    `case when ${value} <> floor(${value}) then raise_error(${textSql(notWhole)}) else cast(${value} as bigint) end`,
  scaled: ([value, digits]) => scaledSql(value ?? "", Number(digits)),
  year: ([day]) => counted(`year(${day})`),
  years_later: ([day, years]) => `add_months(${day}, cast(12 * (${years}) as int))`,
};

/** The first or last characters; with a negative count, all but so many of the others. */
function endSql(end: "left" | "right", text: string, count: string): string {
  if (/^[0-9]+$/.test(count)) return `${end}(${text}, ${count})`;
  const rest = `greatest(length(${text}) + (${count}), 0)`;
  const some = `least(${count}, length(${text}))`;
  return `${end}(${text}, cast(case when ${count} < 0 then ${rest} else ${some} end as int))`;
}

/** Places in Spark count from 0 and have 32 bits; where there is no item is null. */
function itemSql(list: string, place: string): string {
  if (/^[0-9]{1,9}$/.test(place)) return `get(${list}, ${Number(place) - 1})`;
  return `get(${list}, cast(least(greatest(${place}, 0), ${2 ** 31 - 1}) - 1 as int))`;
}

/** The whole number of steps, when the value is the double nearest to that many of them. */
function scaledSql(value: string, digits: number): string {
  const steps = `round(cast(${value} as double) * ${10 ** digits})`;
  const isOther = `${steps} / ${10 ** digits} <> ${value} or abs(${steps}) > ${Number.MAX_SAFE_INTEGER}`;
  return `case when ${isOther} then raise_error(${textSql(notInSteps)}) else cast(${steps} as bigint) end`;
}

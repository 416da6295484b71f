/**
 * An expression over one row, without an engine. Unknown is null, as in SQL: `null = 1` is null,
 * `null and false` is false, `null or true` is true.
 */
import { InputError } from "../errors.ts";
import { compareText } from "./compare-text.ts";
import { isArithmetic, isLogical } from "./expression.ts";
import type {
  ArithmeticOperator,
  ComparisonOperator,
  Expression,
  FunctionName,
} from "./expression.ts";

type Scalar = string | number | boolean | null;

/** A value of a row as the reference engine and a single record hold it: days are text `YYYY-MM-DD`. */
type RowValue = Scalar | readonly (number | string | null)[] | undefined;

/** One record, or one contributor with its measures. A property that is absent is null. */
export type ValueRow = Readonly<Record<string, RowValue>>;

/** The value of an expression over a row; parameters must have been replaced by their values. */
export function evaluate(expression: Expression, row: ValueRow): Scalar {
  switch (expression.kind) {
    case "column":
      return scalar(row[expression.name]);
    case "parameter":
      throw new TypeError(`parameter ${expression.name} has no value`);
    case "literal":
      return expression.value;
    case "binary":
      return evaluateBinary(expression, row);
    case "not":
      return negated(evaluate(expression.of, row));
    case "is-null":
      return (valueIn(expression.of, row) === null) !== expression.negated;
    case "in":
      return evaluateIn(expression, row);
    case "case":
      return evaluateCase(expression, row);
    case "call":
      return evaluateCall(expression, row);
  }
}

/** Orders two values of one type; truth follows falsehood. */
export function compareValues(left: Scalar, right: Scalar): number {
  if (typeof left === "string" && typeof right === "string") return compareText(left, right);
  return Number(left) - Number(right);
}

type Kind<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

/** The value of an expression that may be a whole list. */
export function valueIn(expression: Expression, row: ValueRow): Exclude<RowValue, undefined> {
  return expression.kind === "column" ? (row[expression.name] ?? null) : evaluate(expression, row);
}

function scalar(value: RowValue): Scalar {
  if (typeof value !== "object") return value ?? null;
  if (value === null) return null;
  throw new TypeError("a list is used where a single value is expected");
}

function evaluateBinary({ operator, left, right }: Kind<"binary">, row: ValueRow): Scalar {
  const a = evaluate(left, row);
  const b = evaluate(right, row);
  if (isLogical(operator)) return operator === "and" ? both(a, b) : either(a, b);
  if (a === null || b === null) return null;
  return isArithmetic(operator)
    ? calculate(operator, Number(a), Number(b))
    : holds(operator, compareValues(a, b));
}

function both(left: Scalar, right: Scalar): Scalar {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}

function either(left: Scalar, right: Scalar): Scalar {
  if (left === true || right === true) return true;
  return left === null || right === null ? null : false;
}

function negated(value: Scalar): Scalar {
  return value === null ? null : value !== true;
}

function calculate(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case "+":
      return unsigned(left + right);
    case "-":
      return unsigned(left - right);
    case "*":
      return unsigned(left * right);
  }
}

/** Zero without a sign. */
function unsigned(value: number): number {
  return value === 0 ? 0 : value;
}

function holds(operator: ComparisonOperator, order: number): boolean {
  switch (operator) {
    case "=":
      return order === 0;
    case "<>":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

function evaluateIn({ of, values, negated: isNot }: Kind<"in">, row: ValueRow): Scalar {
  const wanted = evaluate(of, row);
  if (wanted === null) return null;
  const listed = values.map((value) => evaluate(value, row));
  const found = listed.some((value) => value !== null && compareValues(wanted, value) === 0);
  if (!found && listed.includes(null)) return null;
  return found !== isNot;
}

function evaluateCase({ whens, otherwise }: Kind<"case">, row: ValueRow): Scalar {
  const branch = whens.find(({ when }) => evaluate(when, row) === true);
  if (branch !== undefined) return evaluate(branch.value, row);
  return otherwise === null ? null : evaluate(otherwise, row);
}

function evaluateCall({ name, of }: Kind<"call">, row: ValueRow): Scalar {
  return callers[name](of, row);
}

type Caller = (of: readonly Expression[], row: ValueRow) => Scalar;

const callers: Readonly<Record<FunctionName, Caller>> = {
  coalesce: (of, row) => known(of, row)[0] ?? null,
  least: (of, row) => known(of, row).toSorted(compareValues)[0] ?? null,
  greatest: (of, row) => known(of, row).toSorted(compareValues).at(-1) ?? null,
  abs: ofValues((value) => Math.abs(Number(value))),
  length: ofValues((value) => Array.from(String(value)).length),
  left: ofValues((text, count) => Array.from(String(text)).slice(0, Number(count)).join("")),
  right: ofValues((text, count) => last(Array.from(String(text)), Number(count)).join("")),
  digits: ofValues((text) => (/^[0-9]{1,15}$/.test(String(text)) ? Number(text) : null)),
  list_item: ([list, place], row) => {
    const items = valueIn(only([list]), row);
    const at = evaluate(only([place]), row);
    if (items === null || at === null || Number(at) < 1) return null;
    if (typeof items !== "object") throw new TypeError("a list is expected");
    return items[Number(at) - 1] ?? null;
  },
  whole: ofValues((value) => whole(Number(value))),
  scaled: ofValues((value, digits) => scaled(Number(value), Number(digits))),
  year: ofValues((value) => Number(String(value).slice(0, 4))),
  days_between: ofValues((from, to) => (dayStart(to) - dayStart(from)) / dayMs),
  years_later: ofValues((day, years) => yearsLater(String(day), Number(years))),
  list_sum: ofList(sumKnown),
  list_min: ofList((items) => items.toSorted(compareValues)[0] ?? null),
  list_max: ofList((items) => items.toSorted(compareValues).at(-1) ?? null),
  list_length: ofList((_items, all) => all),
  list_count_known: ofList((items) => items.length),
  list_contains: ([list, value], row) => {
    const wanted = evaluate(only([value]), row);
    if (wanted === null) return null;
    return ofList((items) => items.some((item) => item === wanted))(list ? [list] : [], row);
  },
};

function known(of: readonly Expression[], row: ValueRow): readonly Exclude<Scalar, null>[] {
  return of.map((part) => evaluate(part, row)).filter((value) => value !== null);
}

function only([part]: readonly (Expression | undefined)[]): Expression {
  if (part === undefined) throw new TypeError("a function is called without a value");
  return part;
}

/** A function that is unknown when any of its values is. */
function ofValues(apply: (...values: readonly Exclude<Scalar, null>[]) => Scalar): Caller {
  return (of, row) => {
    const values = known(of, row);
    return values.length < of.length ? null : apply(...values);
  };
}

/** A function of the known items of a list, and of how many items it has with the unknown ones. */
function ofList(apply: (items: readonly (number | string)[], all: number) => Scalar): Caller {
  return (of, row) => {
    const list = valueIn(only(of), row);
    if (list === null) return null;
    if (typeof list !== "object") throw new TypeError("a list is expected");
    const items = list.filter((item) => item !== null);
    return apply(items, list.length);
  };
}

/** The last characters; with a negative count all but the first ones, as in SQL. */
function last(characters: readonly string[], count: number): readonly string[] {
  return count === 0 ? [] : characters.slice(-count);
}

function dayStart(day: Scalar | undefined): number {
  return Date.parse(`${String(day)}T00:00:00Z`);
}

const dayMs = 86_400_000;

function sumKnown(items: readonly (number | string)[]): number | null {
  return items.length === 0 ? null : items.reduce<number>((sum, item) => sum + Number(item), 0);
}

function whole(value: number): number {
  if (Number.isSafeInteger(value)) return value;
  throw new InputError(notWhole, "Run edufed validate to find the records, and correct them.");
}

/** The number in steps, when it is the double nearest to that many of them. */
function scaled(value: number, digits: number): number {
  const steps = Math.round(value * 10 ** digits);
  if (Number.isSafeInteger(steps) && steps / 10 ** digits === value) return unsigned(steps);
  throw new InputError(notInSteps, "Run edufed validate to find the records, and correct them.");
}

/** The 29th of February becomes the 28th where the year has none. */
function yearsLater(day: string, years: number): string {
  const later = `${String(Number(day.slice(0, 4)) + years).padStart(4, "0")}${day.slice(4)}`;
  const date = new Date(`${later}T00:00:00Z`);
  return date.toISOString().startsWith(later) ? later : `${later.slice(0, 8)}28`;
}

/** What every engine says when `scaled` meets more decimals than the metric counts in. */
export const notInSteps = "A value has more decimals than it is counted in.";

/** What every engine says when `whole` meets a fraction. */
export const notWhole = "A value that is counted in whole steps has a fraction.";

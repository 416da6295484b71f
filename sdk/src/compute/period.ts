import { UsageError } from "../errors.ts";
import type { Expression, Literal } from "../engine/expression.ts";
import type { PeriodRule, PeriodScope } from "@edufed/schemas";

/** The days of a school year: from `start` on, and before `end`. */
export interface SchoolYearDays {
  readonly start: string;
  readonly end: string;
}

/** The days of a school year `2025/2026` that begins on the day `--MM-DD` of its first year. */
export function schoolYearDays(period: string, schoolYearStart: string): SchoolYearDays {
  const year = startYear(period);
  const days = { start: dayIn(year, schoolYearStart), end: dayIn(year + 1, schoolYearStart) };
  if (isDay(days.start) && isDay(days.end)) return days;
  throw new UsageError(
    `A school year cannot begin on “${schoolYearStart}”: not every year has that day.`,
    "Write a month and a day that every year has, as --MM-DD.",
  );
}

/** The school year `2025/2026` that a day is in. */
export function schoolYearOf(day: string, schoolYearStart: string): string {
  const year = Number(day.slice(0, 4));
  const first = day < dayIn(year, schoolYearStart) ? year - 1 : year;
  return `${yearText(first)}/${yearText(first + 1)}`;
}

/** The day `--MM-DD` of a school year; each day of the calendar is in it once. */
export function dayOfSchoolYear(
  monthDay: string,
  { start, end }: SchoolYearDays,
  place: string,
): string {
  const [first, second] = [start, end].map((day) => Number(day.slice(0, 4)));
  const candidates = [first, second].map((year) => dayIn(year ?? 0, monthDay));
  const day = candidates.find((candidate) => candidate >= start && candidate < end);
  if (day === undefined || !isDay(day)) {
    throw new UsageError(
      `${place}: “${monthDay}” is not a day of the school year that begins on ${start}.`,
      "Write a month and a day as --MM-DD.",
    );
  }
  return day;
}

/** The school year that a figure is about, and the day on which each begins. */
export interface AskedPeriod {
  /** `2025/2026`. */
  readonly period: string;
  /** `--MM-DD`. */
  readonly schoolYearStart: string;
  /** The one day of that year that a figure is about, of records that say their day. */
  readonly day?: string;
}

/** The condition that a record belongs to the school years that are looked at; absent: all of them are. */
export function periodCondition(
  rule: PeriodRule,
  { period, schoolYearStart, day }: AskedPeriod,
  scope: PeriodScope = "this",
): Expression | undefined {
  if (scope === "any") return undefined;
  const year = shiftedPeriod(period, scope);
  const left: Expression = { kind: "column", name: rule.property };
  if (rule.kind === "school-year") {
    const operator = scope === "until" ? "<=" : "=";
    return { kind: "binary", operator, left, right: { kind: "literal", value: year } };
  }
  const { start, end } = schoolYearDays(year, schoolYearStart);
  if (day !== undefined && scope === "this") return onDay(left, day, { start, end });
  const before: Expression = { kind: "binary", operator: "<", left, right: dayLiteral(end) };
  if (scope === "until") return before;
  return {
    kind: "binary",
    operator: "and",
    left: { kind: "binary", operator: ">=", left, right: dayLiteral(start) },
    right: before,
  };
}

function onDay(left: Expression, day: string, { start, end }: SchoolYearDays): Expression {
  if (isDay(day) && day >= start && day < end) {
    return { kind: "binary", operator: "=", left, right: dayLiteral(day) };
  }
  throw new UsageError(
    `“${day}” is not a day of the school year that begins on ${start}.`,
    "Write a day of that year as YYYY-MM-DD.",
  );
}

/** The school year before or after, or the year itself. */
export function shiftedPeriod(period: string, scope: PeriodScope): string {
  const by = scope === "next" ? 1 : scope === "previous" ? -1 : 0;
  const year = startYear(period) + by;
  return `${yearText(year)}/${yearText(year + 1)}`;
}

/** First calendar year of a school year `2025/2026`, which is also its TIME_PERIOD. */
function startYear(period: string): number {
  const [, first, second] = /^(\d{4})\/(\d{4})$/.exec(period) ?? [];
  if (first === undefined || Number(second) !== Number(first) + 1) {
    throw new UsageError(
      `“${period}” is not a school year.`,
      "Write the two calendar years it touches, as 2025/2026.",
    );
  }
  return Number(first);
}

/** Whether a text names a day that the calendar has. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function dayIn(year: number, monthDay: string): string {
  return `${yearText(year)}${monthDay.slice(1)}`;
}

function yearText(year: number): string {
  return String(year).padStart(4, "0");
}

function dayLiteral(value: string): Literal {
  return { kind: "literal", value, type: "date" };
}

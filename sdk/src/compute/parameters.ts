import type { Metric, Parameter } from "@edufed/schemas";
import type { Literal } from "../engine/expression.ts";
import type { ExpressionType } from "../engine/expression-type.ts";
import { UsageError } from "../errors.ts";
import { dayOfSchoolYear } from "./period.ts";
import type { SchoolYearDays } from "./period.ts";

/** The parameters of a metric with their values for one school year. */
export interface BoundParameters {
  /** As given or by default; a day as `--MM-DD`. */
  readonly given: Readonly<Record<string, number | string>>;
  /** As the plan needs them; a day as the date inside the school year. */
  readonly literals: ReadonlyMap<string, Literal>;
  readonly types: ReadonlyMap<string, ExpressionType>;
}

/** Checks the values that were given and fills in the defaults. */
export function bindParameters(
  metric: Metric,
  given: Readonly<Record<string, number | string>>,
  days: SchoolYearDays,
): BoundParameters {
  const known = metric.parameters.map(({ id }) => id);
  const stranger = Object.keys(given).find((id) => !known.includes(id));
  if (stranger !== undefined) {
    throw new UsageError(
      `${metric.id} has no parameter “${stranger}”.`,
      known.length === 0 ? "Leave it out; this metric has none." : `Use ${known.join(", ")}.`,
    );
  }
  const values = metric.parameters.map((parameter) => {
    const value = checked(metric, parameter, given[parameter.id] ?? parameter.default);
    return { parameter, value, literal: literalOf(metric, parameter, value, days) };
  });
  return {
    given: Object.fromEntries(values.map(({ parameter, value }) => [parameter.id, value])),
    literals: new Map(values.map(({ parameter, literal }) => [parameter.id, literal])),
    types: parameterTypes(metric),
  };
}

/** What an expression finds in each parameter. */
function parameterTypes(metric: Metric): ReadonlyMap<string, ExpressionType> {
  return new Map(
    metric.parameters.map(({ id, type }) => [
      id,
      { kind: type === "integer" ? "integer" : "date", nullable: false },
    ]),
  );
}

function checked(metric: Metric, parameter: Parameter, value: number | string): number | string {
  return parameter.type === "integer"
    ? checkedInteger(metric, parameter, value)
    : checkedMonthDay(metric, parameter, value);
}

function checkedInteger(
  metric: Metric,
  { id, minimum }: Parameter,
  value: number | string,
): number {
  const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  const least = minimum ?? Number.MIN_SAFE_INTEGER;
  if (typeof number === "number" && Number.isSafeInteger(number) && number >= least) return number;
  throw new UsageError(
    `The parameter ${id} of ${metric.id} cannot be “${value}”.`,
    minimum === undefined ? "Give a whole number." : `Give a whole number from ${minimum} on.`,
  );
}

function checkedMonthDay(metric: Metric, { id }: Parameter, value: number | string): string {
  if (typeof value === "string" && /^--\d\d-\d\d$/.test(value)) return value;
  throw new UsageError(
    `The parameter ${id} of ${metric.id} cannot be “${value}”.`,
    "Write a month and a day as --MM-DD.",
  );
}

function literalOf(
  metric: Metric,
  { id, type }: Parameter,
  value: number | string,
  days: SchoolYearDays,
): Literal {
  if (type === "integer") return { kind: "literal", value };
  const day = dayOfSchoolYear(String(value), days, `parameter ${id} of ${metric.id}`);
  return { kind: "literal", value: day, type: "date" };
}

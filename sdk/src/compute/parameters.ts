import type { Metric, Parameter, Registry } from "@edufed/schemas";
import type { Literal } from "../engine/expression.ts";
import type { ExpressionType, ScalarKind } from "../engine/expression-type.ts";
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
  { codeLists }: Pick<Registry, "codeLists">,
): BoundParameters {
  const known = metric.parameters.map(({ id }) => id);
  const stranger = Object.keys(given).find((id) => !known.includes(id));
  if (stranger !== undefined) {
    throw new UsageError(
      `${metric.id} has no parameter “${stranger}”.`,
      known.length === 0 ? "Leave it out; this metric has none." : `Use ${known.join(", ")}.`,
    );
  }
  requireSaid(metric, given);
  const values = metric.parameters.map((parameter) => {
    const asked = given[parameter.id] ?? parameter.default ?? "";
    const value = parameterValue(metric, parameter, asked, { codeLists });
    return { parameter, value, literal: literalOf(metric, parameter, value, days) };
  });
  return {
    given: Object.fromEntries(values.map(({ parameter, value }) => [parameter.id, value])),
    literals: new Map(values.map(({ parameter, literal }) => [parameter.id, literal])),
    types: parameterTypes(metric),
  };
}

/** Refuses a question that leaves out a parameter which has no usual value. */
export function requireSaid(
  metric: Metric,
  given: Readonly<Record<string, number | string>>,
): void {
  const missing = metric.parameters.find(
    ({ id, default: usual }) => usual === undefined && given[id] === undefined,
  );
  if (missing !== undefined) throw notSaid(metric, missing);
}

/** What an expression finds in each parameter. */
function parameterTypes(metric: Metric): ReadonlyMap<string, ExpressionType> {
  return new Map(
    metric.parameters.map(({ id, type }) => [id, { kind: kinds[type], nullable: false }]),
  );
}

const kinds: Readonly<Record<Parameter["type"], ScalarKind>> = {
  integer: "integer",
  decimal: "number",
  "month-day": "date",
  code: "string",
  text: "string",
  metric: "string",
};

function notSaid(metric: Metric, { id, type, description }: Parameter): UsageError {
  return new UsageError(
    `${metric.id} needs the parameter ${id}, which has no usual value. ${description}`,
    `Give it as --param ${id}=${examples[type]}.`,
  );
}

const examples: Readonly<Record<Parameter["type"], string>> = {
  integer: "10",
  decimal: "420.07",
  "month-day": "--10-01",
  code: "<code>",
  text: "<key>",
  metric: "GER",
};

/** The value of a parameter as its type has it, from text too; refuses what it cannot be. */
export function parameterValue(
  metric: Pick<Metric, "id">,
  parameter: Parameter,
  value: number | string,
  { codeLists }: Pick<Registry, "codeLists">,
): number | string {
  const sound = checked(metric, parameter, value);
  requireCode(metric, parameter, sound, codeLists);
  return sound;
}

type Named = Pick<Metric, "id">;

function checked(metric: Named, parameter: Parameter, value: number | string): number | string {
  if (parameter.type === "integer") return checkedInteger(metric, parameter, value);
  const { fits, remedy } = forms[parameter.type];
  if (typeof value === "string" && fits.test(value)) return value;
  throw new UsageError(
    `The parameter ${parameter.id} of ${metric.id} cannot be “${value}”.`,
    remedy,
  );
}

function requireCode(
  metric: Named,
  { id, type, codeList }: Parameter,
  value: number | string,
  codeLists: Registry["codeLists"],
): void {
  if (type !== "code" || codeList === undefined) return;
  const codes = codeLists.get(codeList)?.codes ?? [];
  if (codes.some(({ code }) => code === value)) return;
  throw new UsageError(
    `The parameter ${id} of ${metric.id} cannot be “${value}”, which is no code of ${codeList}.`,
    `Use ${codes.map(({ code }) => code).join(", ")}.`,
  );
}

interface Form {
  readonly fits: RegExp;
  readonly remedy: string;
}

const forms: Readonly<Record<Exclude<Parameter["type"], "integer">, Form>> = {
  decimal: {
    fits: /^-?\d{1,9}(\.\d{1,6})?$/,
    remedy: "Give a number in plain digits, with a point and at most six decimals.",
  },
  "month-day": { fits: /^--\d\d-\d\d$/, remedy: "Write a month and a day as --MM-DD." },
  code: { fits: /^\S{1,100}$/, remedy: "Give a code of the list." },
  text: {
    fits: /^[^\p{Cc}]{1,200}$/u,
    remedy: "Give the key of a record, at most 200 characters.",
  },
  metric: { fits: /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/, remedy: "Give the id of a metric." },
};

function checkedInteger(
  metric: Named,
  { id, minimum, maximum }: Parameter,
  value: number | string,
): number {
  const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  const [least, most] = [minimum ?? Number.MIN_SAFE_INTEGER, maximum ?? Number.MAX_SAFE_INTEGER];
  const isWhole = typeof number === "number" && Number.isSafeInteger(number);
  if (isWhole && number >= least && number <= most) return number;
  throw new UsageError(
    `The parameter ${id} of ${metric.id} cannot be “${value}”.`,
    `Give a whole number${rangeText(minimum, maximum)}.`,
  );
}

function rangeText(minimum: number | undefined, maximum: number | undefined): string {
  const from = minimum === undefined ? "" : ` from ${minimum} on`;
  const to = maximum === undefined ? "" : `${from === "" ? "" : ","} up to ${maximum}`;
  return `${from}${to}`;
}

function literalOf(
  metric: Metric,
  { id, type }: Parameter,
  value: number | string,
  days: SchoolYearDays,
): Literal {
  if (type === "decimal") return { kind: "literal", value: Number(value) };
  if (type !== "month-day") return { kind: "literal", value };
  const day = dayOfSchoolYear(String(value), days, `parameter ${id} of ${metric.id}`);
  return { kind: "literal", value: day, type: "date" };
}

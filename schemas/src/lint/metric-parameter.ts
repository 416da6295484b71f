import type { Metric, Parameter } from "../metric.ts";
import { parametersIn } from "../metric-use.ts";
import type { Registry } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { unless, within, type Place } from "./place.ts";
import type { MetricContext } from "./property-use.ts";
import { descriptionProblems } from "./text.ts";

/** A parameter that something uses, whose default is what its type says and within its limits. */
export function parameterProblems(
  parameter: Parameter,
  { metric, registry, place }: MetricContext,
): readonly Problem[] {
  const { id, minimum, maximum } = parameter;
  return [
    ...descriptionProblems(parameter.description, within(place, "description")),
    ...unless(
      parametersIn(metric).has(id),
      within(place, "id"),
      `nothing uses the parameter ${id}`,
    ),
    ...unless(
      minimum === undefined || maximum === undefined || minimum <= maximum,
      within(place, "maximum"),
      "must not be below the minimum",
    ),
    ...unless(
      hasLimits(parameter) || (minimum === undefined && maximum === undefined),
      place,
      `a parameter of type ${parameter.type} has no minimum and no maximum`,
    ),
    ...listProblems(parameter, registry, place),
    ...defaultProblems(parameter, registry, within(place, "default")),
  ];
}

/** Every parameter that is used is declared. */
export function unknownParameters(metric: Metric, place: Place): readonly Problem[] {
  const declared = new Set(metric.parameters.map(({ id }) => id));
  return [...parametersIn(metric)].flatMap((name) =>
    unless(declared.has(name), place, `there is no parameter ${name}, and something uses it`),
  );
}

function hasLimits({ type }: Parameter): boolean {
  return type === "integer" || type === "decimal";
}

function listProblems(
  { codeList }: Parameter,
  { codeLists }: Registry,
  place: Place,
): readonly Problem[] {
  return unless(
    codeList === undefined || codeLists.has(codeList),
    within(place, "codeList"),
    `there is no code list ${codeList}`,
  );
}

/** Only a key of a record and a measured limit can be left to the question. */
const withoutDefault: ReadonlySet<Parameter["type"]> = new Set(["text", "decimal"]);

function defaultProblems(
  parameter: Parameter,
  registry: Registry,
  place: Place,
): readonly Problem[] {
  if (parameter.default === undefined) {
    return unless(
      withoutDefault.has(parameter.type),
      place,
      `a parameter of type ${parameter.type} has a default`,
    );
  }
  return unless(
    isOfType(parameter, parameter.default, registry),
    place,
    `must be ${allowedText(parameter)}`,
  );
}

function isOfType(parameter: Parameter, value: number | string, registry: Registry): boolean {
  if (typeof value === "number") return parameter.type === "integer" && isWithin(parameter, value);
  switch (parameter.type) {
    case "integer":
      return false;
    case "decimal":
      return decimal.test(value) && isWithin(parameter, Number(value));
    case "month-day":
      return monthDay.test(value);
    case "code":
      return codesOf(parameter, registry).includes(value);
    case "text":
      return value.trim() !== "";
    case "metric":
      return registry.metrics.has(value);
  }
}

function codesOf({ codeList = "" }: Parameter, { codeLists }: Registry): readonly string[] {
  return (codeLists.get(codeList)?.codes ?? []).map(({ code }) => code);
}

const decimal = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/u;
const monthDay = /^--(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u;

function isWithin({ minimum = -Infinity, maximum = Infinity }: Parameter, value: number): boolean {
  return value >= minimum && value <= maximum;
}

function allowedText({ type, maximum, codeList }: Parameter): string {
  const limits = `not below the minimum${maximum === undefined ? "" : " and not above the maximum"}`;
  switch (type) {
    case "integer":
      return `a whole number, ${limits}`;
    case "decimal":
      return `a number as text, such as "420.07", ${limits}`;
    case "month-day":
      return "a day as --MM-DD";
    case "code":
      return `a code of ${codeList}`;
    case "text":
      return "a text that is not empty";
    case "metric":
      return "the id of a metric";
  }
}

import type { Metric, Parameter } from "../metric.ts";
import { parametersIn } from "../metric-use.ts";
import type { Registry } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { oneOf, unless, within, type Place } from "./place.ts";
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
      `Write :${id} in an expression, or leave the parameter out.`,
    ),
    ...unless(
      minimum === undefined || maximum === undefined || minimum <= maximum,
      within(place, "maximum"),
      "must not be below the minimum",
      `Write ${minimum} or more, or lower the minimum.`,
    ),
    ...unless(
      hasLimits(parameter) || (minimum === undefined && maximum === undefined),
      place,
      `a parameter of type ${parameter.type} has no minimum and no maximum`,
      "Leave them out.",
    ),
    ...listProblems(parameter, registry, place),
    ...defaultProblems(parameter, registry, within(place, "default")),
  ];
}

/** Every parameter that is used is declared; the problem stands where it is used. */
export function unknownParameters(metric: Metric, place: Place): readonly Problem[] {
  const declared = metric.parameters.map(({ id }) => id);
  const unknown = [...parametersIn(metric)].filter((name) => !declared.includes(name));
  return unknown.flatMap((name) => {
    const message = `there is no parameter ${name}, and something uses it`;
    const known = declared.length === 0 ? "" : ` Or use ${declared.join(", ")}.`;
    const remedy = `Declare it among the parameters.${known}`;
    const uses = placesOf(name, metric, place).filter(({ pointer }) => !isText(pointer));
    const places = uses.length === 0 ? [within(place, "parameters")] : uses;
    return places.map((at) => ({ ...at, message, remedy }));
  });
}

/** Where `:name` stands in a value, by place. */
function placesOf(name: string, value: unknown, place: Place): readonly Place[] {
  if (typeof value === "string") {
    const bare = value.replaceAll(/'[^']*'/gu, " ");
    return new RegExp(`:${name}\\b`, "u").test(bare) ? [place] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => placesOf(name, part, within(place, key)));
}

/** Words about a metric, in which a colon is a colon. */
function isText(pointer: string): boolean {
  return (
    !/^\/(?:populations|numerator|denominator|tiers|weight|derivation)\b/u.test(pointer) ||
    pointer.split("/").includes("title")
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
    oneOf(codeLists.keys()),
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
      `Add "default": ${exampleText(parameter, registry)}.`,
    );
  }
  return unless(
    isOfType(parameter, parameter.default, registry),
    place,
    `must be ${allowedText(parameter)}`,
    remedyText(parameter, registry),
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

/** A value that would do, as it is written in the file. */
function exampleText(parameter: Parameter, registry: Registry): string {
  const [code = "code"] = codesOf(parameter, registry);
  const { minimum = 1 } = parameter;
  const examples = {
    integer: String(minimum),
    decimal: `"${minimum}"`,
    "month-day": '"--10-01"',
    code: `"${code}"`,
    text: '"key"',
    metric: `"${[...registry.metrics.keys()][0] ?? "ATT_RATE"}"`,
  };
  return examples[parameter.type];
}

function remedyText(parameter: Parameter, registry: Registry): string {
  const { type, minimum, maximum } = parameter;
  if (type === "code") return oneOf(codesOf(parameter, registry));
  if (type === "metric")
    return `Name a metric of the standard, such as ${exampleText(parameter, registry)}.`;
  const from = minimum === undefined ? "" : ` from ${minimum} on`;
  const to = maximum === undefined ? "" : `${from === "" ? "" : ","} up to ${maximum}`;
  const example = `such as ${exampleText(parameter, registry)}`;
  if (type === "integer") return `Write a whole number${from}${to}, ${example}.`;
  if (type === "decimal") return `Write a number as text${from}${to}, ${example}.`;
  return `Write for instance ${exampleText(parameter, registry)}.`;
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

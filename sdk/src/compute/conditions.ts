/** Conditions and values as a metric declares them, with the values of its parameters in place. */
import type { Entity, PeriodScope } from "@edufed/schemas";
import { both, type Expression, substitute } from "../engine/expression.ts";
import { type ExpressionType, typeOf } from "../engine/expression-type.ts";
import { parseExpression } from "../engine/parse-expression.ts";
import type { PlannedMeasure } from "../engine/plan.ts";
import { UsageError } from "../errors.ts";
import { periodCondition } from "./period.ts";
import type { Planning } from "./planning.ts";

/** The expression with every parameter replaced by its value. */
export function bindExpression(
  expression: Expression,
  { bound }: Pick<Planning, "bound">,
): Expression {
  return substitute(expression, (leaf) =>
    leaf.kind === "parameter" ? (bound.literals.get(leaf.name) ?? leaf) : leaf,
  );
}

/** A measure with the values of its parameters. */
export function withParameters(measure: PlannedMeasure, planning: Planning): PlannedMeasure {
  const { of, filter } = measure;
  return {
    ...measure,
    ...(of === undefined ? {} : { of: bindExpression(of, planning) }),
    ...(filter === undefined ? {} : { filter: bindExpression(filter, planning) }),
  };
}

interface Scope {
  readonly columns: ReadonlyMap<string, ExpressionType>;
  readonly planning: Planning;
  readonly place: string;
}

/** A declared condition, or none. */
export function condition(text: string | undefined, scope: Scope): Expression | undefined {
  return text === undefined ? undefined : declaredCondition(text, scope);
}

/** A declared condition, parsed, checked and with the values of its parameters. */
export function declaredCondition(text: string, scope: Scope): Expression {
  const { columns, planning, place } = scope;
  const parameters = planning.bound.types;
  const parsed = parseExpression(text, {
    columns: new Set(columns.keys()),
    parameters: new Set(parameters.keys()),
    place,
  });
  const { kind } = typeOf(parsed, { columns, parameters, place });
  if (kind !== "boolean") {
    throw new UsageError(`${place} gives ${kind}, not a condition.`, "Write a comparison.");
  }
  return bindExpression(parsed, planning);
}

/** The declared rows, in the period where the entity says how its records belong to one. */
export function whereInPeriod(
  where: Expression | undefined,
  { name, period: rule }: Entity,
  { period, config, day }: Planning,
  scope?: PeriodScope,
): Expression | undefined {
  if (rule === undefined) {
    if (scope === undefined || scope === "any") return where;
    throw new UsageError(
      `Records of ${name} do not say which school year they belong to.`,
      "Leave period out, and write a condition over their days.",
    );
  }
  const inPeriod = periodCondition(
    rule,
    { period, schoolYearStart: config.schoolYearStart, ...(day === undefined ? {} : { day }) },
    scope,
  );
  return inPeriod === undefined ? where : both(inPeriod, where);
}

/** Refuses a name that is no property. */
export function requireColumn(
  column: string,
  columns: ReadonlyMap<string, ExpressionType>,
  place: string,
): void {
  if (columns.has(column)) return;
  throw new UsageError(
    `${place} names the property “${column}”, which is not declared.`,
    `Use ${[...columns.keys()].join(", ")}.`,
  );
}

import type { Expression } from "../engine/expression.ts";
import { isCountable, typeOf } from "../engine/expression-type.ts";
import type { ExpressionType, TypeContext } from "../engine/expression-type.ts";
import { parseAggregate } from "../engine/parse-expression.ts";
import type { Aggregate } from "../engine/parse-expression.ts";
import type { PlannedMeasure } from "../engine/plan.ts";
import { UsageError } from "../errors.ts";

/** A measure and what it yields for a contributor. */
export interface TypedMeasure {
  readonly measure: PlannedMeasure;
  readonly type: ExpressionType;
}

/** The measures of a source, parsed and checked; everything that is summed is summed in whole numbers. */
export function parseMeasures(
  measures: Readonly<Record<string, string>>,
  context: TypeContext,
): readonly TypedMeasure[] {
  return Object.entries(measures).map(([name, text]) => {
    const own = { ...context, place: `${context.place}, measure ${name}` };
    const aggregate = parseAggregate(text, {
      columns: new Set(context.columns.keys()),
      parameters: new Set(context.parameters.keys()),
      place: own.place,
    });
    return typedMeasure(name, aggregate, own);
  });
}

/**
 * An expression as a whole number: a condition counts as 1 or 0 and stays unknown where it is
 * unknown; a number that may have a fraction must turn out whole.
 */
export function asWhole(expression: Expression, { kind, nullable }: ExpressionType): Expression {
  if (kind === "number") return { kind: "call", name: "whole", of: [expression] };
  if (kind !== "boolean") return expression;
  const one = { when: expression, value: whole(1) };
  if (!nullable) return { kind: "case", whens: [one], otherwise: whole(0) };
  const zero = { when: { kind: "not", of: expression } as const, value: whole(0) };
  return { kind: "case", whens: [one, zero], otherwise: null };
}

function whole(value: number): Expression {
  return { kind: "literal", value };
}

function typedMeasure(name: string, parsed: Aggregate, context: TypeContext): TypedMeasure {
  const { aggregate, of, filter } = parsed;
  if (filter !== undefined) requireCondition(filter, context);
  if (of === undefined) {
    return { measure: { name, ...parsed }, type: { kind: "integer", nullable: false } };
  }
  const inner = typeOf(of, context);
  const nullable = inner.nullable || filter !== undefined;
  if (isList(inner) && aggregate !== "last") {
    throw new UsageError(`${context.place} takes the ${aggregate} of a list.`, "Write last(…).");
  }
  if (aggregate !== "sum") {
    return { measure: { name, ...parsed }, type: { kind: inner.kind, nullable } };
  }
  if (!isCountable(inner)) {
    throw new UsageError(`${context.place} sums ${inner.kind}.`, "Sum numbers or conditions.");
  }
  return {
    measure: { name, ...parsed, of: asWhole(of, inner) },
    type: { kind: "integer", nullable },
  };
}

function isList({ kind }: ExpressionType): boolean {
  return kind.endsWith("-list");
}

function requireCondition(filter: Expression, context: TypeContext): void {
  const { kind } = typeOf(filter, context);
  if (kind !== "boolean") {
    throw new UsageError(`${context.place} filters by ${kind}.`, "Write a comparison.");
  }
}

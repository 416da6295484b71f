import type { Term } from "@edufed/schemas";
import type { Expression } from "../engine/expression.ts";
import { columnsOf, substitute } from "../engine/expression.ts";
import { isCountable, typeOf } from "../engine/expression-type.ts";
import { parseExpression } from "../engine/parse-expression.ts";
import type { PlannedMeasure, PlannedTerm } from "../engine/plan.ts";
import { printExpression } from "../engine/print-expression.ts";
import { UsageError } from "../errors.ts";
import { asWhole } from "./measures.ts";
import type { Planning } from "./planning.ts";
import type { PopulationPlan } from "./plan-population.ts";
import { bindExpression } from "./plan-population.ts";

/** Numerator and denominator, ready to be added up, and what they count in words of one form. */
export interface PlannedTerms {
  readonly numerator: PlannedTerm;
  readonly denominator: PlannedTerm;
  readonly quantities: { readonly num: string; readonly den: string };
}

/** Plans both terms of a metric over populations that are planned already. */
export function planTerms(
  planning: Planning,
  populations: ReadonlyMap<string, PopulationPlan>,
): PlannedTerms {
  const num = planTerm("numerator", planning, populations);
  const den = planTerm("denominator", planning, populations);
  return {
    numerator: num.planned,
    denominator: den.planned,
    quantities: { num: quantityText(num, den), den: quantityText(den, num) },
  };
}

interface TypedTerm {
  readonly planned: PlannedTerm;
  readonly population: PopulationPlan;
  /** Whether the value can be unknown, which leaves the contributor out. */
  readonly nullable: boolean;
}

function planTerm(
  which: "numerator" | "denominator",
  planning: Planning,
  populations: ReadonlyMap<string, PopulationPlan>,
): TypedTerm {
  const { metric, bound } = planning;
  const term: Term = metric[which];
  const place = `metric ${metric.id}, ${which}`;
  const population = populations.get(term.population);
  if (population === undefined) throw new TypeError(`${place}: the population is not planned`);
  const columns = population.measureTypes;
  const parsed = parseExpression(term.value, {
    columns: new Set(columns.keys()),
    parameters: new Set(bound.types.keys()),
    place,
  });
  const type = typeOf(parsed, { columns, parameters: bound.types, place });
  if (!isCountable(type)) {
    throw new UsageError(`${place} gives ${type.kind}.`, "Give a whole number or a condition.");
  }
  const value = bindExpression(asWhole(parsed, type), planning);
  return { planned: { population: term.population, value }, population, nullable: type.nullable };
}

/**
 * What a term counts, as text that depends on nothing but what is counted: the source and its rows,
 * who is included, the value, and, where the other term leaves people out, that too. Measures are
 * written out where they are used, so that their names do not matter; the period is not part of it.
 */
function quantityText(term: TypedTerm, other: TypedTerm): string {
  const { planned, declared, entity } = term.population;
  const text = (expression: Expression | undefined): string | null =>
    expression === undefined ? null : printExpression(writtenOut(expression, declared.measures));
  const narrowed = other.population === term.population && other.nullable;
  return JSON.stringify([
    entity,
    planned.contributor,
    planned.orderBy,
    text(declared.where),
    text(declared.include),
    text(term.planned.value),
    narrowed ? text(other.planned.value) : null,
  ]);
}

function writtenOut(expression: Expression, measures: readonly PlannedMeasure[]): Expression {
  if (columnsOf(expression).size === 0) return expression;
  return substitute(expression, (leaf) => {
    const measure = measures.find(({ name }) => leaf.kind === "column" && leaf.name === name);
    return measure === undefined ? leaf : { kind: "column", name: measureText(measure) };
  });
}

function measureText({ aggregate, of, filter }: PlannedMeasure): string {
  const rows = filter === undefined ? "" : ` filter (where ${printExpression(filter)})`;
  return `${aggregate}(${of === undefined ? "*" : printExpression(of)})${rows}`;
}

import type { PlainTerm } from "@edufed/schemas";
import type { Expression } from "../engine/expression.ts";
import { columnsOf, substitute } from "../engine/expression.ts";
import { type ExpressionType, isCountable, typeOf } from "../engine/expression-type.ts";
import { parseExpression } from "../engine/parse-expression.ts";
import type { PlannedMeasure, PlannedTerm } from "../engine/plan.ts";
import { printExpression } from "../engine/print-expression.ts";
import { UsageError } from "../errors.ts";
import { bindExpression } from "./conditions.ts";
import { asWhole } from "./measures.ts";
import type { Planning } from "./planning.ts";
import type { PopulationPlan } from "./plan-population.ts";

/** Numerator and denominator, each over one population or several. */
export interface PlannedTerms {
  readonly numerator: readonly TypedTerm[];
  readonly denominator: readonly TypedTerm[];
}

/** A term, and what its quantity depends on. */
export interface TypedTerm {
  readonly planned: PlannedTerm;
  readonly population: PopulationPlan;
  /** Whether the value can be unknown, which leaves the contributor out. */
  readonly nullable: boolean;
  /** The value alone, without who is included and without a weight. */
  readonly value: Expression;
}

/** Plans both terms of a metric over populations that are planned already. */
export function planTerms(
  planning: Planning,
  populations: ReadonlyMap<string, PopulationPlan>,
): PlannedTerms {
  const { numerator, denominator } = planning.metric;
  const all = { planning, populations };
  return {
    numerator: [numerator, ...(numerator.plus ?? [])].map((term, index) =>
      planTerm(named("numerator", index), term, all),
    ),
    denominator: [denominator, ...(denominator.plus ?? [])].map((term, index) =>
      planTerm(named("denominator", index), term, all),
    ),
  };
}

/** A part of a sum as messages name it: `numerator`, `numerator, plus 1`. */
function named(which: string, index: number): string {
  return index === 0 ? which : `${which}, plus ${index}`;
}

interface Planned {
  readonly planning: Planning;
  readonly populations: ReadonlyMap<string, PopulationPlan>;
}

function planTerm(which: string, term: PlainTerm, { planning, populations }: Planned): TypedTerm {
  const place = `metric ${planning.metric.id}, ${which}`;
  const population = populations.get(term.population);
  if (population === undefined) throw new TypeError(`${place}: the population is not planned`);
  const { value, nullable } = countable(term.value, population, planning, place);
  return {
    planned: { population: term.population, value: ifIncluded(value, population) },
    population,
    nullable,
    value,
  };
}

/** A whole-number value over the measures of a population; a condition counts as 1 or 0. */
export function countable(
  text: string,
  population: PopulationPlan,
  planning: Planning,
  place: string,
): { readonly value: Expression; readonly nullable: boolean } {
  const columns = termColumns(population, planning);
  const parameters = planning.bound.types;
  const parsed = parseExpression(text, {
    columns: new Set(columns.keys()),
    parameters: new Set(parameters.keys()),
    place,
  });
  const type = typeOf(parsed, { columns, parameters, place });
  if (!isCountable(type)) {
    throw new UsageError(`${place} gives ${type.kind}.`, "Give a whole number or a condition.");
  }
  return { value: bindExpression(asWhole(parsed, type), planning), nullable: type.nullable };
}

/** What the expressions of terms may name: the measures, and one of the plausible values. */
export function termColumns(
  { measureTypes }: PopulationPlan,
  { metric }: Planning,
): ReadonlyMap<string, ExpressionType> {
  const { plausible } = metric;
  if (plausible === undefined) return measureTypes;
  return new Map([...measureTypes, [plausible.as, { kind: "number", nullable: true }]]);
}

/** The value, unknown for those who are not included. */
export function ifIncluded(value: Expression, { include }: PopulationPlan): Expression {
  if (include === undefined) return value;
  return { kind: "case", whens: [{ when: include, value }], otherwise: null };
}

/**
 * What a term counts, as text that depends on nothing but what is counted: the source and its rows,
 * who is included, the value, and, where the other term leaves people out, that too. Measures are
 * written out where they are used, so that their names do not matter; the period is not part of it.
 */
export function quantityText(terms: readonly TypedTerm[], others: readonly TypedTerm[]): string {
  const [only, ...more] = terms;
  if (only === undefined) throw new TypeError("a quantity without a term");
  if (more.length === 0) return oneQuantityText(only, others);
  return JSON.stringify(terms.map((term) => oneQuantityText(term, others)));
}

function oneQuantityText(term: TypedTerm, others: readonly TypedTerm[]): string {
  const { planned, declared, entity } = term.population;
  const text = (expression: Expression | undefined): string | null =>
    expression === undefined ? null : printExpression(writtenOut(expression, declared.measures));
  const other = others.find(({ population }) => population === term.population);
  const [contributor = "", ...parts] = planned.contributor;
  return JSON.stringify([
    entity,
    parts.length === 0 ? contributor : planned.contributor,
    planned.orderBy,
    text(declared.where),
    text(declared.include),
    text(term.value),
    other?.nullable === true ? text(other.value) : null,
    ...declared.more,
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

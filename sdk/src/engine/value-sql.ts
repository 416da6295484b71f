/**
 * What a contributor adds to the sums of a plan, as columns: one per sum it has a part in, one per
 * rank, one where it is expected, one for how many persons it stands for.
 */
import type { Dialect } from "./dialect.ts";
import { expressionSqlOf } from "./expression-sql.ts";
import type { Expression } from "./expression.ts";
import type { Plan, PlannedPopulation, PlannedQuestion } from "./plan.ts";

/** A column of a contributor. */
export interface ValueColumn {
  readonly name: string;
  readonly factors: readonly Expression[];
}

/** Name of a column that belongs to a question; a plan with one question needs no prefix. */
export function columnName(plan: Plan, question: PlannedQuestion, name: string): string {
  return plan.questions.length === 1 ? name : `${question.id} ${name}`;
}

/**
 * The terms of a question over one population: their columns must all be known for a contributor to
 * count. Parts of one sum over the same population have a column each.
 */
export function termsOver(
  plan: Plan,
  question: PlannedQuestion,
  { name }: PlannedPopulation,
): readonly ValueColumn[] {
  const terms = question.sums.flatMap((sum) =>
    sum.parts
      .filter(({ population }) => population === name)
      .map(({ value, times = [] }, index) => ({
        name: columnName(plan, question, index === 0 ? sum.name : `${sum.name}, plus ${index}`),
        factors: [value, ...times],
      })),
  );
  const { rank } = question;
  if (rank?.population !== name) return terms;
  return [...terms, { name: columnName(plan, question, "RANKED"), factors: [rank.value] }];
}

/** Whether a contributor of a population is expected by a question, as a column. */
export function expectedOver(
  plan: Plan,
  question: PlannedQuestion,
  { name }: PlannedPopulation,
): readonly ValueColumn[] {
  const { expected } = question;
  if (expected?.population !== name) return [];
  return [{ name: columnName(plan, question, "EXPECTED"), factors: [expected.value] }];
}

/** Column that says how many persons a contributor stands for. */
export const personsColumn = "PERSONS";

/** Every column of a population's contributors. */
export function valuesOf(plan: Plan, population: PlannedPopulation): readonly ValueColumn[] {
  const { persons } = population;
  const weight: readonly ValueColumn[] =
    persons === undefined
      ? []
      : [{ name: personsColumn, factors: [{ kind: "column", name: persons }] }];
  return [
    ...plan.questions.flatMap((question) => [
      ...termsOver(plan, question, population),
      ...expectedOver(plan, question, population),
    ]),
    ...weight,
  ];
}

/** A column as SQL; a product is wide, because it may be larger than its factors are allowed to be. */
export function valueSql({ name, factors }: ValueColumn, dialect: Dialect): string {
  const texts = factors.map((factor) => expressionSqlOf(factor, dialect, "each_one"));
  const value =
    texts.length === 1
      ? texts.join("")
      : texts.map((text) => `cast(${text} as ${dialect.types.wide})`).join(" * ");
  return `${value} as ${dialect.identifier(name)}`;
}

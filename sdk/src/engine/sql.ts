/**
 * A plan as one SQL statement that is meant to be read: common table expressions in the order of
 * the metric's sentence, populations, numerator, denominator, cells.
 */
import type { Plan } from "./plan.ts";
import { codedTitle, populationSteps } from "./population-sql.ts";
import { selectSql, stepSql } from "./select-text.ts";
import type { Step } from "./select-text.ts";
import { quoteIdentifier as name, quoteLiteral } from "./sql-text.ts";

export { expressionSql } from "./expression-sql.ts";

/** The query that gives the cells of a plan: one column per dimension, NUM, DEN, CONTRIBUTORS, EXPECTED. */
export function cellsSql(plan: Plan): string {
  const populations = plan.populations.flatMap((population) => populationSteps(plan, population));
  const counts = countSteps(plan);
  const union = counts.map(({ title }) => `select * from ${title}`).join("\nunion all\n");
  const steps = [...populations, ...counts, { title: "cells", query: union }];
  return `with\n${steps.map(stepSql).join(",\n")}\n${marginsSql(plan)}`;
}

/** What is counted in a cell, by the column that holds it. */
const columns = ["NUM", "DEN", "NUM_CONTRIBUTORS", "DEN_CONTRIBUTORS", "EXPECTED"] as const;

/** Numerator, denominator and expected contributors, each by the finest codes. */
function countSteps(plan: Plan): readonly Step[] {
  return [
    countStep(plan, "numerator", plan.numerator.population, {
      NUM: "sum(numerator)",
      NUM_CONTRIBUTORS: "count(*)",
    }),
    countStep(plan, "denominator", plan.denominator.population, {
      DEN: "sum(denominator)",
      DEN_CONTRIBUTORS: "count(*)",
    }),
    ...(plan.expected === undefined
      ? []
      : [countStep(plan, "expected", plan.expected, { EXPECTED: "count(*)" })]),
  ];
}

function countStep(
  plan: Plan,
  title: "numerator" | "denominator" | "expected",
  population: string,
  counted: Partial<Record<(typeof columns)[number], string>>,
): Step {
  const codes = plan.dimensions.map(name);
  const known = "numerator is not null\nand denominator is not null";
  return {
    title,
    query: selectSql({
      select: [...codes, ...columns.map((column) => `${counted[column] ?? "0"} as ${column}`)],
      from: codedTitle(population),
      where: title === "expected" ? undefined : known,
      groupBy: codes,
    }),
  };
}

/** Every subset of the dimensions: a code that was rolled up is null, and becomes the total. */
function marginsSql(plan: Plan): string {
  const codes = plan.dimensions.map(name);
  const totals = new Map(
    plan.populations.flatMap(({ dimensions }) => dimensions.map(({ id, total }) => [id, total])),
  );
  const select = [
    ...plan.dimensions.map(
      (id) => `coalesce(${name(id)}, ${quoteLiteral(totals.get(id) ?? null)}) as ${name(id)}`,
    ),
    `${sum("NUM")} as "NUM"`,
    `${sum("DEN")} as "DEN"`,
    `least(${sum("NUM_CONTRIBUTORS")}, ${sum("DEN_CONTRIBUTORS")}) as "CONTRIBUTORS"`,
    `${plan.expected === undefined ? "cast(null as bigint)" : sum("EXPECTED")} as "EXPECTED"`,
  ];
  const cube = codes.length === 0 ? [] : [`cube (${codes.join(", ")})`];
  const order = codes.length === 0 ? "" : `\norder by ${codes.join(", ")}`;
  return selectSql({ select, from: "cells", groupBy: cube }) + order;
}

function sum(column: string): string {
  return `cast(coalesce(sum(${column}), 0) as bigint)`;
}

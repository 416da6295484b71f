/**
 * The quantile of every cell, exactly: contributors are counted by value, the counts are added up in
 * the order of the values, and the value is taken where the sum passes the rank.
 */
import type { Dialect } from "./dialect.ts";
import type { Plan, PlannedQuestion } from "./plan.ts";
import { placedTitle } from "./population-sql.ts";
import { selectSql } from "./select-text.ts";
import type { Step } from "./select-text.ts";
import { marginSets, totalsSql } from "./totals-sql.ts";
import { columnName, termsOver } from "./value-sql.ts";

/** Name of the step that holds the two values of a rank in every cell. */
export function rankTitle(plan: Plan, question: PlannedQuestion, { identifier }: Dialect): string {
  return identifier(columnName(plan, question, "ranks"));
}

/** The columns that a rank adds to the cells. */
export function rankColumns(
  plan: Plan,
  question: PlannedQuestion,
  dialect: Dialect,
): readonly string[] {
  const title = rankTitle(plan, question, dialect);
  return (["LOW", "HIGH"] as const).map((name) => {
    const column = dialect.identifier(columnName(plan, question, name));
    return `${title}.${dialect.identifier(name)} as ${column}`;
  });
}

/** The steps of every rank of a plan. */
export function rankSteps(plan: Plan, dialect: Dialect): readonly Step[] {
  return plan.questions.flatMap((question) => rankStepsOf(plan, question, dialect));
}

function rankStepsOf(plan: Plan, question: PlannedQuestion, dialect: Dialect): readonly Step[] {
  const { rank } = question;
  const population = plan.populations.find(({ name }) => name === rank?.population);
  if (rank === undefined || population === undefined) return [];
  const { identifier } = dialect;
  const title = (text: string): string => identifier(columnName(plan, question, text));
  const codes = plan.dimensions.map(identifier);
  const value = identifier(columnName(plan, question, "RANKED"));
  const known = termsOver(plan, question, population).map(
    ({ name }) => `${identifier(name)} is not null`,
  );
  const cell = codes.length === 0 ? "" : `partition by ${codes.join(", ")} `;
  const { numerator, denominator } = rank.below;
  const at = (compared: string): string =>
    `min(case when upto * ${denominator} ${compared} everyone * ${numerator} then value end)`;
  return [
    {
      title: title("by value"),
      query: selectSql({
        select: [...totalsSql(plan, dialect), `${value} as value`, "count(*) as number_of"],
        from: placedTitle(population.name, dialect),
        where: known.join(" and "),
        groupBy: [...marginSets(plan, dialect), value],
      }),
    },
    {
      title: title("in order"),
      query: selectSql({
        select: [
          ...codes,
          "value",
          `sum(number_of) over (${cell}order by value) as upto`,
          `sum(number_of) over (${cell.trim()}) as everyone`,
        ],
        from: title("by value"),
        groupBy: [],
      }),
    },
    {
      title: rankTitle(plan, question, dialect),
      query: selectSql({
        select: [
          ...codes,
          `${at(">=")} as ${identifier("LOW")}`,
          `${at(">")} as ${identifier("HIGH")}`,
        ],
        from: title("in order"),
        groupBy: codes,
      }),
    },
  ];
}

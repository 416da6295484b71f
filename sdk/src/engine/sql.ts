/**
 * A plan as one SQL statement that is meant to be read: common table expressions in the order of
 * the metric's sentence: populations, what they add up to by code, cells.
 */
import { isSchoolAsked, schoolColumn, schoolSql, schoolsSql, toldOfSum } from "./behind-sql.ts";
import type { Dialect } from "./dialect.ts";
import { duckDbDialect } from "./duckdb-dialect.ts";
import type { Plan, PlannedPopulation, PlannedQuestion, PlannedSum } from "./plan.ts";
import { placedTitle, populationSteps } from "./population-sql.ts";
import { rankColumns, rankSteps, rankTitle } from "./rank-sql.ts";
import { keyOfSum, keySteps } from "./record-key-sql.ts";
import { selectSql, stepSql } from "./select-text.ts";
import type { Step } from "./select-text.ts";
import { type Slice, slicedRelations } from "./source-sql.ts";
import { marginSets, totalsSql } from "./totals-sql.ts";
import { columnName, expectedOver, personsColumn, termsOver } from "./value-sql.ts";

export { expressionSql } from "./expression-sql.ts";

/**
 * The query that gives the cells of a plan: one column per dimension, and for each question its sums,
 * how many contributors of each population were counted and left out, how many were expected.
 * `sources` are steps that an engine puts in front, such as typed views of its own tables.
 */
export function cellsSql(
  plan: Plan,
  dialect: Dialect = duckDbDialect,
  sources: readonly Step[] = [],
): string {
  return withSteps([...sources, ...stepsOf(plan, dialect)], marginsSql(plan, dialect));
}

/** A statement of its own, whose result goes by the step's title; then some earlier ones are not needed any more. */
export interface Part extends Step {
  readonly drops: readonly string[];
  /** How the result comes about slice by slice, where records are looked up row by row. */
  readonly slices?: Slices | undefined;
}

/** A query for each slice of the contributors; together they give the rows of the whole. */
export interface Slices {
  /** Relations that are folded whole, unless a slice of them is taken. */
  readonly relations: readonly string[];
  readonly query: (slice: Slice) => string;
}

/**
 * The same query in parts: each source is folded, and each population added up by code, by a
 * statement of its own, so that no two of them share the memory. The last query gives the cells.
 */
export function cellsInParts(plan: Plan): {
  readonly parts: readonly Part[];
  readonly cells: string;
} {
  const dialect = duckDbDialect;
  // In this process no statement is kept or shown to anybody.
  const keys = keySteps(plan, dialect, (digits) => `'${digits}'`);
  const parts: Part[] = keys.map((step) => ({ ...step, drops: [] }));
  const shared: Step[] = [];
  for (const population of plan.populations) {
    const own: Step[] = [];
    const folded: string[] = [];
    for (const step of populationSteps(plan, population, dialect)) {
      if (step.folds === true) {
        const slices = slicesOf(plan, population, step.title);
        parts.push({ ...step, query: withSteps(own, step.query), drops: [], slices });
        folded.push(step.title);
        own.length = 0;
      } else own.push(step);
    }
    const isRanked = plan.questions.some(({ rank }) => rank?.population === population.name);
    if (isRanked) shared.push(...own);
    const byCode = byCodeStep(plan, population, dialect);
    const query = withSteps(own, byCode.query);
    parts.push({ ...byCode, query, drops: isRanked ? [] : folded });
  }
  shared.push(unionStep(plan, dialect), ...rankSteps(plan, dialect));
  return { parts, cells: withSteps(shared, marginsSql(plan, dialect)) };
}

/** The slices of a step that folds the rows of a population; undefined where nothing is looked up for them. */
function slicesOf(plan: Plan, population: PlannedPopulation, title: string): Slices | undefined {
  const relations = slicedRelations(population);
  if (relations.length === 0) return undefined;
  const query = (slice: Slice): string => {
    const steps = populationSteps(plan, population, duckDbDialect, slice);
    const at = steps.findIndex((step) => step.title === title);
    return withSteps(steps.slice(0, at), steps[at]?.query ?? "");
  };
  return { relations, query };
}

function stepsOf(plan: Plan, dialect: Dialect): readonly Step[] {
  return [
    ...plan.populations.flatMap((population) => populationSteps(plan, population, dialect)),
    ...plan.populations.map((population) => byCodeStep(plan, population, dialect)),
    unionStep(plan, dialect),
    ...rankSteps(plan, dialect),
  ];
}

function withSteps(steps: readonly Step[], query: string): string {
  return steps.length === 0 ? query : `with\n${steps.map(stepSql).join(",\n")}\n${query}`;
}

/** Column of the contributors of a population that count for a question. */
export function countedColumn(plan: Plan, question: PlannedQuestion, population: string): string {
  return columnName(plan, question, `${population} counted`);
}

/** Column of those who have records and do not count. */
export function leftOutColumn(plan: Plan, question: PlannedQuestion, population: string): string {
  return columnName(plan, question, `${population} left out`);
}

/** A column of the cells: the step that has it, and how it is counted there. */
interface Counted {
  readonly name: string;
  readonly population: string;
  readonly sql: string;
  readonly isWide: boolean;
  /** How parts make the whole, where they do not add up to it: the greatest, or the sum as a key. */
  readonly fold?: "max" | "key";
}

function byCodeTitle({ name }: PlannedPopulation, { identifier }: Dialect): string {
  return identifier(`${name}, by code`);
}

/** What a population adds up to, by the finest codes. */
function byCodeStep(plan: Plan, population: PlannedPopulation, dialect: Dialect): Step {
  const school = population.school === undefined ? [] : [schoolColumn];
  const codes = [...plan.dimensions, ...school].map(dialect.identifier);
  const columns = countedOver(plan, population, dialect);
  return {
    title: byCodeTitle(population, dialect),
    query: selectSql({
      select: [
        ...codes,
        ...columns.map(({ name, sql }) => `${sql} as ${dialect.identifier(name)}`),
      ],
      from: withKnown(plan, population, dialect),
      groupBy: codes,
    }),
  };
}

/** With more sums than this who is known is said once: saying it in every sum grows with their square. */
const sumsSayingAll = 8;

/** The contributors of a population, and for questions with many sums, as over draws, who is known. */
function withKnown(plan: Plan, population: PlannedPopulation, dialect: Dialect): string {
  const from = placedTitle(population.name, dialect);
  const columns = plan.questions
    .map((question) => knownIn(plan, question, population, dialect))
    .flatMap(({ name, all }) => (name === undefined ? [] : `(${all}) as ${name}`));
  if (columns.length === 0) return from;
  const query = selectSql({ select: ["*", ...columns], from, groupBy: [] });
  return `(\n${query}\n) as each_known`;
}

/** The condition that all terms of a question over a population are known, and its column if it has one. */
function knownIn(
  plan: Plan,
  question: PlannedQuestion,
  population: PlannedPopulation,
  dialect: Dialect,
): { readonly all: string; readonly name?: string } {
  const terms = termsOver(plan, question, population);
  const all = terms.map(({ name }) => `${dialect.identifier(name)} is not null`).join(" and ");
  if (terms.length <= sumsSayingAll) return { all };
  return { all, name: dialect.identifier(columnName(plan, question, `${population.name} known`)) };
}

/** Every column that a population has a part in. */
function countedOver(
  plan: Plan,
  population: PlannedPopulation,
  dialect: Dialect,
): readonly Counted[] {
  const common = { population: population.name, isWide: false };
  const one = population.persons === undefined ? "1" : dialect.identifier(personsColumn);
  const number = (condition: string): string =>
    `sum(case when ${condition} then ${one} else 0 end)`;
  return plan.questions.flatMap((question) => {
    const terms = termsOver(plan, question, population);
    const { all, name: column } = knownIn(plan, question, population, dialect);
    const known = column ?? all;
    let at = 0;
    const sums = question.sums.flatMap((sum) => {
      const parts = terms.slice(at, (at += partsOver(sum, population)));
      if (parts.length === 0) return [];
      const added = parts.map(
        ({ name }) => `sum(case when ${known} then ${dialect.identifier(name)} end)`,
      );
      const isWide = parts.some(({ factors }) => factors.length > 1);
      const told = toldOfSum(plan, question, sum, { parts, known, dialect });
      return [
        { ...common, name: columnName(plan, question, sum.name), sql: added.join(" + "), isWide },
        ...told.map((each) => ({ ...common, ...each })),
      ];
    });
    const counts =
      terms.length === 0
        ? []
        : [
            {
              ...common,
              name: countedColumn(plan, question, population.name),
              sql: number(known),
            },
            {
              ...common,
              name: leftOutColumn(plan, question, population.name),
              sql: number(`not (${known})`),
            },
          ];
    const expected = expectedOver(plan, question, population).map(({ name }) => ({
      ...common,
      name,
      sql: number(`${dialect.identifier(name)} is not null`),
    }));
    return [...sums, ...counts, ...expected];
  });
}

/** How many parts of a sum are over a population. */
function partsOver({ parts }: PlannedSum, { name }: PlannedPopulation): number {
  return parts.filter(({ population }) => population === name).length;
}

/** The columns of the cells: name → how it is folded. Parts of one sum share a column. */
export function cellColumns(
  plan: Plan,
  dialect: Dialect,
): ReadonlyMap<string, Pick<Counted, "isWide" | "fold">> {
  const columns = new Map<string, Pick<Counted, "isWide" | "fold">>();
  for (const population of plan.populations) {
    for (const { name, isWide, fold } of countedOver(plan, population, dialect)) {
      const isWider = isWide || columns.get(name)?.isWide === true;
      columns.set(name, { isWide: isWider, ...(fold === undefined ? {} : { fold }) });
    }
  }
  return columns;
}

/** All populations under each other; what one does not count is 0 there. */
function unionStep(plan: Plan, dialect: Dialect): Step {
  const columns = cellColumns(plan, dialect);
  const parts = plan.populations.map((population) => {
    const own = new Set(countedOver(plan, population, dialect).map(({ name }) => name));
    return selectSql({
      select: [
        ...plan.dimensions.map(dialect.identifier),
        ...(isSchoolAsked(plan) ? [schoolSql(population, dialect)] : []),
        ...[...columns.keys()].map((name) =>
          own.has(name) ? dialect.identifier(name) : `0 as ${dialect.identifier(name)}`,
        ),
      ],
      from: byCodeTitle(population, dialect),
      groupBy: [],
    });
  });
  return { title: "cells", query: parts.join("\nunion all\n") };
}

/** Every subset of the dimensions: a code that was rolled up is null, and becomes the total. */
function marginsSql(plan: Plan, dialect: Dialect): string {
  const { identifier } = dialect;
  const codes = plan.dimensions.map(identifier);
  const columns = [...cellColumns(plan, dialect)].map(([name, { isWide, fold }]) => {
    const whole = `coalesce(${fold === "max" ? "max" : "sum"}(${identifier(name)}), 0)`;
    const sum = fold === "key" ? keyOfSum(whole) : whole;
    return `cast(${sum} as ${isWide ? dialect.types.text : dialect.types.whole}) as ${identifier(name)}`;
  });
  const schools = schoolsSql(plan, dialect, (question, name) =>
    countedColumn(plan, question, name),
  );
  const select = [...totalsSql(plan, dialect), ...columns, ...schools];
  const margins = selectSql({ select, from: "cells", groupBy: marginSets(plan, dialect) });
  const ranked = plan.questions.filter(({ rank }) => rank !== undefined);
  const order = codes.length === 0 ? "" : `\norder by ${codes.join(", ")}`;
  if (ranked.length === 0) return margins + order;
  const joins = ranked.map((question) => {
    const title = rankTitle(plan, question, dialect);
    const on = codes.map((code) => `margins.${code} = ${title}.${code}`);
    return `left join ${title} on ${on.length === 0 ? "true" : on.join(" and ")}`;
  });
  const whole = selectSql({
    select: ["margins.*", ...ranked.flatMap((question) => rankColumns(plan, question, dialect))],
    from: [`(\n${margins}\n) as margins`, ...joins].join("\n"),
    groupBy: [],
  });
  return codes.length === 0
    ? whole
    : `${whole}\norder by ${codes.map((code) => `margins.${code}`).join(", ")}`;
}

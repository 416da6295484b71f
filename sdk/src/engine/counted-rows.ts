import type { Row } from "./engine.ts";
import type { CountedRow, Plan, PlannedQuestion } from "./plan.ts";
import { largestColumn, schoolsColumn } from "./behind-sql.ts";
import { cellKeyColumn } from "./record-key-sql.ts";
import { countedColumn, leftOutColumn } from "./sql.ts";
import { totalsOf } from "./totals.ts";
import { columnName } from "./value-sql.ts";

/** The cells of each question, from the rows that the statement of a plan gives; in their order. */
export function countedRows(
  plan: Plan,
  rows: readonly Row[],
): ReadonlyMap<string, readonly CountedRow[]> {
  // Of nobody at all some engines give the whole and some give no row; the whole is there always.
  const all = rows.length === 0 ? [Object.fromEntries(totalsOf(plan.populations))] : rows;
  // The questions share the codes: a national table has a hundred thousand of them.
  const codes = codesOf(plan, all);
  return new Map(
    plan.questions.map((question) => [question.id, rowsOfQuestion(plan, question, all, codes)]),
  );
}

/** The codes of each row, in the order of the dimensions. */
export function codesOf(plan: Plan, rows: readonly Row[]): readonly CountedRow["codes"][] {
  return rows.map((row) => Object.fromEntries(plan.dimensions.map((id) => [id, String(row[id])])));
}

/** Tells whether codes are those of the whole. */
export function wholeOf({
  populations,
  dimensions,
}: Plan): (codes: CountedRow["codes"]) => boolean {
  const totals = totalsOf(populations);
  return (codes) => dimensions.every((id) => codes[id] === totals.get(id));
}

/** The cells of one question among rows whose codes are known: those in which it sees anybody, and the whole. */
export function rowsOfQuestion(
  plan: Plan,
  question: PlannedQuestion,
  rows: readonly Row[],
  codes: readonly CountedRow["codes"][],
): readonly CountedRow[] {
  const isWhole = wholeOf(plan);
  return rows.flatMap((row, at) => {
    const own = codes[at] ?? {};
    return isWhole(own) || isSeen(plan, question, row)
      ? [{ codes: own, ...countedRow(plan, question, row) }]
      : [];
  });
}

/**
 * Whether anybody of a question is in a cell, or anything that it adds up: who stands for nobody may
 * have a part in a sum. Cells of other questions are not its own.
 */
function isSeen(plan: Plan, question: PlannedQuestion, row: Row): boolean {
  const sums = question.sums.map(({ name }) => whole(row[columnName(plan, question, name)]));
  if (sums.some((sum) => sum !== 0n)) return true;
  const seen = populationsOf(question).map((name) => countedColumn(plan, question, name));
  const expected = question.expected === undefined ? [] : ["EXPECTED"];
  return [...seen, ...expected.map((name) => columnName(plan, question, name))].some(
    (name) => Number(row[name] ?? 0) > 0,
  );
}

function countedRow(plan: Plan, question: PlannedQuestion, row: Row): Omit<CountedRow, "codes"> {
  const at = (name: string): number => Number(row[columnName(plan, question, name)] ?? 0);
  const counted = (population: string): number =>
    Number(row[countedColumn(plan, question, population)] ?? 0);
  return {
    sums: Object.fromEntries(
      question.sums.map(({ name }) => [name, whole(row[columnName(plan, question, name)])]),
    ),
    rank: rankOf(plan, question, row),
    contributors: fewest(question, counted),
    excluded: populationsOf(question).reduce(
      (sum, name) => sum + Number(row[leftOutColumn(plan, question, name)] ?? 0),
      0,
    ),
    expected: question.expected === undefined ? null : at("EXPECTED"),
    ...behindOf(plan, question, row),
  };
}

/** What a question asks about who is behind a cell. */
function behindOf(
  plan: Plan,
  question: PlannedQuestion,
  row: Row,
): Pick<CountedRow, "largest" | "schools" | "keys"> {
  const { largest, schools, keys } = question;
  const told = (name: string): number => Number(row[schoolsColumn(plan, question, name)] ?? 0);
  return {
    ...(largest === undefined
      ? {}
      : {
          largest: Object.fromEntries(
            largest.map((sum) => [sum, whole(row[largestColumn(plan, question, sum)])]),
          ),
        }),
    ...(schools === undefined ? {} : { schools: fewestSchools(question, told) }),
    ...(keys === undefined
      ? {}
      : {
          keys: Object.fromEntries(
            keys.map((sum) => [sum, Number(row[cellKeyColumn(plan, question, sum)] ?? 0)]),
          ),
        }),
  };
}

/**
 * The schools of the sum that has the fewest. Of a sum over several populations those of one of
 * them: they may be the same schools.
 */
export function fewestSchools(
  { sums }: PlannedQuestion,
  schools: (population: string) => number,
): number {
  const behind = sums.map(({ parts }) =>
    Math.max(...parts.map(({ population }) => schools(population))),
  );
  return Math.min(...behind);
}

/** The populations that the terms of a question are over, each once. */
export function populationsOf({ sums, rank }: PlannedQuestion): readonly string[] {
  const names = sums.flatMap(({ parts }) => parts.map(({ population }) => population));
  return [...new Set(rank === undefined ? names : [...names, rank.population])];
}

/** The fewest contributors behind any of the sums. */
export function fewest(question: PlannedQuestion, counted: (population: string) => number): number {
  const behind = question.sums.map(({ parts }) => {
    const names = new Set(parts.map(({ population }) => population));
    return [...names].reduce((sum, name) => sum + counted(name), 0);
  });
  return Math.min(...behind);
}

function rankOf(plan: Plan, question: PlannedQuestion, row: Row): CountedRow["rank"] {
  const [low, high] = ["LOW", "HIGH"].map((name) => row[columnName(plan, question, name)]);
  if (low === undefined || low === null || high === undefined || high === null) return null;
  return { low: whole(low), high: whole(high) };
}

/** A whole number as an engine gives it: a number, or text where it may be larger. */
function whole(value: Row[string] | undefined): bigint {
  return BigInt(typeof value === "boolean" ? Number(value) : (value ?? 0));
}

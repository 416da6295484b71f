/**
 * The cells of a plan on an engine that keeps them to itself: every part of the plan is a statement
 * of its own, and what is counted leaves question by question.
 */
import { schoolsColumn } from "./behind-sql.ts";
import { codesOf, countedRows, rowsOfQuestion, wholeOf } from "./counted-rows.ts";
import { duckDbDialect } from "./duckdb-dialect.ts";
import type { QuestionCells, Row } from "./engine.ts";
import type { CountedRow, Plan, PlannedQuestion } from "./plan.ts";
import { selectSql } from "./select-text.ts";
import { cellColumns, cellsInParts, type Slices } from "./sql.ts";
import { columnName } from "./value-sql.ts";

/** How statements are run. */
export interface Statements {
  readonly run: (sql: string) => Promise<void>;
  /** The rows of a query, some at a time. */
  readonly chunks: (sql: string) => AsyncIterable<readonly Row[]>;
  /** For tidying up, also after a failure: says nothing when it cannot. */
  readonly drop: (title: string) => Promise<void>;
}

const { identifier, literal } = duckDbDialect;
/** Title of what was counted. */
const counted: string = identifier("all cells");
/** Column of the place of a row in it. */
const place = "place";
/** Rows that are looked up at once: folded by contributor and day they take about 1 GiB. */
const slicedRows = 16_000_000;

/** Counts the cells of a plan and hands them on, one question after the other. */
export async function* cellsInTurn(
  plan: Plan,
  statements: Statements,
  rowsOfSlice: number = slicedRows,
): AsyncGenerator<QuestionCells, void, undefined> {
  const { parts, cells } = cellsInParts(plan);
  const made = new Set<string>();
  const make = async (title: string, query: string): Promise<void> => {
    await statements.run(`create temp table ${title} as\n${query}`);
    made.add(title);
  };
  const drop = async (title: string): Promise<void> => {
    await statements.drop(title);
    made.delete(title);
  };
  try {
    for (const { title, query, slices, drops } of parts) {
      const queries = await slicedQueries(slices, rowsOfSlice, statements);
      await make(title, queries[0] ?? query);
      for (const more of queries.slice(1)) await statements.run(`insert into ${title}\n${more}`);
      for (const old of drops) await drop(old);
    }
    await make(counted, cells);
    for (const title of made) if (title !== counted) await drop(title);
    yield* byQuestion(plan, statements);
  } finally {
    for (const title of made) await drop(title);
  }
}

/** The queries of the slices; none where the records that are looked up fit in memory as one. */
async function slicedQueries(
  slices: Slices | undefined,
  rowsOfSlice: number,
  { chunks }: Statements,
): Promise<readonly string[]> {
  if (slices === undefined) return [];
  let most = 0;
  for (const relation of new Set(slices.relations)) {
    for await (const [row] of chunks(`select count(*) as number from ${identifier(relation)}`)) {
      most = Math.max(most, Number(row?.["number"]));
    }
  }
  const of = Math.ceil(most / rowsOfSlice);
  return of <= 1 ? [] : Array.from({ length: of }, (_, at) => slices.query({ at, of }));
}

/** What was counted, a question at a time; all of them share the codes. */
async function* byQuestion(
  plan: Plan,
  { chunks }: Statements,
): AsyncGenerator<QuestionCells, void, undefined> {
  const select = plan.dimensions.map(identifier);
  const codes: CountedRow["codes"][] = [];
  const asked = select.length === 0 ? ["1 as everybody"] : select;
  for await (const rows of chunks(
    `${selectSql({ select: asked, from: counted, groupBy: [] })}\norder by rowid`,
  )) {
    for (const own of codesOf(plan, rows)) codes.push(own);
  }
  if (codes.length === 0) {
    yield* countedRows(plan, []);
    return;
  }
  const whole = codes.findIndex(wholeOf(plan));
  for (const question of plan.questions) {
    const alone = { ...plan, questions: [question] };
    const own: CountedRow[] = [];
    for await (const rows of chunks(figuresSql(plan, question, whole))) {
      const theirs = rows.map((row) => codes[Number(row[place])] ?? {});
      for (const row of rowsOfQuestion(alone, question, rows, theirs)) own.push(row);
    }
    yield [question.id, own];
  }
}

/** The figures of one question, under the names that they have where it is asked alone; rows without any are left out. */
function figuresSql(plan: Plan, question: PlannedQuestion, whole: number): string {
  const columns = figuresOf(plan, question).map(({ name, isWide }) => {
    const column = identifier(columnName(plan, question, name));
    const nothing = isWide ? literal({ kind: "literal", value: "0" }) : "0";
    return { column, name: identifier(name), seen: `${column} <> ${nothing}` };
  });
  const seen = [`rowid = ${whole}`, ...columns.map((column) => column.seen)];
  return `${selectSql({
    select: [`rowid as ${place}`, ...columns.map(({ column, name }) => `${column} as ${name}`)],
    from: counted,
    where: seen.join(" or "),
    groupBy: [],
  })}\norder by rowid`;
}

interface FigureColumn {
  readonly name: string;
  /** It is written as text, because it may be larger than a number. */
  readonly isWide: boolean;
}

function narrow(name: string): FigureColumn {
  return { name, isWide: false };
}

/** The columns of the figures of a question that is asked alone. */
function figuresOf(plan: Plan, question: PlannedQuestion): readonly FigureColumn[] {
  const alone = { ...plan, questions: [question] };
  const schools =
    question.schools === true
      ? plan.populations.flatMap(({ name, school }) => {
          const isOver = question.sums.some(({ parts }) =>
            parts.some(({ population }) => population === name),
          );
          return isOver && school !== undefined ? [schoolsColumn(alone, question, name)] : [];
        })
      : [];
  return [
    ...[...cellColumns(alone, duckDbDialect)].map(([name, { isWide }]) => ({ name, isWide })),
    ...schools.map(narrow),
    ...(question.rank === undefined ? [] : ["LOW", "HIGH"].map(narrow)),
  ];
}

/**
 * The cells of a plan on an engine that keeps them to itself: every part of the plan is a statement
 * of its own, and what is counted leaves question by question.
 */
import { schoolsColumn } from "./behind-sql.ts";
import { codesOf, countedRows, rowsOfQuestion, totalsOf } from "./counted-rows.ts";
import { duckDbDialect } from "./duckdb-dialect.ts";
import type { QuestionCells, Row } from "./engine.ts";
import type { CountedRow, Plan, PlannedQuestion } from "./plan.ts";
import { selectSql } from "./select-text.ts";
import { cellColumns, cellsInParts } from "./sql.ts";
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

/** Counts the cells of a plan and hands them on, one question after the other. */
export async function* cellsInTurn(
  plan: Plan,
  statements: Statements,
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
    for (const { title, query, drops } of parts) {
      await make(title, query);
      for (const old of drops) await drop(old);
    }
    await make(counted, cells);
    for (const title of made) if (title !== counted) await drop(title);
    yield* byQuestion(plan, statements);
  } finally {
    for (const title of made) await drop(title);
  }
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
  const totals = totalsOf(plan);
  const whole = codes.findIndex((own) => plan.dimensions.every((id) => own[id] === totals[id]));
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

/** The columns of the figures of a question that is asked alone. */
function figuresOf(plan: Plan, question: PlannedQuestion): readonly FigureColumn[] {
  const alone = { ...plan, questions: [question] };
  const narrow = (name: string): FigureColumn => ({ name, isWide: false });
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

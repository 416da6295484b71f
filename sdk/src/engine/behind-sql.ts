/**
 * Who is behind the cells, where a question asks: how much of a sum its greatest contributor makes up,
 * and how many schools there are. Both are told of every margin by itself: a greatest contribution is
 * the greatest of the parts, and schools are counted anew, because one may be in several parts.
 */
import type { Dialect } from "./dialect.ts";
import type {
  Plan,
  PlannedDimension,
  PlannedPopulation,
  PlannedQuestion,
  PlannedSum,
} from "./plan.ts";
import { cellKeyColumn, recordKeyColumn } from "./record-key-sql.ts";
import { columnName, type ValueColumn } from "./value-sql.ts";

/** Column of the school of a contributor, and of the schools of the finest codes. */
export const schoolColumn = "SCHOOL BEHIND";

/** The dimensions that contributors are placed in: those of the table, and the school where it is asked. */
export function placedDimensions({
  dimensions,
  school,
}: Pick<PlannedPopulation, "dimensions" | "school">): readonly PlannedDimension[] {
  return school === undefined ? dimensions : [...dimensions, school];
}

/** Column of the greatest contribution to a sum. */
export function largestColumn(plan: Plan, question: PlannedQuestion, sum: string): string {
  return columnName(plan, question, `${sum} largest`);
}

/** Column of the number of schools behind a population. */
export function schoolsColumn(plan: Plan, question: PlannedQuestion, population: string): string {
  return columnName(plan, question, `${population} schools`);
}

/** A column that is told of a sum: how it is counted by code, and how parts make the whole. */
interface Told {
  readonly name: string;
  readonly sql: string;
  readonly fold: "max" | "key";
}

/**
 * What a question asks to be told of a sum besides it: the greatest contribution to it, and the record
 * keys of those who add something to it.
 */
export function toldOfSum(
  plan: Plan,
  question: PlannedQuestion,
  { name }: PlannedSum,
  { parts, known, dialect }: SummedParts,
): readonly Told[] {
  const added = parts.map((part) => dialect.identifier(part.name)).join(" + ");
  const isLargest = question.largest?.includes(name) === true;
  const isKeyed = question.keys?.includes(name) === true;
  const largest = `max(case when ${known} then abs(${added}) end)`;
  const key = dialect.identifier(recordKeyColumn);
  const keys = `sum(case when ${known} and ${added} <> 0 then ${key} end)`;
  return [
    ...(isLargest
      ? [{ name: largestColumn(plan, question, name), sql: largest, fold: "max" as const }]
      : []),
    ...(isKeyed
      ? [{ name: cellKeyColumn(plan, question, name), sql: keys, fold: "key" as const }]
      : []),
  ];
}

interface SummedParts {
  /** What a contributor adds to the sum, in columns. */
  readonly parts: readonly ValueColumn[];
  /** The condition that it counts. */
  readonly known: string;
  readonly dialect: Dialect;
}

/** Whether any question asks for schools that any population knows. */
export function isSchoolAsked({ populations }: Plan): boolean {
  return populations.some(({ school }) => school !== undefined);
}

/** The school of the finest codes of one population, beside those of the others. */
export function schoolSql({ school }: PlannedPopulation, { identifier, types }: Dialect): string {
  const column = identifier(schoolColumn);
  return school === undefined ? `cast(null as ${types.text}) as ${column}` : column;
}

/** How many schools are behind every margin, for each question that asks and each of its populations. */
export function schoolsSql(
  plan: Plan,
  dialect: Dialect,
  counted: (question: PlannedQuestion, population: string) => string,
): readonly string[] {
  const { identifier, literal } = dialect;
  return plan.questions.flatMap((question) => {
    if (question.schools !== true) return [];
    const names = new Set(
      question.sums.flatMap(({ parts }) => parts.map((part) => part.population)),
    );
    return plan.populations.flatMap(({ name, school }) => {
      if (!names.has(name) || school === undefined) return [];
      const unknown = literal({ kind: "literal", value: school.unknown });
      const known = `nullif(${identifier(schoolColumn)}, ${unknown})`;
      const seen = `case when ${identifier(counted(question, name))} > 0 then ${known} end`;
      return [`count(distinct ${seen}) as ${identifier(schoolsColumn(plan, question, name))}`];
    });
  });
}

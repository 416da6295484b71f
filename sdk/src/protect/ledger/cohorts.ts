/**
 * School years side by side: the students of a grade are nearly those of the next grade a year later.
 * Tables are put into coordinates in which the same people have the same place, whatever the year.
 */
import type { HierarchyCode, TableDescription, TableDimension } from "../../cells.ts";
import type { ObservationTable } from "../../publication.ts";
import type { CellCodes } from "./verdict.ts";

/** The family of dimensions whose whole-number codes are grades: a year later they are one more. */
const gradeFamily = "grade";

/** Contributors who move up from grade to grade; all others stay where they are. */
const movingUp = "student";

/** All grades, of tables that say nothing of grades. */
const whole = "_T";

/** A code beside the others, so that no code of a dimension is the whole and every place names it. */
const beside = "(beside)";

/**
 * Publications of other school years in which readers know the people of a table again: the same
 * population, and either contributors who stay where they are, or grades in both.
 */
export function ofOtherYears(
  { period, quantity, contributor, dimensions }: TableDescription,
  history: readonly ObservationTable[],
): readonly ObservationTable[] {
  return history.filter(
    ({ description, report }) =>
      description.period !== period &&
      description.quantity.den === quantity.den &&
      description.contributor === contributor &&
      report.measures?.den === "count" &&
      (contributor !== movingUp || (hasGrades(dimensions) && hasGrades(description.dimensions))),
  );
}

/** A table's description and the codes of its rows in coordinates of cohorts. */
export interface InCohorts {
  readonly description: TableDescription;
  readonly codes: readonly CellCodes[];
}

/** A publication in coordinates of cohorts. */
export function tableInCohorts(table: ObservationTable): ObservationTable {
  const { description, codes } = inCohorts(table.description, table.observations);
  const observations = table.observations.map((observation, row) => ({
    ...observation,
    codes: codes[row] ?? observation.codes,
  }));
  return { ...table, description, observations };
}

/**
 * Only those who are counted are known again: who of them has an attribute is found out anew every
 * year. A table without grades is of all grades of its year.
 */
export function inCohorts(
  description: TableDescription,
  rows: readonly { readonly codes: CellCodes }[],
): InCohorts {
  const { num, den } = description.quantity;
  const year = yearOf(description);
  const quantity = { num: num === den ? den : `${num} of ${year}`, den };
  if (description.contributor !== movingUp) {
    return { description: { ...description, quantity }, codes: rows.map(({ codes }) => codes) };
  }
  const own = description.dimensions.find(isOfGrades);
  const { id = gradeFamily, codes = [{ code: whole, parent: null }] } = own ?? {};
  const nameOf = namesIn(own, year);
  const cohorts = codes.map(({ code, parent }) => ({
    code: nameOf(code),
    parent: parent === null ? null : nameOf(parent),
  }));
  const dimensions = [
    ...description.dimensions.filter((one) => one !== own),
    { id, family: gradeFamily, codes: [{ code: beside, parent: null }, ...cohorts] },
  ];
  return {
    description: { ...description, quantity, dimensions },
    codes: rows.map((row) => ({ ...row.codes, [id]: nameOf(row.codes[id] ?? whole) })),
  };
}

/** Grade → the cohort that is in it; everything that is not one grade is of its year alone. */
function namesIn(dimension: TableDimension | undefined, year: number): (code: string) => string {
  const wider = new Set(dimension?.codes.map(({ parent }) => parent));
  const cohorts = new Map(
    (dimension?.codes ?? [])
      .filter((one) => isGrade(one) && !wider.has(one.code))
      .map(({ code }) => [code, `in grade 0 in ${year - Number(code)}`]),
  );
  return (code) => cohorts.get(code) ?? `${code} in ${year}`;
}

function hasGrades(dimensions: readonly TableDimension[]): boolean {
  return dimensions.some(isOfGrades);
}

function isOfGrades({ id, family, codes }: TableDimension): boolean {
  return (family ?? id) === gradeFamily && codes.some(isGrade);
}

function isGrade({ code }: HierarchyCode): boolean {
  return /^\d{1,2}$/.test(code);
}

/** The calendar year in which the school year of a table begins, whatever its moment. */
function yearOf({ period }: Pick<TableDescription, "period">): number {
  return Number(period.slice(0, "YYYY".length));
}

import type { TableDescription } from "../../cells.ts";

/**
 * When the people of a table were counted. Numbers of two moments are two unknowns; those of one
 * school year are about nearly the same people. A table that bears its moment already keeps it.
 */
export function momentOf({ period, asOf }: Pick<TableDescription, "period" | "asOf">): string {
  const isMoment = asOf === undefined || period.includes(` as of ${asOf}`);
  return isMoment ? period : `${period} as of ${asOf}`;
}

/** A table with its moment in the place of its period, which is what tells unknowns apart. */
export function atMoment<T extends { readonly description: TableDescription }>(
  table: T,
  moment: string = momentOf(table.description),
): T {
  return { ...table, description: { ...table.description, period: moment } };
}

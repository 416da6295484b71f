/** The only two ways a name or a value is written into SQL. */

/** A table's or column's name, exactly as spelled. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A value as a literal, for places where SQL allows no bound parameter (views, file paths). */
export function quoteLiteral(value: string | number | boolean | null): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new RangeError("a number that is not finite has no SQL literal");
  }
  return String(value);
}

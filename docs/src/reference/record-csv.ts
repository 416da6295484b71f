/** A record as the two lines of a CSV file: the property names, and the values. */
export function recordCsv(
  names: readonly string[],
  record: Readonly<Record<string, unknown>>,
): string {
  return `${headerCsv(names)}${names.map((name) => cell(record[name])).join(",")}\n`;
}

/** The first line of a file of records. */
export function headerCsv(names: readonly string[]): string {
  return `${names.join(",")}\n`;
}

/** Empty means absent; lists and objects are JSON. */
function cell(value: unknown): string {
  if (value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /[",\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

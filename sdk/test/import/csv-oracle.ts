/** What becomes of a row of CSV: its cells, or why it has none. */
export type OracleRow =
  | { readonly number: number; readonly cells: readonly string[] }
  | { readonly number: number; readonly defect: string };

/**
 * Takes CSV apart one character after the other: slow, and short enough to be believed. The header is
 * row 1 and is not among the rows.
 */
export function oracleRows(text: string, delimiter: string, columns: number): readonly OracleRow[] {
  const rows: OracleRow[] = [];
  let rest = text;
  for (let number = 1; rest !== ""; number += 1) {
    const { row, after } = oneRow(rest, delimiter);
    rest = after;
    if (number > 1) rows.push(judged(row, number, columns));
  }
  while (isEmptyLine(rows.at(-1))) rows.pop();
  return rows;
}

function isEmptyLine(row: OracleRow | undefined): boolean {
  return row !== undefined && "defect" in row && row.defect === "empty-line";
}

function judged(row: readonly string[] | string, number: number, columns: number): OracleRow {
  if (typeof row === "string") return { number, defect: row };
  if (row.length < columns) return { number, defect: "too-few-values" };
  const surplus = row.slice(columns);
  if (surplus.some((cell) => cell !== "")) return { number, defect: "too-many-values" };
  return { number, cells: row.slice(0, columns) };
}

const lineEnd = /\r\n|\n|\r|$/;

function oneRow(
  text: string,
  delimiter: string,
): { readonly row: readonly string[] | string; readonly after: string } {
  if (/^[\r\n]/.test(text)) return { row: "empty-line", after: text.replace(lineEnd, "") };
  const cells: string[] = [];
  let rest = text;
  for (;;) {
    const quoted = /^ *"((?:[^"]|"")*)" */.exec(rest);
    const isSound = quoted !== null && endsHere(rest.slice(quoted[0].length), delimiter);
    if (/^ *"/.test(rest) && !isSound) return { row: "unclosed-quote", after: nextLine(rest) };
    const plain = rest.slice(0, plainEnd(rest, delimiter));
    cells.push(quoted === null ? plain : (quoted[1] ?? "").replaceAll('""', '"'));
    rest = rest.slice(quoted === null ? plain.length : quoted[0].length);
    if (!rest.startsWith(delimiter)) return { row: cells, after: rest.replace(lineEnd, "") };
    rest = rest.slice(1);
  }
}

function nextLine(text: string): string {
  const end = lineEnd.exec(text);
  return text.slice((end?.index ?? 0) + (end?.[0].length ?? 0));
}

function endsHere(rest: string, delimiter: string): boolean {
  return rest === "" || rest.startsWith(delimiter) || /^[\r\n]/.test(rest);
}

function plainEnd(rest: string, delimiter: string): number {
  const ends = [delimiter, "\r", "\n"].map((mark) => rest.indexOf(mark)).filter((at) => at >= 0);
  return Math.min(rest.length, ...ends);
}

import { InputError } from "../../../errors.ts";

/** A line of a CSV file, with its number as an editor shows it. */
export interface Line {
  readonly line: number;
  readonly fields: readonly string[];
}

/** A CSV file with the names of its columns. */
export interface Csv {
  readonly name: string;
  readonly columns: readonly string[];
  readonly lines: readonly Line[];
}

/** Reads a small CSV file: commas, semicolons or tabs, fields in quotes where they need them. */
export function parseCsv(text: string, name: string): Csv {
  const [first = "", ...rest] = text.replace(/^\uFEFF/u, "").split(/\r?\n/u);
  const separator = [";", "\t"].find((own) => first.includes(own)) ?? ",";
  const columns = fieldsOf(first, separator);
  const lines = rest.flatMap((own, at): readonly Line[] =>
    own.trim() === "" ? [] : [{ line: at + 2, fields: fieldsOf(own, separator) }],
  );
  const odd = lines.find(({ fields }) => fields.length !== columns.length);
  if (odd !== undefined) {
    throw new InputError(
      `${name}, line ${odd.line}: it has ${odd.fields.length} fields, and the first line names ${columns.length}.`,
      "Export the table again with one header line and the same columns in every line.",
    );
  }
  return { name, columns, lines };
}

/** Where a column stands. @throws InputError when there is none. */
export function columnIn({ name, columns }: Csv, column: string): number {
  const at = columns.indexOf(column);
  if (at >= 0) return at;
  throw new InputError(
    `${name} has no column ${column}.`,
    `Its columns are ${columns.join(", ")}.`,
  );
}

/** Fields between separators; two quotes within quotes are one. */
function fieldsOf(line: string, separator: string): readonly string[] {
  const fields: string[] = [];
  let [own, isQuoted] = ["", false];
  for (let at = 0; at < line.length; at += 1) {
    const letter = line[at] ?? "";
    if (letter === '"' && isQuoted && line[at + 1] === '"') {
      own += letter;
      at += 1;
    } else if (letter === '"') isQuoted = !isQuoted;
    else if (letter === separator && !isQuoted) {
      fields.push(own.trim());
      own = "";
    } else own += letter;
  }
  return [...fields, own.trim()];
}

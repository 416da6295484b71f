import { readFileSync } from "node:fs";
import { sharedFile } from "./foreign-data.ts";

export type CsvRow = Readonly<Record<string, string>>;

/** The rows of a CSV file as text, read without the engine: for counts that have to be independent of it. */
export function csvRows(path: string): readonly CsvRow[] {
  const [head = "", ...lines] = readFileSync(sharedFile(path), "utf8").trim().split(/\r?\n/);
  const names = fields(head);
  return lines.map((line) => {
    const values = fields(line);
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
  });
}

function fields(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? "",
  );
}

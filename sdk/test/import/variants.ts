import { gzipSync, zstdCompressSync } from "node:zlib";

/** Four students, two of whom are wrong in several ways, with everything that CSV must quote. */
const header = ["id", "sex", "birthDate", "address"] as const;
const rows = [
  ["s1", "1", "2010-01-01", "Street 1"],
  ["s2", "9x", "2010-13-01", "Street 2, A; B\tC"],
  ["s3", "2", "2011-02-03", 'a "quoted"\n\nplace'],
  ["s3", "2", "", "Pähkinäkatu 3"],
] as const;

const records = rows.map((cells) =>
  Object.fromEntries(
    header.map((name, index) => [name, cells[index] ?? ""]).filter(([, value]) => value !== ""),
  ),
);

/** The records as CSV, as RFC 4180 writes it. */
export function csv(separator = ",", lineEnd = "\n"): string {
  const quoted = (cell: string): string =>
    /["\n,;\t]/.test(cell) ? `"${cell.replaceAll('"', '""').replaceAll("\n", lineEnd)}"` : cell;
  return [header, ...rows].map((cells) => cells.map(quoted).join(separator) + lineEnd).join("");
}

/** One record on each line. */
export const ndjson: string = records.map((record) => `${JSON.stringify(record)}\n`).join("");
const array = JSON.stringify(records);

/** The same records in every way that is read: what it is, the file's name, its content. */
export const variants: readonly (readonly [string, string, string | Uint8Array])[] = [
  ["CSV with commas", "student.csv", csv()],
  ["CSV with semicolons", "student.csv", csv(";")],
  ["CSV with tabs", "student.csv", csv("\t")],
  ["CSV with a byte order mark", "student.csv", `\uFEFF${csv()}`],
  ["CSV with Windows line ends", "student.csv", csv(",", "\r\n")],
  ["CSV with the line ends of old Macintoshes", "student.csv", csv(",", "\r")],
  ["CSV without a last line end", "student.csv", csv().slice(0, -1)],
  ["CSV with empty lines at its end", "student.csv", `${csv()}\n\n\n`],
  ["CSV with every cell quoted", "student.csv", everyCellQuoted()],
  ["CSV packed with gzip", "student.csv.gz", gzipSync(csv())],
  ["CSV packed with gzip in two parts", "student.csv.gz", inTwoParts(csv())],
  ["CSV packed with zstd", "student.csv.zst", zstdCompressSync(csv())],
  ["a folder of parts", "student/part-1.csv", csv()],
  ["a folder of packed parts", "student/part-1.csv.gz", gzipSync(csv())],
  ["a folder that has an ending like a file's", "student.csv/part-1.csv", csv()],
  ["NDJSON", "student.ndjson", ndjson],
  ["NDJSON with a byte order mark", "student.ndjson", `\uFEFF${ndjson}`],
  ["NDJSON with Windows line ends", "student.ndjson", ndjson.replaceAll("\n", "\r\n")],
  ["NDJSON without a last line end", "student.ndjson", ndjson.slice(0, -1)],
  ["NDJSON with empty lines at its end", "student.ndjson", `${ndjson}\n\n`],
  ["NDJSON packed with gzip", "student.ndjson.gz", gzipSync(ndjson)],
  ["NDJSON packed with zstd", "student.ndjson.zst", zstdCompressSync(ndjson)],
  ["a JSON array on one line", "student.json", array],
  ["a JSON array over many lines", "student.json", JSON.stringify(records, null, 2)],
  ["a JSON array with a byte order mark", "student.json", `\uFEFF${array}`],
  ["a JSON array packed with gzip", "student.json.gz", gzipSync(array)],
  ["a JSON array packed with zstd", "student.json.zst", zstdCompressSync(array)],
];

function everyCellQuoted(): string {
  return [header, ...rows]
    .map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\n`)
    .join("");
}

function inTwoParts(text: string): Uint8Array {
  return Buffer.concat([gzipSync(text.slice(0, 50)), gzipSync(text.slice(50))]);
}

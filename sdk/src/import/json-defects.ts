import type { RowDefect } from "../finding-text/table.ts";
import { type MalformedRows, malformedShown } from "./raw-relation.ts";

/** Malformed rows of one file by what is wrong with them: how many, and the first. */
export type Defects = Map<RowDefect, { count: number; readonly rows: number[] }>;

/** Counts one more malformed row. */
export function addDefect(defects: Defects, defect: RowDefect, row: number): void {
  const seen = defects.get(defect) ?? { count: 0, rows: [] };
  seen.count += 1;
  if (seen.rows.length < malformedShown) seen.rows.push(row);
  defects.set(defect, seen);
}

/** The malformed rows of a file as reading reports them. */
export function malformedOf(file: string, defects: Defects): readonly MalformedRows[] {
  return [...defects].map(([defect, { count, rows }]) => ({ file, defect, count, rows }));
}

/** Why a text is no record, as far as one text says; a name that is there twice is left to the engine. */
export function textDefect(text: string): "not-json" | "not-object" | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "not-json";
  }
  if (hasHalfSurrogate(text)) return "not-json";
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? undefined
    : "not-object";
}

/** Half a surrogate pair is a value in JavaScript and an error in every other parser. */
function hasHalfSurrogate(text: string): boolean {
  const half = /\\ud[89a-f]/i;
  if (!half.test(text)) return false;
  const escapes = text.replaceAll("\\\\", "");
  return half.test(escapes.replaceAll(/\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}/gi, ""));
}

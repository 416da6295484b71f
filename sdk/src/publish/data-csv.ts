/**
 * `data.csv`: SDMX-CSV 2 in one exact spelling. Comma, CRLF, no quotes (codes and numbers need
 * none), NaN where there is no number, never an empty cell.
 * Source: SDMX-CSV 2.0 field guide (sdmx-twg/sdmx-csv).
 */
import { RefusedError } from "../errors.ts";
import type { Observation } from "../publication.ts";
import { limits, readText } from "./files.ts";

/** What stands in every row, and in which order the dimensions do. */
export interface DataFrame {
  readonly dataflow: string;
  /** Dimension ids, REF_AREA first. */
  readonly dimensions: readonly string[];
  readonly timePeriod: string;
}

/** One row as written; nothing of it has been judged. */
export interface DataRow {
  /** As a spreadsheet shows it: the header is row 1. */
  readonly row: number;
  readonly structure: string;
  readonly structureId: string;
  readonly action: string;
  readonly codes: readonly string[];
  readonly timePeriod: string;
  readonly value: string;
  readonly status: string;
  readonly confidentiality: string;
  readonly num: string;
  readonly den: string;
}

/** Most rows that are read. */
const rowsMax = 1_000_000;

/**
 * What a code may consist of in SDMX, and how it may begin: a spreadsheet takes a cell that begins
 * with a hyphen or an at sign for a formula.
 */
export const codePattern: RegExp = /^[A-Za-z0-9_][A-Za-z0-9_@$-]{0,99}$/;

const headStart = ["STRUCTURE", "STRUCTURE_ID", "ACTION"] as const;
const headEnd = ["TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "NUM", "DEN"] as const;

/** The header of the profile for these dimensions. */
function headerOf(dimensions: readonly string[]): readonly string[] {
  return [...headStart, ...dimensions, ...headEnd];
}

/** Observations as the text of `data.csv`, ordered by their codes. */
export function dataCsv(frame: DataFrame, observations: readonly Observation[]): string {
  const rows = observations
    .map((observation) => rowOf(frame, observation).join(","))
    .toSorted((a, b) => (a < b ? -1 : 1));
  return [headerOf(frame.dimensions).join(","), ...rows, ""].join("\r\n");
}

/** The bytes of `data.csv` → rows, or why they are not this profile. Never throws. */
export function readDataCsv(
  bytes: Uint8Array,
  dimensions: readonly string[],
): { readonly value: readonly DataRow[] } | { readonly problem: string } {
  if (bytes.length > limits.dataBytesMax) return { problem: "The file is too large." };
  const text = readText(bytes);
  if (text === null) return { problem: "The file is not UTF-8." };
  if (text.includes('"')) return { problem: "The file has quotes; codes and numbers need none." };
  if (!text.endsWith("\r\n")) return { problem: "The last line does not end in CRLF." };
  const [head, ...lines] = text.slice(0, -2).split("\r\n");
  if (head !== headerOf(dimensions).join(",")) {
    return { problem: "Row 1: the header is not the one of the profile." };
  }
  if (lines.length > rowsMax) return { problem: `There are more than ${rowsMax} rows.` };
  return readRows(lines, dimensions.length);
}

function readRows(
  lines: readonly string[],
  dimensionCount: number,
): { readonly value: readonly DataRow[] } | { readonly problem: string } {
  const rows: DataRow[] = [];
  for (const [index, line] of lines.entries()) {
    const cells = line.split(",");
    if (cells.length !== dimensionCount + 9) {
      return {
        problem: `Row ${index + 2}: ${cells.length} cells instead of ${dimensionCount + 9}.`,
      };
    }
    rows.push(readRow(cells, dimensionCount, index + 2));
  }
  return { value: rows };
}

function readRow(cells: readonly string[], dimensionCount: number, row: number): DataRow {
  const [structure = "", structureId = "", action = ""] = cells;
  const rest = cells.slice(3 + dimensionCount);
  const [timePeriod = "", value = "", status = "", confidentiality = "", num = "", den = ""] = rest;
  const codes = cells.slice(3, 3 + dimensionCount);
  return {
    row,
    structure,
    structureId,
    action,
    codes,
    timePeriod,
    value,
    status,
    confidentiality,
    num,
    den,
  };
}

function rowOf(frame: DataFrame, observation: Observation): readonly string[] {
  const { value, status, confidentiality, num, den } = observation;
  const codes = frame.dimensions.map((id) => codeOf(observation, id));
  const figures = [value ?? "NaN", status, confidentiality, wholeText(num), wholeText(den)];
  return ["dataflow", frame.dataflow, "R", ...codes, frame.timePeriod, ...figures];
}

function codeOf(observation: Observation, dimension: string): string {
  const code = observation.codes[dimension];
  if (code !== undefined && codePattern.test(code)) return code;
  throw new RefusedError(
    `A code of ${dimension} cannot be written in SDMX.`,
    "Use letters, digits, hyphen and underscore in codes of schools and areas, and no hyphen first.",
  );
}

function wholeText(count: number | null): string {
  if (count === null) return "NaN";
  if (Number.isSafeInteger(count)) return String(count);
  throw new RefusedError(
    "A numerator or denominator is not a whole number below 2^53.",
    "Let the metric count in finer steps, with a denominator scale.",
  );
}

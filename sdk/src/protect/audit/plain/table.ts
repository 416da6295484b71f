import type { HierarchyCode, TableDimension } from "../../../cells.ts";
import { InputError } from "../../../errors.ts";
import type { Observation } from "../../../publication.ts";
import { defaultPolicy, strictest } from "../../policy.ts";
import type { Shown } from "../shown.ts";
import { columnIn, parseCsv } from "./csv.ts";
import type { Csv } from "./csv.ts";

/** How a table that another tool made is to be read. */
export interface PlainTable {
  readonly text: string;
  /** The name of the file, for messages. */
  readonly name: string;
  /** Column → the ways in which its codes add up; several where the same codes are grouped twice. */
  readonly dimensions: ReadonlyMap<string, readonly Adding[]>;
  /** Column of counts; empty where a count is withheld. */
  readonly count: string;
  /** Column that says which counts are withheld, whatever stands in the column of counts. */
  readonly withheld?: string;
  /** What must stay possible for a withheld count: so many values, and to be so great. */
  readonly widthMin: number;
  readonly reachMin: number;
}

/** Codes with their wider codes, or the one code that all others of the column add up to. */
export type Adding = readonly HierarchyCode[] | string;

/** A table for every way in which the columns add up together; the audit joins them. */
export function plainTables(plain: PlainTable): readonly Shown[] {
  const csv = parseCsv(plain.text, plain.name);
  const rows = rowsOf(csv, plain);
  const ways = [...plain.dimensions].reduce<readonly (readonly TableDimension[])[]>(
    (some, [id, addings]) =>
      some.flatMap((dimensions) =>
        addings.map((adding) => [...dimensions, { id, codes: codesOf(adding, id, rows) }]),
      ),
    [[]],
  );
  refuseUnknown(plain, rows, ways);
  return ways.map((dimensions) => shownBy(plain, dimensions, rows));
}

interface Row extends Pick<Observation, "codes" | "num"> {
  readonly line: number;
}

function rowsOf(csv: Csv, plain: PlainTable): readonly Row[] {
  const places = [...plain.dimensions.keys()].map((id) => [id, columnIn(csv, id)] as const);
  const count = columnIn(csv, plain.count);
  const mask = plain.withheld === undefined ? -1 : columnIn(csv, plain.withheld);
  const seen = new Set<string>();
  return csv.lines.map(({ line, fields }) => {
    const codes = Object.fromEntries(places.map(([id, at]) => [id, fields[at] ?? ""]));
    const key = JSON.stringify(codes);
    if (seen.has(key))
      refuse(plain, line, "is of the same cell as a line before", "Leave one out.");
    seen.add(key);
    const isHidden = mask >= 0 && isTrue(fields[mask] ?? "", plain, line);
    return { line, codes, num: isHidden ? null : numberIn(fields[count] ?? "", plain, line) };
  });
}

function isTrue(text: string, plain: PlainTable, line: number): boolean {
  if (["TRUE", "T", "1"].includes(text.toUpperCase())) return true;
  if (["FALSE", "F", "0", "NA", ""].includes(text.toUpperCase())) return false;
  refuse(
    plain,
    line,
    `has something else than TRUE or FALSE in ${plain.withheld}`,
    "Write TRUE where the count is withheld, and FALSE elsewhere.",
  );
}

function numberIn(text: string, plain: PlainTable, line: number): number | null {
  if (text === "" || text === "NA") return null;
  if (/^\d{1,15}$/u.test(text)) return Number(text);
  refuse(
    plain,
    line,
    `has no whole number in ${plain.count}`,
    "Write counts as whole numbers, and nothing where they are withheld.",
  );
}

function codesOf(adding: Adding, id: string, rows: readonly Row[]): readonly HierarchyCode[] {
  if (typeof adding !== "string") return adding;
  const others = new Set(rows.map(({ codes }) => codes[id] ?? ""));
  others.delete(adding);
  return [{ code: adding, parent: null }, ...[...others].map((code) => ({ code, parent: adding }))];
}

/** Each line must be in one of the tables, or what it says were lost. */
function refuseUnknown(
  plain: PlainTable,
  rows: readonly Row[],
  ways: readonly (readonly TableDimension[])[],
): void {
  const known = ways.map((dimensions) => knownCodes(dimensions));
  const lost = rows.find((row) => !known.some((own) => isIn(row, own)));
  if (lost === undefined) return;
  refuse(
    plain,
    lost.line,
    "has a code that is in none of the hierarchies",
    "Add the code to the file of its column.",
  );
}

type Known = readonly (readonly [id: string, codes: ReadonlySet<string>])[];

function knownCodes(dimensions: readonly TableDimension[]): Known {
  return dimensions.map(({ id, codes }) => [id, new Set(codes.map(({ code }) => code))]);
}

function isIn({ codes }: Row, known: Known): boolean {
  return known.every(([id, own]) => own.has(codes[id] ?? ""));
}

function shownBy(
  { count, widthMin, reachMin }: PlainTable,
  dimensions: readonly TableDimension[],
  rows: readonly Row[],
): Shown {
  const known = knownCodes(dimensions);
  const limits = strictest(defaultPolicy, { sensitive: false });
  return {
    description: {
      kind: "ratio",
      quantity: { num: count, den: count },
      period: "",
      dimensions,
    },
    observations: rows
      .filter((row) => isIn(row, known))
      .map(({ codes, num }): Observation => ({
        codes,
        value: null,
        status: num === null ? "Q" : "A",
        confidentiality: num === null ? "C" : "F",
        num,
        den: num,
      })),
    measures: { num: "count", den: "count" },
    limits: {
      ...limits,
      contributorsMin: reachMin,
      intervalWidthMin: widthMin,
      intervalShareMin: 0,
      zeros: "eligible",
    },
  };
}

function refuse({ name }: PlainTable, line: number, why: string, remedy: string): never {
  throw new InputError(`${name}, line ${line}: it ${why}.`, remedy);
}

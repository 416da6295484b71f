import { closeSync, openSync, readSync } from "node:fs";
import { z } from "zod";
import type { Registry } from "@edufed/schemas";

/** The student of the standard as somebody who uses zod writes it by hand: the keywords, not the rules. */
export function zodStudent(registry: Registry): z.ZodType {
  const codes = (list: string): z.ZodType =>
    z.enum((registry.codeLists.get(list)?.codes ?? []).map(({ code }) => code));
  const text = (most: number): z.ZodType => z.string().min(1).max(most).optional();
  const distinct = (list: unknown[]): boolean => new Set(list).size === list.length;
  return z.strictObject({
    id: z.string().min(1).max(128),
    sex: codes("sex"),
    birthDate: z.iso.date().optional(),
    birthYear: z.int().min(1900).max(2100).optional(),
    nationalId: text(64),
    givenNames: text(200),
    familyName: text(200),
    preferredName: text(200),
    email: z
      .string()
      .regex(/^[^@ ]+@[^@ ]+$/)
      .max(254)
      .optional(),
    phone: text(32),
    address: text(300),
    citizenships: z.array(codes("country")).max(10).refine(distinct).optional(),
    countryOfBirth: codes("country").optional(),
    homeLanguages: z.array(codes("language")).min(1).max(10).refine(distinct).optional(),
    migrationBackground: codes("migration-background").optional(),
    disabilityIndicator: z.boolean().optional(),
    socioEconomicBand: z.int().min(1).max(5).optional(),
    socioEconomicScheme: text(64),
    parentalEducation: codes("education-attainment").optional(),
    deviceAtHome: z.boolean().optional(),
    internetAtHome: z.boolean().optional(),
    disclosureBlocked: z.boolean().optional(),
    sourceSystem: text(64),
    sourceId: text(128),
  });
}

/** The records of an NDJSON file. */
export function* parsedLines(path: string): Iterable<unknown> {
  for (const text of wholeLines(path)) {
    for (let start = 0; start < text.length;) {
      const end = text.indexOf("\n", start);
      const stop = end < 0 ? text.length : end;
      yield JSON.parse(text.slice(start, stop));
      start = stop + 1;
    }
  }
}

const pieceBytes = 1 << 26;

/** A file in pieces of whole lines, since no text can be as long as a nation's file. */
function* wholeLines(path: string): Generator<string> {
  const file = openSync(path, "r");
  try {
    const piece = Buffer.alloc(pieceBytes);
    let kept = 0;
    for (;;) {
      const length = kept + readSync(file, piece, kept, pieceBytes - kept, null);
      if (length === kept) {
        if (kept > 0) yield piece.toString("utf8", 0, kept);
        return;
      }
      const end = piece.lastIndexOf("\n", length - 1) + 1;
      yield piece.toString("utf8", 0, end);
      piece.copyWithin(0, end, length);
      kept = length - end;
    }
  } finally {
    closeSync(file);
  }
}

/** What makes the text of a cell a value of its property. */
export type CellReader = (text: string) => unknown;

/** The records of a CSV file as a plain, fast parser gives them; an empty cell is an absent value. */
export function* parsedCells(
  path: string,
  readers: ReadonlyMap<string, CellReader>,
): Generator<Readonly<Record<string, unknown>>> {
  const rows = rowsIn(path);
  const first = rows.next();
  const header = first.done === true ? [] : first.value;
  const columns = header.map((name) => ({ name, read: readers.get(name) }));
  for (const cells of rows) {
    const record: Record<string, unknown> = {};
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index];
      const text = cells[index];
      if (column === undefined || text === undefined || text === "") continue;
      record[column.name] = column.read === undefined ? text : column.read(text);
    }
    yield record;
  }
}

/** No cell of the bench has a line end in it. */
function* rowsIn(path: string): Generator<string[]> {
  for (const text of wholeLines(path)) yield* cellRows(text);
}

const comma = 44;
const lineFeed = 10;
const quote = 34;

/** Comma, line feed, and double quotes around what holds them (RFC 4180). */
function* cellRows(text: string): Generator<string[]> {
  let cells: string[] = [];
  for (let at = 0; at < text.length;) {
    const isQuoted = text.charCodeAt(at) === quote;
    const end = isQuoted ? closingQuote(text, at) : cellEnd(text, at);
    const cell = isQuoted ? text.slice(at + 1, end) : text.slice(at, end);
    cells.push(isQuoted && cell.includes('"') ? cell.replaceAll('""', '"') : cell);
    const next = isQuoted ? end + 1 : end;
    if (text.charCodeAt(next) !== comma) {
      yield cells;
      cells = [];
    }
    at = next + 1;
  }
}

function closingQuote(text: string, opening: number): number {
  let end = text.indexOf('"', opening + 1);
  while (text.charCodeAt(end + 1) === quote) end = text.indexOf('"', end + 2);
  return end;
}

function cellEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === comma || character === lineFeed) return at;
  }
  return text.length;
}

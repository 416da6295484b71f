/** One row of a file of cells → a cell, or an error that names the row and the column. */
import type { Cell, CellStatus, TableDescription } from "../cells.ts";
import type { Row, Value } from "../engine/engine.ts";
import { broken } from "./cell-description.ts";
import { keyLimit } from "../record-key.ts";
import { isBelowShare, isSameNumber, ratioText } from "../decimal.ts";

/** The cell that a row holds. `place` names file and row, for messages; codes are never in them. */
export function cellOf(row: Row, description: TableDescription, place: string): Cell {
  const column = (name: string): Value => row[name] ?? null;
  requirePeriod(column("TIME_PERIOD"), description, place);
  const counts = {
    codes: codesOf(row, description, place),
    num: whole(column("NUM"), `${place}, NUM`, description.kind === "mean"),
    den: whole(column("DEN"), `${place}, DEN`),
    contributors: whole(column("CONTRIBUTORS"), `${place}, CONTRIBUTORS`),
    expected: orNull(column("EXPECTED"), (value) => whole(value, `${place}, EXPECTED`)),
    ...excludedIn(column("EXCLUDED"), `${place}, EXCLUDED`),
    coverage: orNull(column("COVERAGE"), (value) => share(value, `${place}, COVERAGE`)),
    ...behindIn(row, place),
  };
  requireShare(counts, description, place);
  const value = orNull(column("OBS_VALUE"), (text) => text);
  const status = statusOf(column("OBS_STATUS"), derivedStatus(counts, value, description), place);
  return { ...counts, value: figure(value, counts, description, place), status };
}

/** A table made elsewhere need not say who was left out. */
function excludedIn(value: Value, place: string): Pick<Cell, "excluded"> {
  const excluded = orNull(value, (given) => whole(given, place));
  return excluded === null ? {} : { excluded };
}

/** What a table may say of who is behind a cell. */
function behindIn(row: Row, place: string): Pick<Cell, "largest" | "schools" | "keys"> {
  const told = (name: string): number | null =>
    orNull(row[name] ?? null, (value) => whole(value, `${place}, ${name}`));
  const [num, den, schools] = [told("LARGEST_NUM"), told("LARGEST_DEN"), told("SCHOOLS")];
  return {
    ...(num === null || den === null ? {} : { largest: { num: [num], den: [den] } }),
    ...(schools === null ? {} : { schools }),
    ...keysIn(row, place),
  };
}

/** Both keys of a cell, or none. */
function keysIn(row: Row, place: string): Pick<Cell, "keys"> {
  const told = (name: string): number | null =>
    orNull(row[name] ?? null, (value) => {
      const key = whole(value, `${place}, ${name}`);
      if (key < keyLimit) return key;
      throw broken(`${place}, ${name}`, "it must be below 2^32.");
    });
  const [num, den] = [told("NUM_CELL_KEY"), told("DEN_CELL_KEY")];
  if (num !== null && den !== null) return { keys: { num, den } };
  if (num === null && den === null) return {};
  throw broken(place, "NUM_CELL_KEY and DEN_CELL_KEY go together.");
}

function codesOf(
  row: Row,
  { dimensions }: TableDescription,
  place: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    dimensions.map(({ id, codes }) => {
      const code = row[id] ?? null;
      if (code === null) throw broken(`${place}, ${id}`, "there is no code.");
      const text = String(code);
      if (!codes.some((known) => known.code === text)) {
        throw broken(`${place}, ${id}`, "the code is not in the description of the dimension.");
      }
      return [id, text];
    }),
  );
}

function requirePeriod(value: Value, { period }: TableDescription, place: string): void {
  if (value === null || !period.startsWith(String(value)) || String(value).length !== 4) {
    throw broken(
      `${place}, TIME_PERIOD`,
      `it must be ${period.slice(0, 4)}, the start of ${period}.`,
    );
  }
}

function whole(value: Value, place: string, mayBeNegative = false): number {
  const text = String(value ?? "");
  const number = Number(text);
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(number) && (mayBeNegative || number >= 0)) {
    return number;
  }
  throw broken(place, "it must be a whole number.");
}

function share(value: Value, place: string): number {
  const number = Number(value);
  if (Number.isFinite(number) && number >= 0) return number;
  throw broken(place, "it must be a number from 0 on.");
}

/** Empty and NaN both say that there is no number. */
function orNull<T>(value: Value, read: (value: Value) => T): T | null {
  const isNothing = value === null || value === "" || String(value) === "NaN";
  return isNothing ? null : read(value);
}

function requireShare(
  { num, den }: Pick<Cell, "num" | "den">,
  { kind }: TableDescription,
  place: string,
): void {
  if (kind === "share" && num > den) {
    throw broken(place, "NUM is more than DEN, and the metric is a share.");
  }
}

/** What the figures say: where somebody was expected and too few were seen, nothing is known, not zero. */
function derivedStatus(
  { den, contributors, expected }: Pick<Cell, "den" | "contributors" | "expected">,
  value: Value,
  { coverageMin }: TableDescription,
): CellStatus {
  if (den > 0) return value === null ? "L" : "A";
  const isAwaited = expected !== null && expected > 0;
  return isAwaited && isBelowShare(contributors, coverageMin, expected) ? "L" : "M";
}

/** As written, or what the figures say where a table made elsewhere has no such column. */
function statusOf(written: Value, derived: CellStatus, place: string): CellStatus {
  if (written === null || written === derived) return derived;
  throw broken(`${place}, OBS_STATUS`, `it must be ${derived} beside these figures.`);
}

function figure(
  value: Value,
  { num, den }: Pick<Cell, "num" | "den">,
  { decimals, denominatorScale: scale }: TableDescription,
  place: string,
): number | null {
  if (value === null) return null;
  const right = den === 0 ? null : ratioText({ numerator: num, denominator: den, scale, decimals });
  const number = Number(value);
  if (right !== null && isSameNumber(number.toFixed(decimals), right)) return Number(right);
  throw broken(
    `${place}, OBS_VALUE`,
    `it is not NUM ÷ DEN, rounded half-even to ${decimals} decimals.`,
  );
}

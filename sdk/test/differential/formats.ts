import type { Entity } from "@edufed/schemas";
import { isNested } from "../../src/engine/reading.ts";
import { schemaOf } from "./values.ts";

/** Mistakes as `<severity> <code> <rule> <pointer>`, and the record that has them. */
export interface Judged {
  readonly record: Readonly<Record<string, unknown>>;
  readonly verdict: readonly string[];
}

/** Each line with its verdict. */
export function judged(
  lines: readonly string[],
  verdicts: readonly (readonly string[])[],
): readonly Judged[] {
  return lines.map((text, index) => ({
    record: schemaOf(JSON.parse(text)),
    verdict: verdicts[index] ?? [],
  }));
}

/**
 * Whether a CSV file can say the record: no unknown name; no empty text and no null, which are an
 * empty cell; no value of another type, which is its text; no NUL; no whole number beyond a column.
 */
export function isSayableInCsv(entity: Entity, judgement: Judged): boolean {
  const { record, verdict } = judgement;
  return (
    isSayable(entity, judgement) &&
    !verdict.some((seen) => ofOwnType(seen, entity)) &&
    Object.values(record).every((value) => value !== "" && !hasNul(value))
  );
}

/** The lines of a CSV file with a header. */
export function csvLines(entity: Entity, records: readonly Judged[]): string {
  const names = entity.properties.map(({ name }) => name);
  const rows = records.map(({ record }) => names.map((name) => cell(record[name])).join(","));
  return [names.join(","), ...rows].map((row) => `${row}\n`).join("");
}

/**
 * Whether a Parquet file with the columns of the entity can say the record: as for CSV, but an
 * empty text is one, and a date that is none cannot be said; nor can a list with an item of another type.
 */
export function isSayableInParquet(entity: Entity, judgement: Judged): boolean {
  const scalar = entity.properties.filter(({ type }) => !isNested(type));
  return (
    isSayable(entity, judgement) &&
    !judgement.verdict.some((seen) => ofOwnType(seen, entity)) &&
    !judgement.verdict.some((seen) =>
      scalar.some(({ name }) => seen.endsWith(` /${name}`) && /\/(format|items\/type) /.test(seen)),
    )
  );
}

function isSayable(entity: Entity, { record, verdict }: Judged): boolean {
  const nullable = new Set(
    entity.properties.flatMap(({ name, nullable: can }) => (can ? [name] : [])),
  );
  return (
    Object.keys(record).some((name) => record[name] !== null) &&
    !verdict.some((seen) => seen.includes(" unknown-property ")) &&
    !verdict.some(
      (seen) => seen.includes(" missing ") && nullable.has(seen.split("/").at(-1) ?? ""),
    ) &&
    Object.values(record).flat().every(isHeld)
  );
}

/** Whether a column of numbers or of whole numbers holds a value. */
function isHeld(value: unknown): boolean {
  if (typeof value !== "number") return true;
  return Number.isInteger(value) ? Math.abs(value) < 2 ** 63 : Number.isFinite(value);
}

/** A value of another type than its property has, but not something inside of it. */
function ofOwnType(seen: string, entity: Entity): boolean {
  return (
    seen.includes(" wrong-type ") &&
    entity.properties.some(({ name }) => seen.endsWith(`${entity.name}/${name}/type /${name}`))
  );
}

function hasNul(value: unknown): boolean {
  return typeof value === "string" && value.includes("\u0000");
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return "";
  const text =
    typeof value === "string"
      ? value
      : typeof value === "number"
        ? plain(value)
        : JSON.stringify(value);
  return `"${text.replaceAll('"', '""')}"`;
}

/** A number in digits where it is whole, as exports write it. */
function plain(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}

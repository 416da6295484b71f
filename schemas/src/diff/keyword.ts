import type { JsonObject } from "../release.ts";
import type { Change, Place } from "./change.ts";

/** Where a keyword stands, and how to compare what stands inside. */
export interface KeywordContext {
  readonly place: Place;
  /** The schemas that the keyword stands in. */
  readonly schemas: { readonly older: JsonObject; readonly newer: JsonObject };
  /** Compares two schemas that stand inside these. */
  readonly compare: (older: JsonObject, newer: JsonObject, place: Place) => readonly Change[];
}

/** What it means that a keyword of a schema differs; an absent one is undefined. */
export type CompareKeyword = (
  older: unknown,
  newer: unknown,
  context: KeywordContext,
) => readonly Change[];

/** Comparisons by keyword. */
export type Keywords = Readonly<Record<string, CompareKeyword>>;

/** A value as a sentence shows it. */
export function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

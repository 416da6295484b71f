import { InvalidArgumentError, Option } from "commander";
import { findingLanguages } from "../finding-text.ts";

/** Reads an option that is a whole number, zero or more. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

/** Reads an option that is a school year: two calendar years, one after the other. */
export function schoolYear(text: string): string {
  const [, first, second] = /^(\d{4})\/(\d{4})$/.exec(text) ?? [];
  if (first !== undefined && Number(second) === Number(first) + 1) return text;
  throw new InvalidArgumentError("Write the two calendar years it touches, as 2025/2026.");
}

/** Reads an option that is a day of the calendar. */
export function day(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  if (isDay) return text;
  throw new InvalidArgumentError("Write a day of the calendar, as 2025-10-31.");
}

/** Collects an option that may be given several times: `--param a=1 --param b=2`. */
export function collected(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** `SEX,GRADE` → its parts; an empty text has none. */
export function listed(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** What a folder of records that we write may hold. */
export const recordFiles: RegExp = /^([a-z]+(-[a-z]+)*\.parquet|import-report\.json)$/;

/** The language that a command speaks about data in. A workspace does not choose it: scripts read it. */
export function languageOption(description: string): Option {
  return new Option("--language <code>", description).choices(findingLanguages).default("en");
}

/** A remedy for a name that is not known: the one that was meant, if any is near, and all there are. */
export function chooseOne(meant: string | undefined, names: Iterable<string>): string {
  const all = [...names].join(", ");
  return meant === undefined
    ? `Choose one of: ${all}.`
    : `Did you mean ${meant}? There are: ${all}.`;
}

/**
 * Why a plan could not be counted, in words that hold no value: what a server says of a value quotes
 * it, so that only the code is looked at, and words that are ours.
 */
import { EduFedError, InputError } from "../errors.ts";
import { notInSteps, notWhole } from "./evaluate.ts";
import { unreadablePattern } from "./postgres-sources.ts";

/** What is thrown for an error of a statement; the server's own words are passed on nowhere. */
export function statementError(error: unknown): unknown {
  if (!(error instanceof EduFedError)) return error;
  const { code, words } = said(error.cause);
  const remedy = "Run edufed validate to find the records, and correct them.";
  const own = ownWords(words) ?? ofValues[code];
  if (own !== undefined) return new InputError(own, remedy);
  if (error instanceof InputError) return new InputError(error.message, error.remedy);
  return error;
}

/** What a value can be that makes a statement fail. */
const ofValues: Readonly<Record<string, string>> = {
  "22003": "A number in the tables, or a sum of them, is larger than the metric can count with.",
  "22007": "A day or a time in the tables does not exist.",
  "22008": "A day or a time in the tables does not exist.",
  "22P02": "A value in the tables is not of the kind that its property has.",
};

function ownWords(told: string): string | undefined {
  return (
    [notInSteps, notWhole].find((words) => told.includes(words)) ??
    unreadablePattern.exec(told)?.[0]
  );
}

function said(cause: unknown): { readonly code: string; readonly words: string } {
  if (!(cause instanceof Error)) return { code: "", words: "" };
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  return { code, words: cause.message };
}

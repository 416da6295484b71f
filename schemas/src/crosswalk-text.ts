import type { Direction, Losses, PropertyMapping, Reading, TermMapping } from "./crosswalk.ts";
import type { TermRelation } from "./model.ts";

/** What their term is to ours, in a few words. */
export const relationText: Readonly<Record<TermRelation, string>> = {
  equivalent: "the same",
  broader: "theirs covers more",
  narrower: "theirs covers less",
  inexact: "nearly the same",
};

/** Which way values go, in a few words. */
export const directionText: Readonly<Record<Direction, string>> = {
  in: "only read",
  out: "only written",
  both: "read and written",
};

/** What a program does with a value of theirs, in a sentence. */
export const readingText: Readonly<Record<Reading, string>> = {
  filled: "A value means true; an empty cell is not known.",
  "school-year-end": "The calendar year in which the school year ends: 2026 is 2025/2026.",
  "exclusive-end": "Their last day is exclusive: reading takes one day off, writing adds one.",
  "clock-duration": "Hours, minutes and seconds to seconds; no value is null.",
  "iso-duration": "An ISO 8601 duration to a number in our unit; no value is null.",
  "urn-uuid": "Without `urn:uuid:` in front; writing puts it there.",
  "utc-date": "The day of a point in time.",
  year: "The year of a day.",
};

/** What a mapping takes its value from: a term, terms in a text, or a fixed value; code in backticks. */
export function originText(mapping: PropertyMapping): string {
  if ("constant" in mapping) return `always \`${JSON.stringify(mapping.constant)}\``;
  if ("template" in mapping) return `\`${mapping.template}\``;
  const further = (mapping.with ?? []).map((term) => ` + \`${term}\``);
  return [`\`${mapping.term}\``, ...further].join("");
}

/** Everything that has to be done to a value, sentence after sentence. */
export function conversionText(mapping: PropertyMapping): string {
  const done = "term" in mapping ? termConversion(mapping) : [];
  return [...done, mapping.assumption ?? ""].filter((part) => part !== "").join(" ");
}

function termConversion({ read, conversion = "", codes }: TermMapping): readonly string[] {
  return [read === undefined ? "" : readingText[read], codesText(codes), conversion];
}

function codesText(codes: TermMapping["codes"]): string {
  if (codes === undefined) return "";
  if (codes === "mappings")
    return "Codes as the code list maps them; one that it maps to several is read with the member's own table.";
  const pairs = Object.entries(codes).map(([theirs, ours]) => `\`${theirs}\` → \`${ours}\``);
  return `Codes: ${pairs.join(", ")}.`;
}

/** What is lost, each direction in a sentence of its own; empty when nothing is. */
export function lossText(mapping: PropertyMapping): string {
  const loses: Losses = ("term" in mapping ? mapping.loses : undefined) ?? {};
  return [
    ...(loses.in === undefined ? [] : [`Reading: ${loses.in}`]),
    ...(loses.out === undefined ? [] : [`Writing: ${loses.out}`]),
  ].join(" ");
}

/** How the two shares of a coverage are counted, for the reader of the figures. */
export const coverageText: { readonly ours: string; readonly theirs: string } = {
  ours: "Of the properties of all record entities, those that at least one term of the format fills, whole or in part. A value that is taken for granted is no term.",
  theirs:
    "Of the terms in scope, those that a property is filled from. A term is counted once in each table; terms that every table has and that are left out are counted once.",
};

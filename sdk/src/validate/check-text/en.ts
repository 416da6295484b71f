import { type CheckSentences, coded, type KindWords, type Limited, type Subject } from "./table.ts";

/** What checks ask in English, which every other language translates. */
export const english: CheckSentences = {
  missing: ({ property }, entity) => `Each record of ${entity} has \`${property}\`.`,
  "wrong-type": ({ expected, ...about }, entity) =>
    `${each(about, entity)} can be read as ${kinds[expected]}.`,
  "unknown-code": ({ codes, ...about }, entity) =>
    `${each(about, entity)} is one of ${codes.length} code${codes.length === 1 ? "" : "s"}.`,
  "out-of-range": limitText,
  "wrong-length": limitText,
  "wrong-items": limitText,
  "wrong-format": ({ format, pattern, ...about }, entity) =>
    `${each(about, entity)} ${format === "pattern" ? `matches \`${pattern}\`` : formats[format]}.`,
  "unknown-property": (_, entity) =>
    `No record of ${entity} has a property that the standard, or an extension of yours, does not declare.`,
  "duplicate-key": ({ properties }, entity) =>
    `No two records of ${entity} have the same ${coded(properties)}.`,
  "unknown-reference": (facts, entity) =>
    `${each(facts, entity)} names a record of \`${facts.entity}\` in the data set.`,
};

function each({ property, isItem }: Subject, entity: string): string {
  return `Each ${isItem === true ? "item of " : ""}\`${property}\` of ${entity}`;
}

function limitText(facts: Limited, entity: string): string {
  return `${each(facts, entity)} ${limited(facts)}.`;
}

function limited(facts: Limited): string {
  if (facts.side === "unique") return "names each item once";
  if (facts.side === "step") return `is a multiple of ${facts.limit}`;
  const most = facts.side === "minimum" ? "at least" : "at most";
  switch (facts.code) {
    case "out-of-range":
      return `is ${most} ${facts.limit}`;
    case "wrong-length":
      return `has ${most} ${facts.limit} character${facts.limit === 1 ? "" : "s"}`;
    case "wrong-items":
      return `has ${most} ${facts.limit} item${facts.limit === 1 ? "" : "s"}`;
  }
}

const kinds: KindWords = {
  string: "text",
  code: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  date: "a day",
  "date-time": "a moment in time",
  list: "a list whose items are of their kind",
  object: "an object",
};

const formats: Readonly<Record<"date" | "date-time", string>> = {
  date: "is a day written as YYYY-MM-DD",
  "date-time": "is a moment written as in 2025-10-01T08:00:00Z",
};

import { type CheckSentences, coded, type KindWords, type Limited, type Subject } from "./table.ts";

/** What checks ask in Swedish. */
export const swedish: CheckSentences = {
  missing: ({ property }, entity) =>
    `Varje post av typen ${entity} har egenskapen \`${property}\`.`,
  "wrong-type": ({ expected, ...about }, entity) =>
    `${each(about, entity)} kan läsas som ${kinds[expected]}.`,
  "unknown-code": ({ codes, ...about }, entity) =>
    codes.length === 1
      ? `${each(about, entity)} är kodlistans enda kod.`
      : `${each(about, entity)} är en av kodlistans ${codes.length} koder.`,
  "out-of-range": limitText,
  "wrong-length": limitText,
  "wrong-items": limitText,
  "wrong-format": ({ format, pattern, ...about }, entity) =>
    `${each(about, entity)} ${format === "pattern" ? `motsvarar uttrycket \`${pattern}\`` : formats[format]}.`,
  "unknown-property": (_, entity) =>
    `Ingen post av typen ${entity} har en egenskap som varken standarden eller er egen utvidgning definierar.`,
  "duplicate-key": ({ properties }, entity) =>
    `Två poster av typen ${entity} har aldrig samma nyckel: ${coded(properties)}.`,
  "unknown-reference": (facts, entity) =>
    `${each(facts, entity)} pekar på en post av typen \`${facts.entity}\` i datamängden.`,
};

function each({ property, isItem }: Subject, entity: string): string {
  return `Varje ${isItem === true ? "element i" : "värde på"} \`${property}\` i ${entity}`;
}

function limitText(facts: Limited, entity: string): string {
  if (facts.side === "unique") {
    return `Varje lista \`${facts.property}\` i ${entity} nämner varje element en gång.`;
  }
  if (facts.side === "step") {
    return `${each(facts, entity)} är en multipel av ${facts.limit}.`;
  }
  const most = facts.side === "minimum" ? "minst" : "högst";
  switch (facts.code) {
    case "out-of-range":
      return `${each(facts, entity)} är ${most} ${facts.limit}.`;
    case "wrong-length":
      return `${each(facts, entity)} har ${most} ${facts.limit} tecken.`;
    case "wrong-items":
      return `Varje lista \`${facts.property}\` i ${entity} har ${most} ${facts.limit} element.`;
  }
}

const kinds: KindWords = {
  string: "text",
  code: "text",
  integer: "ett heltal",
  number: "ett tal",
  boolean: "true eller false",
  date: "en dag",
  "date-time": "en tidpunkt",
  list: "en lista vars element är av rätt slag",
  object: "ett objekt",
};

const formats: Readonly<Record<"date" | "date-time", string>> = {
  date: "är en dag skriven som ÅÅÅÅ-MM-DD",
  "date-time": "är en tidpunkt skriven som 2025-10-01T08:00:00Z",
};

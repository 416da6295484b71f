import type { Deprecation, Fate, PrivacyClass, ValueType } from "@edufed/schemas";
import { filled, type ReferenceWords } from "../reference-words.ts";
import { isLocalisedText } from "./property-paths.ts";

/** A property's type in words a data clerk knows. */
export function typeText(type: ValueType, words: ReferenceWords): string {
  const { phrases } = words;
  if (type.kind === "list") {
    return filled(phrases.listOf, { item: typeText(type.item, words) });
  }
  if (type.kind === "object") {
    return isLocalisedText(type) ? phrases.textInLanguages : phrases.group;
  }
  return phrases[plainTypes[type.kind]];
}

/** Types that one word says. */
const plainTypes = {
  string: "text",
  code: "code",
  integer: "wholeNumber",
  number: "number",
  boolean: "trueOrFalse",
  date: "day",
  "date-time": "dayAndTime",
} as const satisfies Record<Exclude<ValueType["kind"], "list" | "object">, string>;

/** The limits of a value in words; a pattern stands apart, since it is code. */
export function limitsText(type: ValueType, words: ReferenceWords): readonly string[] {
  const { phrases } = words;
  if (type.kind === "list") return [...itemsText(type, words), ...limitsText(type.item, words)];
  if (type.kind === "string") {
    return type.lengthMax === undefined
      ? []
      : [filled(phrases.characters, { max: type.lengthMax })];
  }
  if (type.kind === "integer") return rangeText(type.minimum, type.maximum, words);
  if (type.kind !== "number") return [];
  const { minimum, maximum, multipleOf } = type;
  const steps = multipleOf === undefined ? [] : [filled(phrases.steps, { step: multipleOf })];
  return [...rangeText(minimum, maximum, words), ...steps];
}

function itemsText(
  { itemsMin, itemsMax, unique }: Extract<ValueType, { kind: "list" }>,
  words: ReferenceWords,
): readonly string[] {
  const { phrases } = words;
  return [
    ...rangeText(itemsMin, itemsMax, words).map((range) => filled(phrases.items, { range })),
    ...(unique === true ? [phrases.noItemTwice] : []),
  ];
}

function rangeText(
  min: number | undefined,
  max: number | undefined,
  { phrases }: ReferenceWords,
): readonly string[] {
  if (min !== undefined && max !== undefined) return [filled(phrases.between, { min, max })];
  if (min !== undefined) return [filled(phrases.atLeast, { min })];
  return max === undefined ? [] : [filled(phrases.atMost, { max })];
}

/** The pattern that a text or the texts of a list must match. */
export function patternOf(type: ValueType): string | undefined {
  if (type.kind === "string") return type.pattern;
  return type.kind === "list" ? patternOf(type.item) : undefined;
}

/** What becomes of a property in the shareable profile. */
export function fateText(fate: Fate, privacy: PrivacyClass, { phrases }: ReferenceWords): string {
  switch (fate.kind) {
    case "keep":
      return phrases.kept;
    case "rekey":
      return phrases.rekeyed;
    case "year":
      return filled(phrases.becomesYear, { to: fate.to });
    case "drop":
      return privacy === "sensitive" ? phrases.leftOutUnlessNeeded : phrases.leftOut;
  }
}

/** Since when, why, until when, and what instead. The reason is English. */
export function deprecationText(
  { since, removal, reason, replacement }: Deprecation,
  { phrases }: ReferenceWords,
): string {
  return [
    filled(phrases.deprecatedSince, { since, removal }),
    reason,
    ...(replacement === undefined ? [] : [filled(phrases.useInstead, { name: replacement })]),
  ].join(" ");
}

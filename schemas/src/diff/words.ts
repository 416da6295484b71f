import type { LocalisedText } from "../model.ts";
import { isObject } from "../release.ts";
import { change, type Change, type Place } from "./change.ts";
import { shown, type CompareKeyword, type Keywords } from "./keyword.ts";

/** Keywords that help people and decide about no value. */
export const wordKeywords: Keywords = {
  title: textKeyword("title"),
  description: textKeyword("description"),
  examples: (_older, _newer, { place }) => [
    change("example-changed", place, `${place.name} has other examples.`),
  ],
  "x-code-descriptions": textKeyword("description of values"),
  "x-source-terms": termChanges,
  "x-deprecated": (older, newer, { place }) => deprecationChanges(older, newer, place),
  "x-stability": (older, newer, { place }) => [
    change(
      "metadata-changed",
      place,
      `${place.name} was ${shown(older ?? "without a level")} and is ${shown(newer ?? "without a level")} now.`,
    ),
  ],
  "x-domain": metadataKeyword("domain"),
  "x-exchange-entity": metadataKeyword("name as an entity"),
  $schema: metadataKeyword("meta-schema"),
};

function textKeyword(what: string): CompareKeyword {
  return (older, newer, { place }) => textChanges({ older, newer, place, what });
}

function metadataKeyword(what: string): CompareKeyword {
  return (_older, _newer, { place }) => [
    change("metadata-changed", place, `The ${what} of ${place.name} is another one.`),
  ];
}

/** A text before and after, and what it is: “the title”. */
export interface Reworded {
  readonly older: unknown;
  readonly newer: unknown;
  readonly place: Place;
  readonly what: string;
}

/** Another link in a text, or other words. */
export function textChanges({ older, newer, place, what }: Reworded): readonly Change[] {
  if (older === newer) return [];
  return withoutLinks(older) === withoutLinks(newer)
    ? [change("link-changed", place, `The ${what} of ${place.name} links elsewhere.`)]
    : [change("wording-changed", place, `The ${what} of ${place.name} is worded differently.`)];
}

function withoutLinks(text: unknown): string {
  return shown(text ?? "").replaceAll(/https?:\/\/[^\s)\]"”’>]+/gu, "link");
}

const languages = { en: "English", fi: "Finnish", sv: "Swedish", az: "Azerbaijani" } as const;

/** Two versions of a text in several languages, where it stands and what it is. */
export interface Translated {
  readonly older: Partial<LocalisedText> | undefined;
  readonly newer: Partial<LocalisedText> | undefined;
  readonly place: Place;
  readonly what: string;
}

/** A new language, and other words in those that there were. */
export function translationChanges({ older, newer, place, what }: Translated): readonly Change[] {
  const before: Readonly<Record<string, unknown>> = { ...older };
  const after: Readonly<Record<string, unknown>> = { ...newer };
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((tag) => {
    if (before[tag] === after[tag]) return [];
    const language = tag in languages ? Reflect.get(languages, tag) : tag;
    return before[tag] === undefined
      ? [change("language-added", place, `The ${what} of ${place.name} is there in ${language}.`)]
      : textChanges({
          older: before[tag],
          newer: after[tag],
          place,
          what: `${language} ${what}`,
        });
  });
}

/** Two lists of texts in several languages, such as cautions, one by one. */
export function translatedListChanges(
  { place, what }: Pick<Translated, "place" | "what">,
  older: readonly LocalisedText[],
  newer: readonly LocalisedText[],
): readonly Change[] {
  if (older.length !== newer.length) {
    const words = `${place.name} has ${newer.length} ${what}s instead of ${older.length}.`;
    return [change("wording-changed", place, words)];
  }
  return older.flatMap((text, index) =>
    translationChanges({ older: text, newer: newer[index] ?? text, place, what }),
  );
}

/** Deprecated, not any more, or with other words. */
export function deprecationChanges(
  older: unknown,
  newer: unknown,
  place: Place,
): readonly Change[] {
  if (older === undefined && newer !== undefined) {
    return [change("deprecated", place, `${place.name} is deprecated.`)];
  }
  if (isSooner(older, newer)) {
    const words = `${place.name} may be removed sooner than was promised.`;
    return [change("deprecated", place, words)];
  }
  const words =
    newer === undefined
      ? `${place.name} is no longer deprecated.`
      : `The deprecation of ${place.name} says something else.`;
  return [change("metadata-changed", place, words)];
}

/** Whether the earliest version without it comes before the one that was promised. */
function isSooner(older: unknown, newer: unknown): boolean {
  const [before = 0, after = 0] = [older, newer].map((deprecation) =>
    isObject(deprecation) ? Number.parseInt(String(deprecation["removal"]), 10) : undefined,
  );
  return after < before && newer !== undefined;
}

function termChanges(...[older, newer, { place }]: Parameters<CompareKeyword>) {
  return boundTermChanges(place, listOf(older), listOf(newer));
}

/** Terms of other standards that are bound, or no longer. */
export function boundTermChanges(
  place: Place,
  older: readonly string[],
  newer: readonly string[],
): readonly Change[] {
  const come = newer.filter((term) => !older.includes(term));
  const gone = older.filter((term) => !newer.includes(term));
  return [
    ...come.map((term) => change("term-bound", place, `${place.name} is bound to ${term}.`)),
    ...gone.map((term) =>
      change("metadata-changed", place, `${place.name} is no longer bound to ${term}.`),
    ),
    ...(come.length + gone.length > 0
      ? []
      : [change("metadata-changed", place, `${place.name} names its terms in another order.`)]),
  ];
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

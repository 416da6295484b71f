import type { LocalisedText } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { unless, type Place } from "./place.ts";

/** Shorter than this, a description repeats the name. */
const descriptionLengthMin = 20;

const leansOnAnother =
  /\b(?:see (?:above|below)|as above|ditto|same as above|t\.?b\.?d\.?|todo)\b/iu;

/** A description is read alone, in a form or a column comment: it is a sentence and complete. */
export function descriptionProblems(text: string, place: Place): readonly Problem[] {
  return [
    ...unless(
      text.length >= descriptionLengthMin,
      place,
      `must say what it means in at least ${descriptionLengthMin} characters`,
      "Write it for a reader who sees nothing else.",
    ),
    ...unless(
      /[.!?)]$/u.test(text),
      place,
      "must be a sentence, with its full stop",
      "End it with a full stop.",
    ),
    ...unless(
      !leansOnAnother.test(text),
      place,
      "must stand alone; it points to another text",
      "Say here what the other text says.",
    ),
  ];
}

/** The languages of the members; every text of the standard is written in all of them. */
const languages: readonly (keyof LocalisedText)[] = ["en", "fi", "sv", "az"];

/** A text is there in every language, and none of them is empty. */
export function localisedProblems(text: LocalisedText, place: Place): readonly Problem[] {
  const missing = languages.filter((tag) => (text[tag] ?? "").trim() === "");
  const tags = missing.join(", ");
  return unless(missing.length === 0, place, `has no text in ${tags}`, `Write it in ${tags} too.`);
}

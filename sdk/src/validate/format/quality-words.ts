import type { FindingLanguage } from "../../finding-text.ts";
import { qualityInAzerbaijani } from "./words/quality-az.ts";
import { qualityInEnglish } from "./words/quality-en.ts";
import { qualityInFinnish } from "./words/quality-fi.ts";
import type { QualityWords } from "./words/quality-shape.ts";
import { qualityInSwedish } from "./words/quality-sv.ts";

/** What only a quality report says, in a language; English when none is named. */
export function qualityWords(language: FindingLanguage = "en"): QualityWords {
  return words[language];
}

const words: Readonly<Record<FindingLanguage, QualityWords>> = {
  en: qualityInEnglish,
  fi: qualityInFinnish,
  sv: qualityInSwedish,
  az: qualityInAzerbaijani,
};

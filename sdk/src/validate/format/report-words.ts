import type { FindingLanguage } from "../../finding-text.ts";
import { azerbaijani } from "./words/az.ts";
import { english } from "./words/en.ts";
import { finnish } from "./words/fi.ts";
import type { ReportWords } from "./words/shape.ts";
import { swedish } from "./words/sv.ts";

/** What a report says in a language; English when none is named. */
export function reportWords(language: FindingLanguage = "en"): ReportWords {
  return words[language];
}

const words: Readonly<Record<FindingLanguage, ReportWords>> = {
  en: english,
  fi: finnish,
  sv: swedish,
  az: azerbaijani,
};

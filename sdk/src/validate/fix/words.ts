import type { FindingLanguage } from "../../finding-text.ts";
import { azerbaijani } from "./words/az.ts";
import { english } from "./words/en.ts";
import { finnish } from "./words/fi.ts";
import type { FixWords } from "./words/shape.ts";
import { swedish } from "./words/sv.ts";

export type { FixWords } from "./words/shape.ts";

/** What is said about safe fixes, in a language. */
export function fixWords(language: FindingLanguage = "en"): FixWords {
  return tables[language];
}

const tables: Readonly<Record<FindingLanguage, FixWords>> = {
  en: english,
  fi: finnish,
  sv: swedish,
  az: azerbaijani,
};

import type { FindingCode } from "./finding.ts";
import { azerbaijani } from "./finding-text/az.ts";
import { english } from "./finding-text/en.ts";
import { finnish } from "./finding-text/fi.ts";
import { swedish } from "./finding-text/sv.ts";
import {
  type FindingFacts,
  type FindingTable,
  type FindingWords,
  spoken,
} from "./finding-text/table.ts";

export type { FindingFacts, FindingWords } from "./finding-text/table.ts";

/** Languages that findings speak. */
export const findingLanguages = ["en", "fi", "sv", "az"] as const;

export type FindingLanguage = (typeof findingLanguages)[number];

/** The words of a finding in a language. */
export function wordsOf<C extends FindingCode>(
  facts: FindingFacts<C>,
  language: FindingLanguage = "en",
): FindingWords {
  return spoken(tables[language], facts);
}

const tables: Readonly<Record<FindingLanguage, FindingTable>> = {
  en: english,
  fi: finnish,
  sv: swedish,
  az: azerbaijani,
};

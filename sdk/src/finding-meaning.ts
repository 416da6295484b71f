import type { FindingCode, Severity } from "./finding.ts";
import { azerbaijani } from "./finding-meaning/az.ts";
import { english } from "./finding-meaning/en.ts";
import { finnish } from "./finding-meaning/fi.ts";
import { swedish } from "./finding-meaning/sv.ts";
import type { MeaningTable, MeaningWords } from "./finding-meaning/table.ts";
import type { FindingLanguage } from "./finding-text.ts";

/** What a code means in general, for the page about it. */
export interface FindingMeaning extends MeaningWords {
  /** How grave it is; empty for what an importer reports of rows and columns it leaves out. */
  readonly severities: readonly Severity[];
}

/** The general meaning of a finding code in a language; undefined for a text that is not a code. */
export function meaningOf(
  code: string,
  language: FindingLanguage = "en",
): FindingMeaning | undefined {
  return isFindingCode(code)
    ? { ...tables[language][code], severities: severities[code] }
    : undefined;
}

/** Whether a text is a finding code. */
export function isFindingCode(text: string): text is FindingCode {
  return Object.hasOwn(severities, text);
}

const tables: Readonly<Record<FindingLanguage, MeaningTable>> = {
  en: english,
  fi: finnish,
  sv: swedish,
  az: azerbaijani,
};

const severities: Readonly<Record<FindingCode, readonly Severity[]>> = {
  "unknown-entity": ["warning"],
  "unread-file": ["warning"],
  "unknown-column": ["error"],
  "missing-column": ["error"],
  "empty-file": ["warning"],
  "malformed-row": ["error"],
  missing: ["error"],
  "wrong-type": ["error"],
  "unknown-code": ["error"],
  "out-of-range": ["error"],
  "wrong-format": ["error"],
  "wrong-length": ["error"],
  "wrong-items": ["error"],
  "unknown-property": ["error"],
  rule: ["error", "warning"],
  "duplicate-key": ["error"],
  "unknown-reference": ["warning", "info"],
  unchecked: ["info"],
  "ambiguous-date": [],
  "unmapped-code": [],
  "unmapped-column": [],
  superseded: [],
};

/** Every finding code. */
export const findingCodes: readonly string[] = Object.keys(severities);

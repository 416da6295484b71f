import type { FindingCode } from "../finding.ts";
import type { FindingFacts, FindingLanguage } from "../finding-text.ts";
import { azerbaijani } from "./check-text/az.ts";
import { english } from "./check-text/en.ts";
import { finnish } from "./check-text/fi.ts";
import { swedish } from "./check-text/sv.ts";
import type { CheckSentences } from "./check-text/table.ts";

/**
 * What a check asks of each record, in one sentence of a language; undefined for what is not a check
 * of the schema.
 */
export function checkText<C extends FindingCode>(
  entity: string,
  facts: FindingFacts<C>,
  language: FindingLanguage = "en",
): string | undefined {
  const table: Texts = tables[language];
  return table[facts.code]?.(facts, `\`${entity}\``);
}

type Texts = {
  readonly [C in FindingCode]?: (facts: FindingFacts<C>, entity: string) => string;
};

const tables: Readonly<Record<FindingLanguage, CheckSentences>> = {
  en: english,
  fi: finnish,
  sv: swedish,
  az: azerbaijani,
};

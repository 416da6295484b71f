import type { FindingCode } from "@edufed/sdk";
import type { FindingPlace } from "../finding-words.ts";
import type { Language } from "../languages.ts";
import { meaningOf, type FindingMeaning } from "../../../sdk/src/finding-meaning.ts";

/** A code with its meaning, how grave it is, and what becomes of the data. */
export interface FindingReference extends FindingMeaning {
  readonly code: string;
}

const ofFiles = [
  "unknown-entity",
  "unread-file",
  "unknown-column",
  "missing-column",
  "empty-file",
  "malformed-row",
] as const;

const ofRecords = [
  "missing",
  "wrong-type",
  "unknown-code",
  "out-of-range",
  "wrong-format",
  "wrong-length",
  "wrong-items",
  "unknown-property",
  "rule",
] as const;

const betweenRecords = ["duplicate-key", "unknown-reference", "unchecked"] as const;

const ofImports = ["ambiguous-date", "unmapped-code", "unmapped-column", "superseded"] as const;

/** Codes that arise at one place. */
export interface FindingGroup {
  readonly id: FindingPlace;
  readonly findings: readonly FindingReference[];
}

/** Every finding code with its meaning in a language, by where it arises. */
export function findingReference(language: Language): readonly FindingGroup[] {
  return [
    { id: "files", findings: described(ofFiles, language) },
    { id: "records", findings: described(ofRecords, language) },
    { id: "between", findings: described(betweenRecords, language) },
    { id: "imports", findings: described(ofImports, language) },
  ];
}

function described(codes: readonly FindingCode[], language: Language): readonly FindingReference[] {
  return codes.flatMap((code) => {
    const meaning = meaningOf(code, language);
    return meaning === undefined ? [] : [{ code, ...meaning }];
  });
}

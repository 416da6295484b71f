import type { FindingCode } from "@edufed/sdk";
import { meaningOf, type FindingMeaning } from "../../../sdk/src/finding-meaning.ts";

/** A code with its meaning, how grave it is, and what becomes of the data. */
export interface FindingReference extends FindingMeaning {
  readonly code: string;
}

const ofFiles = [
  "unknown-entity",
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

/** Codes of one place, under a heading. */
export interface FindingGroup {
  readonly id: string;
  readonly title: string;
  readonly findings: readonly FindingReference[];
}

/** Every finding code, by where it arises. */
export function findingReference(): readonly FindingGroup[] {
  return [
    { id: "files", title: "Of a file", findings: described(ofFiles) },
    { id: "records", title: "Of one record", findings: described(ofRecords) },
    { id: "between", title: "Between records", findings: described(betweenRecords) },
    { id: "imports", title: "Of an import", findings: described(ofImports) },
  ];
}

function described(codes: readonly FindingCode[]): readonly FindingReference[] {
  return codes.flatMap((code) => {
    const meaning = meaningOf(code);
    return meaning === undefined ? [] : [{ code, ...meaning }];
  });
}

import type { FindingCode, Severity } from "@edufed/sdk";
import { meaningOf, type FindingMeaning } from "../../../sdk/src/finding-meaning.ts";

/** A code with its meaning, how grave it is, and what becomes of the data. */
export interface FindingReference extends FindingMeaning {
  readonly code: string;
  /** Empty for what an importer reports of rows and columns it leaves out. */
  readonly severities: readonly Severity[];
  readonly effect: string;
}

interface Facts {
  readonly severities: readonly Severity[];
  readonly effect: string;
}

const error = (effect = "The records are not valid until it is mended."): Facts => ({
  severities: ["error"],
  effect,
});

const left = (effect: string): Facts => ({ severities: [], effect });

const ofFiles = {
  "unknown-entity": {
    severities: ["warning"],
    effect: "The file is not read. A file that was named on its own ends the command.",
  },
  "unknown-column": error(),
  "missing-column": error(),
  "empty-file": { severities: ["warning"], effect: "The file is read and adds nothing." },
} as const satisfies Partial<Record<FindingCode, Facts>>;

const ofRecords = {
  missing: error(),
  "wrong-type": error(),
  "unknown-code": error(),
  "out-of-range": error(),
  "wrong-format": error(),
  "wrong-length": error(),
  "wrong-items": error(),
  "unknown-property": error(),
  rule: {
    severities: ["error", "warning"],
    effect: "As grave as the rule says; the page of each entity lists its rules.",
  },
} as const satisfies Partial<Record<FindingCode, Facts>>;

const betweenRecords = {
  "duplicate-key": error(),
  "unknown-reference": {
    severities: ["warning", "info"],
    effect:
      "The record stays, and is left out of what the reference leads to. It is only a note when the data set has none of the records pointed to, so that nothing could be looked up.",
  },
  unchecked: { severities: ["info"], effect: "The records stay; nothing is said about the rule." },
} as const satisfies Partial<Record<FindingCode, Facts>>;

const ofImports = {
  "ambiguous-date": left("The row is rejected and counted."),
  "unmapped-code": left("The row is rejected and counted."),
  "unmapped-column": left("The column is left out and named in the report."),
  superseded: left("The older row is left out and counted."),
} as const satisfies Partial<Record<FindingCode, Facts>>;

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

function described(facts: Readonly<Record<string, Facts>>): readonly FindingReference[] {
  return Object.entries(facts).flatMap(([code, fact]) => {
    const meaning = meaningOf(code);
    return meaning === undefined ? [] : [{ code, ...meaning, ...fact }];
  });
}

import type { Domain } from "@edufed/schemas";
import type { Severity } from "../../../finding.ts";
import type { Area, CheckStatus, NotApplicable } from "../../report/facts.ts";
import type { NextCommand } from "../../report/run-facts.ts";
import type { Change } from "../../report/since.ts";

/** What only a quality report says, in one language. */
export interface QualityWords {
  /** The verdict that counts known deviations; the others are those of every report. */
  readonly accepted: (deviations: number) => string;
  /** One sentence below the verdict. */
  readonly meaning: Readonly<Record<"valid" | "accepted" | "not-valid", string>>;
  readonly checked: string;
  readonly member: string;
  readonly standard: string;
  readonly contents: string;
  readonly next: string;
  readonly purposes: Readonly<Record<NextCommand["purpose"], string>>;
  readonly figures: string;
  /** `of 1,204 that apply`. */
  readonly ofApplicable: (count: number) => string;
  /** `in 12 entities`. */
  readonly inEntities: (count: number) => string;
  readonly statuses: Readonly<Record<CheckStatus, string>>;
  readonly reasons: Readonly<Record<NotApplicable, string>>;
  readonly areasTitle: string;
  readonly areas: Readonly<Record<Area, string>>;
  readonly area: string;
  readonly status: string;
  readonly applies: string;
  readonly found: string;
  readonly notGiven: (entities: number, checks: number) => string;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly why: string;
  readonly rule: string;
  readonly asks: string;
  /** `12 of 2,000 records`. */
  readonly ofRecords: (count: string, all: string) => string;
  readonly acceptedTitle: string;
  readonly acceptedBecause: string;
  readonly atMost: (records: number) => string;
  readonly beyond: (records: number, recordsMax: number) => string;
  readonly until: string;
  readonly since: string;
  readonly sinceNone: string;
  readonly sinceWhen: (when: string) => string;
  readonly sinceOther: string;
  readonly sinceVersion: (version: string) => string;
  readonly dataSame: string;
  readonly dataChanged: (counts: {
    readonly same: number;
    readonly changed: number;
    readonly added: number;
    readonly removed: number;
  }) => string;
  readonly changes: Readonly<Record<Change["kind"], string>>;
  /** Over the table of a long list of changes. */
  readonly ruleByRule: string;
  readonly before: string;
  readonly now: string;
  readonly trend: string;
  readonly noChanges: string;
  readonly coverage: string;
  readonly coverageSays: (schoolYearStart: string) => string;
  readonly domains: Readonly<Record<Domain, string>>;
  readonly cells: Readonly<
    Record<"collected" | "partly" | "none" | "elsewhere" | "timeless" | "absent", string>
  >;
  readonly placedBy: string;
  readonly schoolYear: string;
  readonly emptyHere: string;
  readonly completeness: string;
  readonly completenessSays: string;
  readonly property: string;
  readonly hasValue: string;
  readonly required: string;
  readonly optional: string;
  readonly noColumn: string;
  readonly noColumns: (properties: number) => string;
  readonly shares: string;
  readonly fewerThan: (below: number) => string;
  readonly about: (count: string) => string;
  readonly withheld: string;
  readonly unusedCodes: (codes: number) => string;
  readonly below: (bound: string) => string;
  readonly orMore: (bound: string) => string;
  readonly fromTo: (from: string, below: string) => string;
  readonly truth: Readonly<Record<"true" | "false", string>>;
  readonly files: string;
  readonly file: string;
  readonly size: string;
  readonly notes: string;
  /** How the figures are to be read; one paragraph each. */
  readonly explanations: readonly string[];
  readonly signedBy: string;
  readonly date: string;
}

import type { Severity } from "../../../finding.ts";
import type { CheckResult } from "../../check-result.ts";

/** What a report says around its findings, in one language. */
export interface ReportWords {
  readonly valid: string;
  readonly notValid: string;
  readonly severity: Readonly<Record<Severity, string>>;
  /** A number with its noun: `1 error`, `2 errors`. */
  readonly errors: Counted;
  readonly warnings: Counted;
  readonly notes: Counted;
  readonly records: Counted;
  readonly checks: Counted;
  readonly notPassed: Counted;
  /** `2 records of 1 entity checked`. */
  readonly checked: (records: number, entities: number) => string;
  readonly row: string;
  readonly rows: string;
  /** Why several checks were not made; what they need is not in the data set. */
  readonly unchecked: (checks: number, entity: string) => string;
  /** How to learn more about a check. */
  readonly explained: string;
  readonly reportTitle: string;
  readonly findings: string;
  readonly recordsTitle: string;
  readonly checksTitle: string;
  readonly none: string;
  readonly whatToDo: string;
  readonly entity: string;
  readonly check: string;
  readonly how: string;
  readonly recordsThatFail: string;
  readonly ways: Readonly<Record<CheckResult["by"], string>>;
  readonly noValues: string;
}

type Counted = (count: number) => string;

/** Counts as a language writes them; `forms` are the noun after one and after any other number. */
export function counter(language: string, one: string, many: string): Counted {
  return (count) => `${count.toLocaleString(language)} ${count === 1 ? one : many}`;
}

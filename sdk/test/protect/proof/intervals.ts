import type { AuditedCell } from "../../../src/protect/audit/audit.ts";
import type { Interval } from "../../../src/protect/audit/interval.ts";
import type { Possible } from "./search.ts";
import type { Measure } from "./shapes.ts";

/** What was possible, as the audit says it. */
export function intervalsOf(
  tried: Possible | undefined,
  measure: Measure,
): AuditedCell["intervals"] {
  if (tried === undefined) throw new Error("Nothing was tried for an audited cell.");
  const ends = (side: keyof Possible): Interval => ({ ...tried[side], exact: true });
  const sides = { den: ends("den"), num: ends("num") };
  return measure === "people" ? sides : { ...sides, rest: ends("rest") };
}

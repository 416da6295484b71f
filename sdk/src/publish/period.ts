import { UsageError } from "../errors.ts";

/** A school year as days, both included. */
export interface SchoolYear {
  readonly start: string;
  readonly end: string;
  /** Calendar year of the first day. */
  readonly timePeriod: string;
}

/** `2025/2026` with the first day `--08-01` → 2025-08-01 to 2026-07-31. */
export function schoolYearDays(period: string, startDay: string): SchoolYear {
  const years = /^(\d{4})\/(\d{4})$/.exec(period);
  const [, first = "", second = ""] = years ?? [];
  const day = /^--(\d{2}-\d{2})$/.exec(startDay)?.[1];
  if (Number(second) !== Number(first) + 1 || day === undefined) {
    throw new UsageError(
      `${period} starting on ${startDay} is not a school year.`,
      "Write the period as 2025/2026 and the first day as --08-01.",
    );
  }
  return { start: `${first}-${day}`, end: dayBefore(`${second}-${day}`), timePeriod: first };
}

function dayBefore(day: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return new Date(midnight - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

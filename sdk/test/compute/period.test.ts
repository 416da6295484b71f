import { expect, test } from "vitest";
import { dayOfSchoolYear, schoolYearDays, schoolYearOf } from "../../src/compute/period.ts";

test.each([
  ["2025-07-31", "--08-01", "2024/2025"],
  ["2025-08-01", "--08-01", "2025/2026"],
  ["2026-07-31", "--08-01", "2025/2026"],
  ["2026-08-01", "--08-01", "2026/2027"],
  ["2025-09-14", "--09-15", "2024/2025"],
  ["2025-09-15", "--09-15", "2025/2026"],
  ["2025-12-31", "--01-01", "2025/2026"],
  ["2026-01-01", "--01-01", "2026/2027"],
])("%s is in the year that begins on %s: %s", (day, start, period) => {
  expect(schoolYearOf(day, start)).toBe(period);
  const { start: first, end } = schoolYearDays(period, start);
  expect(day >= first && day < end).toBe(true);
});

test.each(["2025", "2025/2027", "2025-2026", "25/26", "2026/2025", ""])(
  "“%s” is not a school year",
  (period) => {
    expect(() => schoolYearDays(period, "--08-01")).toThrow("is not a school year");
  },
);

test.each([
  ["--08-01", "2025-08-01"],
  ["--10-01", "2025-10-01"],
  ["--12-31", "2025-12-31"],
  ["--01-01", "2026-01-01"],
  ["--07-31", "2026-07-31"],
])("%s of 2025/2026 is %s", (monthDay, day) => {
  const days = schoolYearDays("2025/2026", "--08-01");
  expect(dayOfSchoolYear(monthDay, days, "here")).toBe(day);
});

test("the 29th of February is a day of the school years that have one", () => {
  const leap = schoolYearDays("2027/2028", "--08-01");
  const other = schoolYearDays("2025/2026", "--08-01");
  expect(dayOfSchoolYear("--02-29", leap, "here")).toBe("2028-02-29");
  expect(() => dayOfSchoolYear("--02-29", other, "here")).toThrow("is not a day");
  expect(() => dayOfSchoolYear("--13-01", other, "here")).toThrow("is not a day");
});

test.each(["--02-29", "--13-01", "--06-31", "08-01"])(
  "a school year cannot begin on %s",
  (start) => {
    expect(() => schoolYearDays("2025/2026", start)).toThrow("cannot begin on");
    expect(() => schoolYearDays("2027/2028", start)).toThrow("cannot begin on");
  },
);

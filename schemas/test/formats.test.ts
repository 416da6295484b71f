import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { formats } from "../src/formats.ts";

const oracle = addFormats.default(new Ajv2020());
const isDate = oracle.compile({ type: "string", format: "date" });
const isDateTime = oracle.compile({ type: "string", format: "date-time" });

const pad = (value: number, length: number): string => String(value).padStart(length, "0");

describe("date", () => {
  test("accepts exactly the days that exist, as ajv-formats does, in common, leap and century years", () => {
    const differing: string[] = [];
    for (const year of [1900, 1996, 1999, 2000, 2004, 2023, 2024, 2100, 2400]) {
      for (let month = 0; month <= 13; month += 1) {
        for (let day = 0; day <= 32; day += 1) {
          const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
          if (formats.date.test(text) !== isDate(text)) differing.push(text);
        }
      }
    }
    expect(differing).toEqual([]);
  });

  test.each([
    "2025-9-1",
    "1/9/2025",
    "20250901",
    "2025-09-01 ",
    "2025-09-01\n",
    "2025-09-01T00:00:00Z",
    "",
  ])("refuses %j", (text) => expect(formats.date.test(text)).toBe(false));
});

describe("date-time", () => {
  test.each([
    "2025-09-01T08:00:00Z",
    "2024-02-29T23:59:59.999999Z",
    "2025-09-01T08:00:00+04:00",
    "2025-09-01T08:00:00.5-03:30",
  ])("accepts %s, and so does ajv-formats", (text) => {
    expect(formats["date-time"].test(text)).toBe(true);
    expect(isDateTime(text)).toBe(true);
  });

  test.each([
    ["without offset", "2025-09-01T08:00:00"],
    ["a day that does not exist", "2025-02-29T08:00:00Z"],
    ["hour 24", "2025-09-01T24:00:00Z"],
    ["a leap second", "2016-12-31T23:59:60Z"],
    ["nanoseconds", "2025-09-01T08:00:00.123456789Z"],
    ["a space for the T", "2025-09-01 08:00:00Z"],
    ["an offset beyond any time zone", "2025-09-01T08:00:00+15:00"],
  ])("refuses %s", (_, text) => expect(formats["date-time"].test(text)).toBe(false));
});

import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/errors.ts";
import { dayQuestion, growingOf } from "../../src/watch/day-question.ts";
import { metricNamed, registry } from "./small-watch.ts";

const asked = { dimensions: [], parameters: {} };

/** The metrics of the standard that have a figure of a single day, with the records that come in for it. */
function dayMetrics(): readonly string[] {
  return [...registry.metrics.values()].flatMap((metric) => {
    try {
      const question = dayQuestion({ metric, ...asked }, registry);
      return `${metric.id}: ${[...growingOf([question], registry).keys()].join(", ")}`;
    } catch (error) {
      if (error instanceof UsageError) return [];
      throw error;
    }
  });
}

test("which metrics have a day follows from their declaration", () => {
  expect(dayMetrics()).toEqual(
    expect.arrayContaining([
      "ATT_RATE: attendance-record",
      "ATT_UNEXCUSED: attendance-record",
      "ENG_DIGITAL: activity-day",
      "ENG_HYBRID: attendance-record, activity-day",
      "ENG_LIVE: attendance-record",
    ]),
  );
  const ids = dayMetrics().map((line) => line.replace(/:.*/, ""));
  for (const id of ["ATT_CHRONIC", "ATT_SEVERE", "ATT_TIERS", "ASSESS_MEDIAN", "GPI", "PTR"]) {
    expect(ids).not.toContain(id);
  }
});

describe("a metric that has none says why", () => {
  const cases = [
    ["ATT_CHRONIC", "counts only who reaches its expectedDaysMin within the school year"],
    ["ATT_TIERS", "is not one sum over another"],
    ["GPI", "is not one sum over another"],
    ["CLASS_SIZE", "is about a day of the year of its own"],
  ] as const;

  test.each(cases)("%s", (id, says) => {
    expect(() => dayQuestion({ metric: metricNamed(id), ...asked }, registry)).toThrow(says);
  });
});

test("a source that does not say a day is refused", () => {
  const sources = { students: "attendance-summary" };
  const question = { metric: metricNamed("ATT_RATE"), ...asked, sources };
  expect(() => dayQuestion(question, registry)).toThrow(
    "takes its students from attendance-summary",
  );
});

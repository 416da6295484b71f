import { describe, expect, test } from "vitest";
import { compute } from "../../src/compute/compute.ts";
import { config, dataSet, engineNames, metricNamed, registry } from "./engines.ts";

/** Texts that a statement or a table could take for something else than themselves. */
const odd = [
  ["a quote", "a'b"],
  ["a backslash before a quote", String.raw`a\'b`],
  ["a backslash at the end", "a\\"],
  ["a double quote", '"'],
  ["the end of a statement", "'); drop table student; --"],
  ["a comment", "/* a */"],
  ["a line separator", "a\u2028b"],
  ["a paragraph separator", "a\u2029b"],
  ["letters outside the basic plane", "ü😀"],
  ["the name of what every object has", "constructor"],
  ["the name of what every object is made of", "__proto__"],
] as const;

describe.each(engineNames)("on %s", (name) => {
  test.each(odd)("a parameter with %s names that record and no other", async (_what, text) => {
    const result = { studentId: "s", status: "graded", score: 3, schoolYear: "2025/2026" };
    const { data, engines } = await dataSet({
      "assessment-result": [
        { id: "1", assessmentId: text, ...result },
        { id: "2", assessmentId: "another", ...result, studentId: "t" },
      ],
    });
    const { cells } = await compute({
      ...{ metric: metricNamed("ASSESS_PART"), dimensions: [], parameters: { assessment: text } },
      ...{ data, engineOverride: engines[name], registry, config, period: "2025/2026" },
    });
    expect(cells.map(({ den }) => den)).toEqual([1]);
    data.engine.close();
  });

  test.each(odd)("a school whose key has %s is a code of its own", async (_what, text) => {
    const day = { status: "present", granularity: "day", date: "2025-09-01" };
    const { data, engines } = await dataSet({
      "attendance-record": [{ id: "1", studentId: "s", schoolId: text, ...day }],
    });
    const { cells } = await compute({
      ...{ metric: metricNamed("ATT_RATE"), dimensions: ["SCHOOL"] },
      ...{ data, engineOverride: engines[name], registry, config, period: "2025/2026" },
    });
    expect(cells.map(({ codes }) => codes["SCHOOL"])).toEqual(["_T", text]);
    data.engine.close();
  });
});

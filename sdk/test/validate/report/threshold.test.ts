import { loadRegistry } from "@edufed/schemas";
import { expect, test } from "vitest";
import type { Finding } from "../../../src/finding.ts";
import type { QualityThreshold } from "../../../src/member-config.ts";
import { checkThresholds } from "../../../src/validate/report/check-thresholds.ts";
import { acceptedBy, judgeThresholds, verdictOf } from "../../../src/validate/report/threshold.ts";
import { configProblems } from "../../../src/workspace/config.ts";

const registry = loadRegistry();
const rule = "student/sex/enum";
const rationale = "The old system has a code of its own.";

function found(count: number, of: string = rule, severity: Finding["severity"] = "error"): Finding {
  return { code: "unknown-code", severity, entity: "student", rule: of, message: "", count };
}

function verdict(threshold: Partial<QualityThreshold>, findings: readonly Finding[]): string {
  const thresholds = [{ rule, rationale, ...threshold }];
  return verdictOf(findings, judgeThresholds(thresholds, findings, { student: 10_000 }));
}

test.each([
  [{ records: 25 }, 25, "accepted"],
  [{ records: 25 }, 26, "not-valid"],
  [{ share: 0.0003 }, 3, "accepted"],
  [{ share: 0.0003 }, 4, "not-valid"],
  [{ share: 0.00039 }, 4, "not-valid"],
] as const)("a threshold of %o and %i records: %s", (threshold, count, expected) => {
  expect(verdict(threshold, [found(count)])).toBe(expected);
});

test("the files of one entity are counted together", () => {
  const files = [found(13), found(13)];
  expect(verdict({ records: 26 }, files)).toBe("accepted");
  expect(verdict({ records: 25 }, files)).toBe("not-valid");
});

test("one error without a threshold is one too many, and no error is valid", () => {
  expect(verdict({ records: 25 }, [found(1), found(1, "student/birthYear/minimum")])).toBe(
    "not-valid",
  );
  expect(verdict({ records: 25 }, [])).toBe("valid");
  expect(verdict({ records: 25 }, [found(30, rule, "warning")])).toBe("valid");
});

test("a warning can be accepted, a note cannot", () => {
  const judged = judgeThresholds(
    [{ rule, rationale, records: 5 }],
    [found(5, rule, "warning")],
    {},
  );
  expect(acceptedBy(found(5, rule, "warning"), judged)?.rationale).toBe(rationale);
  expect(acceptedBy(found(5, rule, "info"), judged)).toBeUndefined();
});

test("a threshold of records without a value does not accept a column that is missing", () => {
  const required = "student/sex/required";
  const lacking = { ...found(1, required), code: "missing-column" } as const;
  const threshold = { rule: required, records: 25 };
  expect(verdict(threshold, [{ ...found(25, required), code: "missing" }])).toBe("accepted");
  expect(verdict(threshold, [lacking])).toBe("not-valid");
  expect(verdict(threshold, [lacking, { ...found(25, required), code: "missing" }])).toBe(
    "not-valid",
  );
});

function check(...thresholds: readonly Partial<QualityThreshold>[]): () => void {
  const whole = thresholds.map((each) => ({ rule, rationale, records: 1, ...each }));
  return () => checkThresholds(whole, registry, { today: "2027-06-30", file: "config" });
}

test("a threshold holds on its last day and not on the next", () => {
  expect(check({ until: "2027-06-30" })).not.toThrow();
  expect(check({ until: "2027-07-01" })).not.toThrow();
  expect(check({ until: "2027-06-29" })).toThrow(/ended on 2027-06-29/u);
});

test.each(["student/shoeSize/enum", "no-such-rule", "unknown-code"])(
  "a threshold of an unknown rule is an error: %s",
  (unknown) => expect(check({ rule: unknown })).toThrow(/is the id of no check/u),
);

test.each([
  "student/key",
  "student/unknown-property",
  "student/malformed-row",
  "student/unknown-column",
])("what hides how much there is allows no threshold: %s", (strict) => {
  expect(check({ rule: strict })).toThrow(/allows no threshold/u);
});

test("declared rules and references allow one, each once", () => {
  const { id = "" } = registry.rules[0] ?? {};
  expect(check({ rule: id }, { rule: "enrolment/schoolId/reference" })).not.toThrow();
  expect(check({ rule: id }, { rule: id })).toThrow(/has two thresholds/u);
});

const whole = {
  member: "FI-HEL",
  name: { en: "Helsinki" },
  refArea: "FI-HEL",
  languages: ["fi"],
  schoolYearStart: "--08-01",
  engine: "duckdb",
  contact: "a@example.org",
  licence: "none",
  policy: {},
  checkersMin: 1,
};

test.each([
  ["with a number of records", { rule, rationale, records: 1 }, 0],
  ["with a share and a last day", { rule, rationale, share: 1, until: "2027-06-30" }, 0],
  ["without a rationale", { rule, records: 1 }, 1],
  ["with an empty rationale", { rule, rationale: " ", records: 1 }, 1],
  ["without a limit", { rule, rationale }, 1],
  ["with two limits", { rule, rationale, records: 1, share: 0.1 }, 1],
  ["of no record", { rule, rationale, records: 0 }, 1],
  ["of more than all", { rule, rationale, share: 1.01 }, 1],
  ["with a last day that is none", { rule, rationale, records: 1, until: "30.6.2027" }, 1],
  ["with an entry of another name", { rule, rationale, records: 1, reason: "x" }, 1],
])("a threshold in the configuration %s", (_, threshold, problems) => {
  const config = { ...whole, quality: { thresholds: [threshold] } };
  expect(configProblems(config)).toHaveLength(problems);
});

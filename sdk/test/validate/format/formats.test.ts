import { expect, test } from "vitest";
import type { Finding } from "../../../src/finding.ts";
import { formats } from "../../../src/validate/format/format.ts";
import { facts, findings } from "./findings.ts";

const nothing = { version: "0.1.0", records: { student: 2 }, checks: [] };

test("text: for people, in 80 columns, worst first", async () => {
  const text = formats.text(findings, facts);
  await expect(text).toMatchFileSnapshot("expected/findings.txt");
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});

test("text: a long path stays in one piece", () => {
  const path = `${"folder/".repeat(20)}student.csv`;
  const text = formats.text(
    findings.slice(1, 2).map((finding) => Object.assign({}, finding, { file: path })),
    facts,
  );
  expect(text).toContain(path);
});

test("text: nothing wrong is said in one line", () => {
  expect(formats.text([], nothing)).toBe("Valid: 2 records of 1 entity checked.\n");
});

test("json: verdict, counts and the findings as they are", () => {
  expect(JSON.parse(formats.json(findings, facts))).toEqual({
    valid: false,
    counts: { error: 1, warning: 1, info: 1 },
    records: facts.records,
    findings,
    checks: facts.checks,
    version: "0.1.0",
  });
  expect(JSON.parse(formats.json(findings.slice(2), facts))).toHaveProperty("valid", true);
});

test("ndjson: one finding a line", () => {
  const lines = formats.ndjson(findings, facts).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(findings);
  expect(formats.ndjson([], facts)).toBe("");
});

test("github: one annotation a finding, with its marks escaped", async () => {
  await expect(formats.github(findings, facts)).toMatchFileSnapshot("expected/findings.github.txt");
});

test("sarif: version 2.1.0, every rule described once, every row a place", () => {
  const log = JSON.parse(formats.sarif([...findings, ...findings], facts));
  const [run] = log.runs;
  expect([log.version, log.runs.length]).toEqual(["2.1.0", 1]);
  const rules = run.tool.driver.rules.map(({ id }: { readonly id: string }) => id);
  expect(new Set(rules).size).toBe(rules.length);
  for (const result of run.results) {
    expect(rules).toContain(result.ruleId);
    expect(["error", "warning", "note"]).toContain(result.level);
  }
  expect(run.results).toHaveLength(6);
  expect(run.results[1].locations).toHaveLength(10);
  expect(run.results[1].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: "records/student.csv" },
    region: { startLine: 2 },
  });
});

test("sarif: a rule is described by its code where its findings say different things", () => {
  const columns = ["“a”", "“b”"].map((name) => ({
    code: "unknown-column" as const,
    severity: "error" as const,
    rule: "student/unknown-column",
    message: `Column ${name} is not a property of the entity.`,
    count: 1,
  }));
  const [described] = JSON.parse(formats.sarif(columns, facts)).runs[0].tool.driver.rules;
  expect(described.shortDescription.text).not.toContain("“");
  expect(described.help.text).not.toBe("");
});

test("html: a long list of what has changed stays closed until it is asked for", () => {
  const page = (count: number): string => {
    const changes = Array.from({ length: count }, (_, index) => ({
      rule: `student/p${index}/type`,
      severity: "error" as const,
      kind: "new" as const,
      before: 0,
      now: 1,
    }));
    const run = { made: "2026-01-02T03:04:05Z", standard: "1.0.0", files: [], next: [] };
    return formats.html([], { ...facts, run, since: { isOfSameData: true, changes } });
  };
  expect(page(8)).toContain("student/p7/type");
  expect(page(8)).not.toContain("<summary>Rule by rule</summary>");
  expect(page(9)).toContain("<summary>Rule by rule</summary>");
});

test("html: one page that loads and runs nothing, with its marks escaped", () => {
  const page = formats.html(findings, facts);
  expect(page).not.toMatch(/\bsrc=|\bhref="[^#]|\bon\w+=|@import|url\(/);
  expect(page).toContain(
    `http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"`,
  );
  expect(page.match(/<script/gu)).toHaveLength(1);
  expect(page).not.toContain("student<1>");
  const [, embedded] =
    /<script type="application\/json" id="quality-report">(.*)<\/script>/.exec(page) ?? [];
  expect(JSON.parse(embedded ?? "null")).toEqual(JSON.parse(formats.json(findings, facts)));
});

test("html: a finding has its words, its rule, its rows, and its share of the records", () => {
  const page = formats.html(findings, facts);
  for (const text of [
    "birthDate is not a day written as YYYY-MM-DD.",
    "Write the day as YYYY-MM-DD, with an existing month and day.",
    "rows 2, 3, 5, 8, 13, 21, 34, 55, 89, 144 …",
    "1,204 of 58,412 records",
    "<code>student/birthDate/format</code>",
  ]) {
    expect(page).toContain(text);
  }
});

test("junit: a case for each check, with its counts; what is not a check has a case too", async () => {
  const text = formats.junit(findings, facts);
  await expect(text).toMatchFileSnapshot("expected/findings-junit.txt");
  const attributes = 'tests="4" failures="1" errors="0" skipped="1"';
  expect(text).toContain(`<testsuites name="edufed 0.1.0" ${attributes}>`);
  expect(text.match(/<testcase /gu)).toHaveLength(4);
});

test("junit: marks are escaped, and what XML cannot hold is replaced", () => {
  const [, wrong] = findings;
  if (wrong === undefined) throw new RangeError("no finding");
  const text = formats.junit([{ ...wrong, file: 'a<b>&"\u0001\uD800.csv' }], facts);
  expect(text).toContain("a&lt;b&gt;&amp;&quot;\uFFFD\uFFFD.csv");
});

test("junit: a mistake inside of an object fails the check of the property that holds it", () => {
  const [, wrong] = findings;
  if (wrong === undefined) throw new RangeError("no finding");
  const rule = "assessment-result/objectiveScores/items/score/type";
  const text = formats.junit([{ ...wrong, entity: "assessment-result", rule }], facts);
  expect(text).toMatch(/name="assessment-result\/objectiveScores\/record">[^]*?<failure/u);
  expect(text).not.toContain(rule);
});

test("text: checks that lack one entity are one block, and no number of records is claimed", () => {
  const [unchecked] = findings;
  if (unchecked === undefined) throw new RangeError("no finding");
  const other = { ...unchecked, code: "unchecked", rule: "enrolment-at-a-school" } as const;
  const absent = new Map([unchecked, other].map(({ rule }) => [rule, "organisation"]));
  expect(formats.text([unchecked, other], { ...nothing, absent })).toBe(
    [
      "· 2 checks were not made, because the data set has no records of organisation.",
      "  enrolment/schoolId/reference, enrolment-at-a-school",
      "",
      "`edufed rule <id>` explains a check.",
      "",
      "Valid: 2 records of 1 entity checked.",
      "",
    ].join("\n"),
  );
  expect(formats.text([unchecked], nothing)).not.toContain("60,000");
});

test("a column that is missing is not a number of records", () => {
  const missing: Finding = {
    code: "missing-column",
    severity: "error",
    entity: "student",
    file: "student.csv",
    row: 1,
    rule: "student/sex/required",
    message: "There is no column sex, which every record needs.",
    count: 1,
  };
  expect(formats.text([missing], nothing)).toContain("error · student/sex/required\n");
  expect(formats.html([missing], nothing)).not.toContain("1 record<");
});

test.each(["fi", "sv", "az"] as const)("every format speaks the language: %s", async (language) => {
  const translated = { ...facts, language };
  const text = formats.text(findings, translated);
  await expect(text).toMatchFileSnapshot(`expected/findings.${language}.txt`);
  const page = formats.html(findings, translated);
  expect(page).toContain(`<html lang="${language}">`);
  const empty = visible(formats.html([], translated));
  const english = [
    "alid",
    "Records",
    "None",
    "Findings",
    "Checks",
    "passed",
    "all records",
    "check<",
  ];
  expect(english.filter((word) => empty.includes(word))).toEqual([]);
  expect(formats.json(findings, translated)).toBe(formats.json(findings, facts));
  expect(JSON.parse(formats.sarif(findings, translated)).runs[0].language).toBe(language);
});

/** The words of a page that are read, without its marks, its style and its facts for machines. */
function visible(page: string): string {
  return page.replaceAll(/<(script|style)\b[^]*?<\/\1>/gu, "").replaceAll(/<[^>]*>/gu, "");
}

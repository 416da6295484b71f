import { expect, test } from "vitest";
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

test("html: one page that loads nothing, with its marks escaped", async () => {
  const page = formats.html(findings, facts);
  await expect(page).toMatchFileSnapshot("expected/findings-page.txt");
  expect(page).not.toMatch(/\b(src|href)=/);
  expect(page).not.toContain("student<1>");
  const [, embedded] =
    /<script type="application\/json" id="findings">(.*)<\/script>/.exec(page) ?? [];
  expect(JSON.parse(embedded ?? "null")).toEqual(findings);
});

import { loadConformance, loadRegistry } from "@edufed/schemas";
import { expect, test } from "vitest";
import { examplesOf } from "../../src/cli/rule-example.ts";
import { findingCodes } from "../../src/finding-meaning.ts";
import { allChecks, explain } from "../../src/validate/explain.ts";
import { parseRules } from "../../src/validate/parse-rules.ts";
import { validateRecords } from "../../src/validate/records.ts";
import { done, edufed, expectOneError, root } from "./edufed.ts";

const registry = loadRegistry();
const vectors = loadConformance();
const rules = parseRules(registry);

test("a code is explained with an example of it", async () => {
  const out = await done(root, "rule", "unknown-code");
  expect(out).toMatch(/^unknown-code · error$/mu);
  for (const part of [/^Why: \S/mu, /^Fix: \S/mu, /^Passes \(.*\/enum\): /mu, /^Fails \(/mu])
    expect(out).toMatch(part);
  expect(out).toContain("/reference/findings/#unknown-code");
});

test("a check is explained with every code that it allows", async () => {
  const out = await done(root, "rule", "staff-assignment/function/enum");
  const text = await done(root, "rule", "student/sex/enum");
  expect(text).toMatch(/^student\/sex\/enum · error · unknown-code · student\.sex$/mu);
  expect(text).toMatch(/^ {2}2 {2}Female$/mu);
  const codes = registry.codeLists.get("staff-function")?.codes ?? [];
  expect(codes.length).toBeGreaterThan(12);
  for (const { code } of codes) expect(out).toContain(`  ${code} `);
});

test("a declared rule is explained with what is checked, in the words of the standard", async () => {
  const out = await done(root, "rule", "enrolment-no-overlap-in-school");
  expect(out).toContain("Checked: Records with the same studentId, schoolId and schoolYear");
  expect(out).toContain("Fails: The second enrolment begins on the last day of the first.");
  expect(out).toContain("/reference/rules/#enrolment-no-overlap-in-school");
});

test("languages differ in words and agree on the facts", async () => {
  const ids = ["enrolment-no-overlap-in-school", "student/sex/enum"];
  for (const id of ids) {
    const [en, ...others] = await Promise.all(
      ["en", "fi", "sv", "az"].map(async (language) =>
        JSON.parse(await done(root, "rule", id, "--json", "--language", language)),
      ),
    );
    expect(en).toMatchObject({ id, entity: id.split(/[-/]/u)[0], severities: ["error"] });
    for (const other of others) {
      expect([other.title, other.fix]).not.toEqual([en.title, en.fix]);
      expect({ ...other, title: "", fix: "" }).toEqual({ ...en, title: "", fix: "" });
    }
  }
  const out = await done(root, "rule", "student/sex/enum", "--language", "fi");
  expect(out).toMatch(/^ {2}2 {2}Nainen$/mu);
});

test("a name that nothing has gets the nearest that something has", async () => {
  for (const [asked, meant] of [
    ["unknwon-code", "unknown-code"],
    ["student/sex/enumm", "student/sex/enum"],
    ["enrolment-no-overlap-in-scool", "enrolment-no-overlap-in-school"],
  ] as const) {
    const said = await edufed(root, "rule", asked);
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain(`Did you mean ${meant}?`);
  }
  const far = await edufed(root, "rule", "zzzzzz");
  expectOneError(far);
  expect(far.err).toContain("Codes: unknown-entity, ");
});

test("every code of records, every check and every rule has examples that show it", () => {
  const ids = [...registry.rules.map(({ id }) => id), ...allChecks(registry).map(({ id }) => id)];
  const found = [...new Set(ids)].map((id) => {
    const explanation = explain(id, registry);
    if (explanation === undefined) throw new RangeError(`no explanation of ${id}`);
    return { id, examples: examplesOf(explanation, vectors, registry) };
  });
  const wrong = found.filter(({ examples }) => {
    if (examples === undefined) return false;
    const raised = (records: object): boolean =>
      validateRecords(records, registry, rules).some(
        ({ rule, severity }) => rule === examples.check && severity !== "info",
      );
    return raised(examples.passing.records) || !raised(examples.failing.records);
  });
  expect(wrong).toEqual([]);
  const without = found.filter(({ examples }) => examples === undefined);
  // The suite has no record that breaks the steps of a number and nothing else.
  expect(
    without.map(({ id }) => id.split("/").at(-1)).filter((each) => each !== "multipleOf"),
  ).toEqual([]);
  expect(found.length).toBeGreaterThan(300);
});

test("every code is explained", () => {
  expect(findingCodes.length).toBeGreaterThan(10);
  for (const code of findingCodes) expect(explain(code, registry)?.title).toMatch(/\.$/u);
});

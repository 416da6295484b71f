import { loadConformance, loadRegistry } from "@edufed/schemas";
import { expect, test } from "vitest";
import { examplesOf } from "../../src/cli/rule-example.ts";
import { findingCodes } from "../../src/finding-meaning.ts";
import { allChecks, explain, type Explanation } from "../../src/validate/explain.ts";
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

const languages = ["en", "fi", "sv", "az"];
const explained = [
  "unknown-code",
  "malformed-row",
  "rule",
  "student/sex/enum",
  "enrolment/key",
  "enrolment/schoolId/reference",
  "training-record/hours/multipleOf",
  "enrolment-no-overlap-in-school",
];

test.each(explained)("%s: languages differ in all words and agree on all facts", async (id) => {
  const [en, ...others] = await Promise.all(
    languages.map(async (language) => {
      const out = await done(root, "rule", id, "--json", "--language", language);
      const explanation: Explanation & { readonly documented: string } = JSON.parse(out);
      return explanation;
    }),
  );
  if (en === undefined) throw new RangeError("English is a language.");
  expect(en).toMatchObject({ id });
  for (const other of others) {
    for (const part of ["title", "checked", "why", "fix", "documented"] as const) {
      expect(typeof other[part]).toBe(typeof en[part]);
      expect(other[part] === undefined || other[part] !== en[part]).toBe(true);
    }
    expect(factsOf(other)).toEqual(factsOf(en));
  }
});

/** What is the same in every language. */
function factsOf(explanation: object): unknown {
  const words = new Set(["title", "checked", "why", "fix", "description", "documented"]);
  const text = JSON.stringify(explanation, (name, value) => (words.has(name) ? undefined : value));
  return JSON.parse(text);
}

/** Sentences in one line each, however long a language is. */
function unwrapped(text: string): string {
  return text.replaceAll("\n    ", " ");
}

test.each(explained)("%s: no sentence is wider than a terminal", async (id) => {
  const printed = await Promise.all(
    languages.map(async (language) => done(root, "rule", id, "--language", language)),
  );
  const wide = printed
    .flatMap((text) => text.split("\n"))
    .filter((line) => line.length > 80 && !/^ {2}[a-z-]+ \{/u.test(line));
  expect(wide).toEqual([]);
});

test.each(explained)("%s: nothing that is printed is English in another language", async (id) => {
  const [en = [], ...others] = await Promise.all(
    languages.map(async (language) =>
      unwrapped(await done(root, "rule", id, "--language", language)).split("\n"),
    ),
  );
  expect(en.length).toBeGreaterThan(3);
  for (const other of others) {
    expect(other).toHaveLength(en.length);
    // What stays as it is in every language: the records of examples, and nothing else.
    const same = other.filter((line) => line !== "" && en.includes(line));
    expect(same.filter((line) => !/^ {2}[a-z-]+ \{/u.test(line))).toEqual([]);
    expect(other.join("\n")).not.toMatch(
      /\b(?:Checked|Why|Fix|Codes|Passes|Fails|Documented|error|warning|or)\b/u,
    );
  }
});

test("a Finnish reader is led to the Finnish page, with labels in Finnish", async () => {
  const out = await done(root, "rule", "student/sex/enum", "--language", "fi");
  expect(out).toMatch(/^student\/sex\/enum · virhe · unknown-code · student\.sex$/mu);
  expect(out).toMatch(/^ {2}2 {2}Nainen$/mu);
  expect(out).toMatch(/^Lisätietoja: \/fi\/reference\/entities\/student\/#sex$/mu);
});

test("a name that nothing has gets the nearest that something has", async () => {
  for (const [asked, meant] of [
    ["unknwon-code", "unknown-code"],
    ["student/sex/enumm", "student/sex/enum"],
    ["enrolment-no-overlap-in-scool", "enrolment-no-overlap-in-school"],
    ["enrolment-no-overlap", "enrolment-no-overlap-in-school"],
  ] as const) {
    const said = await edufed(root, "rule", asked);
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain(`Did you mean ${meant}?`);
  }
  const part = await edufed(root, "rule", "student/sex");
  expectOneError(part);
  expect(part.err).toContain("Give a whole id, such as student/sex/required, ");
  const far = await edufed(root, "rule", "zzzzzz");
  expectOneError(far);
  expect(far.err).toContain("Codes: unknown-entity, ");
});

test("every code of records, every check and every rule has examples that show it", async () => {
  const checks = await allChecks(registry);
  const ids = [...registry.rules, ...checks].map(({ id }) => id);
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
  expect(without.map(({ id }) => id)).toEqual([]);
  expect(found.length).toBeGreaterThan(300);
});

test("every code is explained", () => {
  expect(findingCodes.length).toBeGreaterThan(10);
  for (const code of findingCodes) expect(explain(code, registry)?.title).toMatch(/\.$/u);
});

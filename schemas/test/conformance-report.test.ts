import { describe, expect, test } from "vitest";
import {
  checkReport,
  kindResults,
  levelVerdicts,
  type ConformanceReport,
  type KindResult,
} from "../src/conformance-report.ts";
import { caseIds, conformanceSuite, suiteText, textDigest } from "../src/conformance-suite.ts";
import { jsonSchemaValidator } from "../src/json-schema.ts";
import { loadExchange } from "../src/registry.ts";

const one = JSON.stringify({ description: "one" });
const three = JSON.stringify({ cases: [1, 2, 3].map((place) => ({ description: `${place}` })) });
const suite = conformanceSuite(
  "1.0.0",
  new Map([
    ["entities/bus/valid/full.json", one],
    ["entities/bus/invalid/late.json", one],
    ["pseudonyms.json", three],
  ]),
);
const passed = caseIds(suite).map((id) => ({ id, passed: true }));

function reportOf(kinds: readonly KindResult[]): ConformanceReport {
  return {
    suite: { version: "1.0.0", digest: textDigest(suiteText(suite)) },
    implementation: { name: "Register", version: "7.2", vendor: "Example Oy" },
    date: "2026-11-22",
    kinds,
    levels: levelVerdicts(suite, kinds),
    statement: { by: "Example Oy", text: "Run on the release build." },
  };
}

const good = reportOf(kindResults(suite, passed, []));

describe("outcomes", () => {
  const verdicts = ({ levels }: ConformanceReport): readonly string[] =>
    levels.map(({ level, verdict }) => `${level} ${verdict}`);

  test("all passed: every level is proven", () => {
    expect(good.kinds).toEqual([
      { kind: "entities", cases: 2, passed: 2, failed: [], skipped: [] },
      { kind: "pseudonyms", cases: 3, passed: 3, failed: [], skipped: [] },
    ]);
    expect(verdicts(good)).toEqual([
      "reads-records conforms",
      "validates conforms",
      "pseudonymises conforms",
    ]);
  });

  test("a case that nobody ran has failed, and fails the levels that need it only", () => {
    const report = reportOf(
      kindResults(
        suite,
        passed.filter(({ id }) => !id.includes("late")),
        [],
      ),
    );
    expect(report.kinds[0]).toMatchObject({ passed: 1, failed: ["entities/bus/invalid/late"] });
    expect(verdicts(report)).toEqual([
      "reads-records conforms",
      "validates fails",
      "pseudonymises conforms",
    ]);
  });

  test("a case that was skipped leaves the level unclaimed", () => {
    const skipped = [{ scope: "pseudonyms#cases/2", reason: "Not yet." }];
    const report = reportOf(kindResults(suite, passed, skipped));
    expect(report.kinds[1]).toMatchObject({ passed: 2, skipped: [{ ...skipped[0], cases: 1 }] });
    expect(verdicts(report)).toContain("pseudonymises not-claimed");
    expect(checkReport(report, suite).problems).toEqual([]);
  });
});

describe("a report", () => {
  const withKind = (index: number, change: Partial<KindResult>): ConformanceReport => ({
    ...good,
    kinds: good.kinds.map((kind, at) => (at === index ? { ...kind, ...change } : kind)),
  });
  const skip = { scope: "pseudonyms", cases: 3, reason: "Out of scope." };

  test("that adds up has no problem, keeps its schema and proves its levels", () => {
    expect(checkReport(good, suite)).toEqual({ problems: [], levels: good.levels });
    const schema = loadExchange().get("conformance-report") ?? {};
    const validate = jsonSchemaValidator().compile(schema);
    expect(validate(good)).toBe(true);
    expect(validate({ ...good, statement: undefined })).toBe(false);
    expect(validate(withKind(1, { skipped: [{ ...skip, reason: " " }] }))).toBe(false);
  });

  test.each([
    [
      "of another version",
      { ...good, suite: { ...good.suite, version: "2.0.0" } },
      "about suite 2.0.0; this is suite 1.0.0",
    ],
    [
      "of another suite of that version",
      { ...good, suite: { ...good.suite, digest: "sha256:0" } },
      "names another suite.json",
    ],
    [
      "that leaves a kind out",
      { ...good, kinds: good.kinds.slice(0, 1) },
      "pseudonyms: the report says nothing",
    ],
    [
      "with a kind twice",
      { ...good, kinds: good.kinds.concat(good.kinds.slice(1)) },
      "pseudonyms: the report has it twice",
    ],
    [
      "with two verdicts on a level",
      { ...good, levels: good.levels.concat(good.levels.slice(0, 1)) },
      "reads-records: the report has two verdicts on it",
    ],
    [
      "with a kind that the suite has not",
      {
        ...good,
        kinds: good.kinds.concat({ kind: "speed", cases: 0, passed: 0, failed: [], skipped: [] }),
      },
      "speed: the suite has no cases of this kind",
    ],
    ["with too few cases", withKind(1, { cases: 2, passed: 2 }), "the suite has 3 cases, not 2"],
    [
      "whose counts do not add up",
      withKind(1, { passed: 2 }),
      "passed, failed and skipped cases are 2, not 3",
    ],
    [
      "that fails a case that is not there",
      withKind(1, { passed: 2, failed: ["pseudonyms#cases/3"] }),
      "there is no case pseudonyms#cases/3",
    ],
    [
      "that fails a case twice",
      withKind(1, { passed: 1, failed: ["pseudonyms#cases/1", "pseudonyms#cases/1"] }),
      "a failed case is named twice",
    ],
    [
      "that skips what it fails",
      withKind(1, { passed: 0, failed: ["pseudonyms#cases/1"], skipped: [skip] }),
      "is said to have failed and to have been skipped",
    ],
    [
      "that skips cases that are not there",
      withKind(1, { skipped: [{ ...skip, scope: "pseudonyms/" }] }),
      "No case begins with pseudonyms/",
    ],
    [
      "that skips another number of cases",
      withKind(1, { passed: 1, skipped: [{ ...skip, cases: 2 }] }),
      "pseudonyms: 3 cases begin so, not 2",
    ],
    [
      "that skips a case twice",
      withKind(1, {
        passed: 0,
        skipped: [skip, { ...skip, scope: "pseudonyms#cases/0", cases: 1 }],
      }),
      "some of its cases are skipped twice",
    ],
    [
      "that skips in silence",
      withKind(1, { passed: 0, skipped: [{ ...skip, reason: " " }] }),
      "skipped without a reason",
    ],
    [
      "that claims what it has skipped",
      withKind(1, { passed: 0, skipped: [skip] }),
      "“pseudonymises conforms” does not follow",
    ],
    [
      "that claims what has failed",
      withKind(0, { passed: 1, failed: ["entities/bus/valid/full"] }),
      "“reads-records conforms” does not follow",
    ],
    [
      "without a verdict",
      { ...good, levels: good.levels.slice(1) },
      "There is no verdict on reads-records; it is conforms",
    ],
  ])("%s is told so", (_what, report, problem) => {
    expect(checkReport(report, suite).problems.join("\n")).toContain(problem);
  });
});

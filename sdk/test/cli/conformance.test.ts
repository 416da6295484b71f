import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ConformanceReport } from "@edufed/schemas";
import { beforeAll, describe, expect, test } from "vitest";
import { done, edufed, expectOneError, folder } from "./edufed.ts";

let home: string;
let report: ConformanceReport;

/** The kinds that take a moment; records and rules have tests of their own. */
const quick = [
  "canonical",
  "diff",
  "metrics",
  "protection",
  "protection-cell-key",
  "protection-privacy",
  "protection-rounding",
  "pseudonyms",
  "signatures",
];

beforeAll(async () => {
  home = folder("conformance");
  const said = ["--name", "Register", "--vendor", "Example Oy", "--by", "Example Oy, tests"];
  const only = ["--only", quick.join()];
  await done(home, "conformance", "run", ...said, ...only, "--out", "conformance.json");
  report = JSON.parse(readFileSync(join(home, "conformance.json"), "utf8"));
});

describe("the suite run over this program", () => {
  test("passes, and what was not asked for is skipped with the reason and not claimed", () => {
    expect(report.kinds.flatMap(({ failed }) => failed)).toEqual([]);
    const skipped = report.kinds.filter((kind) => kind.skipped.length > 0);
    expect(skipped).toMatchObject([
      {
        kind: "entities",
        passed: 0,
        skipped: [{ reason: "The run was asked for other kinds only." }],
      },
      { kind: "rules", passed: 0 },
    ]);
    expect(report.levels.map(({ level, verdict }) => `${level} ${verdict}`)).toEqual([
      "reads-records not-claimed",
      "validates not-claimed",
      "computes-metrics conforms",
      "pseudonymises conforms",
      "protects conforms",
      "canonicalises conforms",
      "verifies-signatures conforms",
      "classifies-changes conforms",
    ]);
  });

  test("knows no other kinds than the suite", async () => {
    const said = await edufed(home, "conformance", "run", "--only", "pseudonym");
    expect(said.code).toBe(2);
    expectOneError(said);
  });

  test("makes a report that can be checked", async () => {
    expect(report.implementation).toMatchObject({ name: "Register", vendor: "Example Oy" });
    const out = await done(home, "conformance", "check", "conformance.json");
    expect(out).toContain("by Example Oy, tests");
    expect(out).toMatch(/Sound: /);
    const facts: unknown = JSON.parse(
      await done(home, "conformance", "check", "conformance.json", "--json"),
    );
    expect(facts).toMatchObject({ sound: true, problems: [], levels: report.levels });
  });
});

describe("somebody else's report", () => {
  const check = (name: string, content: string): ReturnType<typeof edufed> => {
    writeFileSync(join(home, name), content);
    return edufed(home, "conformance", "check", name);
  };

  test("that claims more than its cases is not sound, and ends with 1", async () => {
    const kinds = report.kinds.map((kind) => Object.assign({}, kind, { passed: kind.passed + 1 }));
    const { code, out } = await check("claim.json", JSON.stringify({ ...report, kinds }));
    expect(code).toBe(1);
    expect(out).toContain("passed, failed and skipped cases are");
    expect(out).toContain(`NOT sound: ${kinds.length} problems.`);
  });

  test.each([
    ["is not JSON", "{"],
    ["is no report", "{}"],
  ])("that %s is an error", async (_what, content) => {
    const said = await check("wrong.json", content);
    expect(said.code).toBe(2);
    expectOneError(said);
  });
});

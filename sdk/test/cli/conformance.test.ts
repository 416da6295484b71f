import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ConformanceReport } from "@edufed/schemas";
import { beforeAll, describe, expect, test } from "vitest";
import { done, edufed, expectOneError, folder } from "./edufed.ts";

let home: string;
let report: ConformanceReport;

/** The whole suite on every engine, on a machine that does other things too. */
const suiteMs = 60_000;

beforeAll(async () => {
  home = folder("conformance");
  const said = ["--name", "Register", "--vendor", "Example Oy", "--by", "Example Oy, tests"];
  await done(home, "conformance", "run", ...said, "--out", "conformance.json");
  report = JSON.parse(readFileSync(join(home, "conformance.json"), "utf8"));
}, suiteMs);

describe("the suite run over this program", () => {
  test("passes whole, and the report says so at every level", () => {
    expect(report.kinds.length).toBeGreaterThan(5);
    expect(report.kinds.flatMap(({ failed }) => failed)).toEqual([]);
    expect(report.kinds.flatMap(({ skipped }) => skipped)).toEqual([]);
    expect(new Set(report.levels.map(({ verdict }) => verdict))).toEqual(new Set(["conforms"]));
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
    const kinds = report.kinds.map((kind) => Object.assign({}, kind, { passed: kind.passed - 1 }));
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

import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { publish, writePaper } from "./cell-files.ts";
import type { Counts } from "./cell-files.ts";
import { done, edufed, expectOneError, folder, listing, useCase } from "./edufed.ts";

let member: string;
const september: Counts = { 1: [10, 40], 2: [12, 50], 3: [14, 60], 4: [16, 70] };

beforeAll(async () => {
  member = folder("as-of");
  const flags = ["--member", "FI-HEL", "--name", "Helsinki", "--contact", "data@example.org"];
  await done(member, "init", ".", ...flags);
  writePaper(join(member, "cells.csv"), { counts: september });
  await done(member, "protect", "cells.csv", "--as-of", "2025-09-30", "--out", "september");
  await publish(member, "september");
});

let copies = 0;

/** The member one month later, with other cells. */
function october(counts: Counts, more: object = {}): string {
  const place = join(folder(`as-of-${(copies += 1)}`), "member");
  cpSync(member, place, { recursive: true });
  writePaper(join(place, "cells.csv"), { counts, more });
  return place;
}

const toward = ["protect", "cells.csv", "--as-of", "2025-10-31", "--out"];
const protecting = [...toward, "october"];

describe("a table of which there are several in a school year", () => {
  test("carries its day with the publication", () => {
    const { buildDefinition } = JSON.parse(
      readFileSync(join(member, "september", "provenance.json"), "utf8"),
    );
    expect(buildDefinition.internalParameters.asOf).toBe("2025-09-30");
    expect(buildDefinition.externalParameters.period).toBe("2025/2026");
  });

  test("passes when every change is nought or large enough", async () => {
    const place = october({ ...september, 1: [14, 52], 2: [15, 65] });
    const out = await done(place, ...protecting);
    expect(out).toContain("Proven safe together with 1 earlier publication.");
    expect(out).toContain("Verdict: pass; what was published before costs it nothing.");
    const json = JSON.parse(await done(place, ...toward, "again", "--json"));
    expect(json).toMatchObject({ out: "again", verdict: "pass", becauseOfHistory: [] });
  });

  test("passes after withholding where few joined a grade, and says which cells", async () => {
    const place = october({ 1: [11, 43], 2: [15, 65], 3: [18, 75], 4: [20, 85] });
    const out = await done(place, ...protecting);
    expect(out).toMatch(
      /^Verdict: pass after withholding; \d cells are withheld that could be shown if nothing had been published before \(GRADE=1; /m,
    );
    const json = JSON.parse(await done(place, ...toward, "again", "--json"));
    expect(json).toMatchObject({
      verdict: "pass-after-withholding",
      becauseOfHistory: expect.arrayContaining([{ GRADE: "1" }]),
    });
  });

  test("waits where few joined in all, and names the public numbers, never the new ones", async () => {
    const place = october({ ...september, 1: [11, 43] });
    const before = listing(place);
    const said = await edufed(place, ...protecting);
    expect(said.code).toBe(1);
    expectOneError(said);
    expect(said.err).toContain("The verdict is wait. The difference of ATT_CHRONIC");
    expect(said.err).toContain("Published already: 40 (denominator of GRADE=1 in ATT_CHRONIC");
    expect(said.err).toContain("220 (denominator of GRADE=_T in ATT_CHRONIC");
    expect(said.err).toContain("Wait until at least 10 contributors more have joined or left");
    expect(said.err).not.toMatch(/ of 2025-09-30 as of|223|\b43\b/);
    expect(listing(place)).toEqual(before);
    const json = await edufed(place, ...protecting, "--json");
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({
      verdict: "wait",
      witness: {
        numbers: [
          { part: "den", value: 40, codes: { GRADE: "1" } },
          { part: "den", value: 220, codes: { GRADE: "_T" } },
        ],
      },
    });
  });

  test("is refused where it counts by other rules", async () => {
    const place = october(september, {
      quantity: { num: `sha256:${"1".repeat(64)}`, den: `sha256:${"2".repeat(64)}` },
    });
    const said = await edufed(place, ...protecting);
    expect(said.code).toBe(1);
    expectOneError(said);
    expect(said.err).toContain("The verdict is refuse. ATT_CHRONIC");
    expect(said.err).toContain("Use the parameters, the source and the definition");
  });

  test("without a day is the whole year's, and another than September's", async () => {
    const place = october({ ...september, 1: [11, 43] });
    const said = await edufed(place, "protect", "cells.csv", "--out", "year");
    expect(said.code).toBe(1);
    expect(said.err).toContain("The verdict is wait.");
  });
});

describe("a day that cannot be meant", () => {
  test.each([
    ["that the calendar does not have", "2025-02-30", {}, "Write a day of the calendar"],
    ["that is no day", "October", {}, "Write a day of the calendar"],
    ["before the school year", "2025-07-31", {}, "is not a day of the school year 2025/2026"],
    ["after it", "2026-08-01", {}, "is not a day of the school year 2025/2026"],
    ["that is not the table's own", "2025-10-31", { asOf: "2025-11-30" }, "looks at 2025-11-30"],
  ])("%s is refused", async (_what, asOf, more, says) => {
    const place = october(september, more);
    const before = listing(place);
    const said = await edufed(place, "protect", "cells.csv", "--as-of", asOf, "--out", "new");
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain(says);
    expect(listing(place)).toEqual(before);
  });
});

describe("a school year later", () => {
  const first: Counts = { 1: [3, 8], 2: [20, 60], 3: [21, 62], 4: [22, 64] };
  /** Everybody has moved up, and three joined those who were in grade 1. */
  const second: Counts = { 1: [14, 40], 2: [4, 11], 3: [20, 60], 4: [21, 62] };

  test.each([
    ["whoever joins or leaves", {}, "pass"],
    ["three students at most", { changeMax: 3 }, "pass-after-withholding"],
  ] as const)("a cohort is known again by who knows of %s", async (_what, more, verdict) => {
    const place = folder(`as-of-year-${Object.keys(more).length}`);
    const flags = ["--member", "FI-HEL", "--name", "Helsinki", "--contact", "data@example.org"];
    await done(place, "init", ".", ...flags);
    writeFileSync(join(place, "policy.json"), JSON.stringify({ intervalWidthMin: 8, ...more }));
    const strict = ["--policy", "policy.json", "--json"];
    writePaper(join(place, "cells.csv"), { counts: first });
    await done(place, "protect", "cells.csv", "--out", "first", ...strict);
    await publish(place, "first");
    writePaper(join(place, "cells.csv"), { counts: second, period: "2026/2027" });
    const out = await done(place, "protect", "cells.csv", "--out", "second", ...strict);
    const told = JSON.parse(out);
    expect(told.verdict).toBe(verdict);
    const isNamed = told.becauseOfHistory.some(({ GRADE }: { GRADE: string }) => GRADE === "2");
    expect(isNamed).toBe(verdict !== "pass");
  });
});

describe("a use case of a day", () => {
  test("has that day in every draft, and no other month's small change", async () => {
    const place = folder("as-of-run");
    const flags = ["--member", "FI-HEL", "--name", "Helsinki", "--contact", "data@example.org"];
    await done(place, "init", ".", ...flags);
    await done(place, "synth", "--member", "helsinki", "--students", "120", "--out", "records");
    const run = ["run", useCase, "--data", "records", "--as-of"];
    const { drafts, verdicts } = JSON.parse(
      await done(place, ...run, "2025-10-31", "--out", "drafts", "--json"),
    );
    expect(drafts.length).toBeGreaterThan(1);
    expect(verdicts).toHaveLength(drafts.length);
    for (const draft of drafts) {
      const text = readFileSync(join(place, "drafts", draft, "provenance.json"), "utf8");
      expect(text).toContain('"asOf":"2025-10-31"');
    }
    const said = await edufed(place, ...run, "2027-10-31", "--out", "others");
    expect(said.code).toBe(2);
    expect(said.err).toContain("is not a day of the school year 2025/2026");
  });
});

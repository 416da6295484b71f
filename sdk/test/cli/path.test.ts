import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { done, edufed, folder, listing, useCase } from "./edufed.ts";

const checker = ["--role", "checker", "--key", "keys/checker.key"];
const publisher = ["--role", "publisher", "--key", "keys/publisher.key"];

describe("the whole path of a new member with 2,000 students", () => {
  let home: string;
  const drafts = (): readonly string[] => readdirSync(join(home, "drafts")).toSorted();

  beforeAll(async () => {
    home = folder("path");
    const flags = ["--member", "FI-HEL", "--name", "Helsinki", "--contact", "data@example.org"];
    await done(home, "init", ".", ...flags, "--languages", "fi,sv,en");
    const size = ["--students", "2000", "--seed", "1"];
    await done(home, "synth", "--member", "helsinki", ...size, "--out", "records");
  });

  test("synthetic records are valid without a warning", async () => {
    const out = await done(home, "validate", "records", "--json");
    expect(JSON.parse(out)).toMatchObject({ valid: true, counts: { error: 0, warning: 0 } });
  });

  test("the shareable profile has no direct identifier and no day of birth", async () => {
    await done(home, "pseudonymise", "records", "--purpose", "a-study", "--out", "shareable");
    expect(readdirSync(join(home, "shareable"))).toContain("student.parquet");
    const again = await done(home, "validate", "shareable/student.parquet", "--json");
    expect(JSON.parse(again)).toMatchObject({ counts: { error: 0 } });
  });

  test("one metric: computed, protected, attacked", async () => {
    const cells = ["--by", "REF_AREA", "--out", "cells.parquet", "--json"];
    const run = await done(home, "metric", "run", "WHO5_MEAN", "--data", "records", ...cells);
    expect(JSON.parse(run)).toMatchObject([{ unprotected: true }]);
    expect(await done(home, "protect", "cells.parquet", "--out", "draft")).toContain("Proven safe");
    expect(await done(home, "audit", "draft")).toContain("Safe");
    const attack: unknown = JSON.parse(await done(home, "audit", "draft", "--json"));
    expect(attack).toMatchObject({ safe: true });
  });

  test("a use case: drafts, and the same drafts again, byte for byte", async () => {
    await done(home, "run", useCase, "--data", "records", "--out", "drafts");
    await done(home, "run", useCase, "--data", "records", "--out", "again");
    expect(drafts().length).toBeGreaterThan(1);
    expect(listing(join(home, "again"))).toEqual(listing(join(home, "drafts")));
  });

  test("every draft: read, signed by two people, published, verified", async () => {
    for (const name of drafts()) {
      const draft = join("drafts", name);
      expect(await done(home, "review", draft)).toContain("may be signed");
      await done(home, "sign", draft, ...checker);
      await done(home, "sign", draft, ...publisher);
      await done(home, "publish", draft, "--to", "feed");
      expect(await done(home, "verify", draft)).toContain("Verified");
    }
    const feed = JSON.parse(readFileSync(join(home, "feed", "feed.json"), "utf8"));
    expect(feed.items).toHaveLength(drafts().length);
    const all = await done(home, "audit", ...drafts().map((name) => join("drafts", name)));
    expect(all).toContain("Safe");
  });

  test("a draft drawn up again after publishing has the next number, and the old one is replaced", async () => {
    const before = drafts();
    const again = ["run", useCase, "--data", "records", "--out", "again"];
    expect((await edufed(home, ...again)).code).toBe(2);
    await done(home, ...again, "--force");
    const after = readdirSync(join(home, "again")).toSorted();
    expect(after[0]?.slice(0, 3)).toBe(String(before.length + 1).padStart(3, "0"));
    expect(after).toHaveLength(before.length);
  });

  test("the notebook's page, and the part for a site", async () => {
    const page = ["notebook", "run", useCase, "--data", "feed", "--out"];
    await done(home, ...page, "page.html");
    expect(readFileSync(join(home, "page.html"), "utf8")).toMatch(/^<!doctype html>/i);
    const facts: unknown = JSON.parse(
      await done(home, ...page, "part.html", "--fragment", "--json"),
    );
    expect(facts).toMatchObject({ out: "part.html" });
  });

  test("nothing temporary is left in the workspace", () => {
    const names = readdirSync(home, { recursive: true }).map(String);
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => /\.(tmp|partial|previous)/.test(name))).toEqual([]);
  });
});

const contoso = fileURLToPath(new URL("../../../../shared/data/oea-contoso-sis", import.meta.url));

describe.skipIf(!existsSync(contoso))(
  "the main job on a real export (skipped where ../shared is absent)",
  () => {
    let home: string;
    beforeAll(async () => {
      home = folder("contoso");
      await done(home, "import", "contoso", contoso, "--out", "records");
    });

    test("every row is accounted for, and the same import again changes nothing", async () => {
      const before = listing(join(home, "records"));
      const report = JSON.parse(
        await done(home, "import", "contoso", contoso, "--out", "records", "--json"),
      );
      expect(report.files.length).toBeGreaterThan(0);
      for (const file of report.files) {
        const rejected = file.rejected.reduce(
          (sum: number, each: { count: number }) => sum + each.count,
          0,
        );
        expect(file.written + file.superseded + file.duplicates + rejected).toBe(file.read);
      }
      expect(listing(join(home, "records"))).toEqual(before);
    });

    test("what was left out makes a strict import end with 1", async () => {
      const said = await edufed(home, "import", "contoso", contoso, "--out", "strict", "--strict");
      expect(said.code).toBe(1);
      expect(said.out).toContain("20 rejected");
    });

    test("the records have no errors", async () => {
      expect(await done(home, "validate", "records")).toContain("Valid:");
    });

    const values = async (...more: readonly string[]): Promise<readonly unknown[]> => {
      const run = ["metric", "run", "ATT_CHRONIC", "--data", "records", "--json", ...more];
      const [table] = JSON.parse(await done(home, ...run));
      return table.cells.map(({ codes, num, den, value, status }: Record<string, unknown>) => [
        Object.values(codes ?? {}).join(),
        num,
        den,
        value === null ? null : Number(value).toFixed(3),
        status,
      ]);
    };

    test("382 of 600 students are chronically absent: 79, 74, 76, 72 and 81 of 120 per school", async () => {
      const [whole, ...schools] = await values("--by", "school");
      expect(whole).toEqual(["_T", 382, 600, "0.637", "A"]);
      expect(schools.map((school) => (Array.isArray(school) ? school.slice(1, 3) : []))).toEqual(
        [79, 74, 76, 72, 81].map((absent) => [absent, 120]),
      );
    });

    test("nobody has 31 expected days: no value, and the reason", async () => {
      expect(await values("--param", "expectedDaysMin=31")).toEqual([["", 0, 0, null, "M"]]);
      const out = await done(
        home,
        ...["metric", "run", "ATT_CHRONIC", "--data", "records"],
        ...["--param", "expectedDaysMin=31"],
      );
      expect(out).toContain("none: nobody to count");
    });
  },
);

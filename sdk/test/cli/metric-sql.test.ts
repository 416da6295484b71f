import { describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import { dialects } from "../../src/engine/dialects.ts";
import { done, edufed, expectOneError, folder } from "./edufed.ts";

const place = folder("sql");
const year = ["--period", "2025/2026"];

describe("the statement of a metric", () => {
  test.each([...dialects.keys()])(
    "is written for %s, and says of which metric it is",
    async (name) => {
      const out = await done(place, "metric", "sql", "ATT_CHRONIC", "--dialect", name, ...year);
      expect(out).toMatch(
        new RegExp(`^-- ATT_CHRONIC 1\\.\\d+\\.\\d+, 2025/2026, ${name}\\n`, "u"),
      );
      expect(out).toMatch(/\bwith\b/iu);
      expect(out).toContain("attendance-record");
    },
  );

  test("differs between engines in spelling", async () => {
    const [duckdb, spark] = await Promise.all(
      ["duckdb", "spark"].map((name) =>
        done(place, "metric", "sql", "ATT_CHRONIC", "--dialect", name, ...year),
      ),
    );
    expect(duckdb).toContain('"studentId"');
    expect(spark).toContain("`studentId`");
  });

  test("is the same every time, and that of duckdb when nothing is said", async () => {
    const first = await done(place, "metric", "sql", "PTR", "--by", "school", ...year);
    expect(
      await done(place, "metric", "sql", "ptr", "--by", "SCHOOL", "--dialect", "duckdb", ...year),
    ).toBe(first);
    expect(await done(place, "metric", "sql", "PTR", ...year)).not.toBe(first);
  });

  test("follows the parameters, the period and the records that are chosen", async () => {
    const usual = await done(place, "metric", "sql", "ATT_CHRONIC", ...year);
    const stricter = ["metric", "sql", "ATT_CHRONIC", "--param", "expectedDaysMin=31", ...year];
    expect(usual).toContain("10");
    expect(await done(place, ...stricter)).toContain("31");
    const summaries = ["metric", "sql", "ATT_CHRONIC", "--source", "students=attendance-summary"];
    expect(await done(place, ...summaries, ...year)).toContain("attendance-summary");
    expect(await done(place, "metric", "sql", "ATT_CHRONIC", "--period", "2019/2020")).toContain(
      "2019/2020",
    );
  });

  test("of a metric that is made of others is one statement for each of them", async () => {
    const out = await done(
      place,
      "metric",
      "sql",
      "ASSESS_EFFECT",
      "--param",
      "assessment=a",
      ...year,
    );
    const heads = out.split("\n").filter((line) => line.startsWith("-- "));
    expect(heads.map((line) => line.split(" ")[1])).toEqual(["ASSESS_MEAN", "ASSESS_SD"]);
  });

  test("is told to machines with the same text", async () => {
    const [facts] = JSON.parse(await done(place, "metric", "sql", "PTR", ...year, "--json"));
    expect(facts).toMatchObject({ metric: "PTR", period: "2025/2026", dialect: "duckdb" });
    expect(await done(place, "metric", "sql", "PTR", ...year)).toContain(facts.sql);
  });

  test("can be read by the engine it is for, against empty tables of the standard", async () => {
    const sql = await done(place, "metric", "sql", "SCH_WATER", "--by", "REF_AREA", ...year);
    const engine = await openDuckDb({ threads: 1 });
    try {
      await expect(engine.rows(sql.replace(/;\s*$/u, ""))).rejects.toThrow(/school-profile/u);
    } finally {
      engine.close();
    }
  });
});

describe("a statement is refused, with what would do,", () => {
  test.each([
    ["of a metric that does not exist", ["NOTHING"], "no metric called “NOTHING”", "Choose one of"],
    [
      "in a dialect that does not exist",
      ["ATT_RATE", "--dialect", "trinno"],
      "no dialect “trinno”",
      "Did you mean trino?",
    ],
    [
      "cut by what the metric is not cut by",
      ["ATT_RATE", "--by", "SHOE"],
      "cannot be cut by “SHOE”",
      "Use ",
    ],
    [
      "with a parameter that the metric does not have",
      ["ATT_CHRONIC", "--param", "daysMin=3"],
      "no parameter called “daysMin”",
      "expectedDaysMin",
    ],
    [
      "with a parameter out of its range",
      ["ATT_CHRONIC", "--param", "expectedDaysMin=0"],
      "cannot be “0”",
      "from 1 on",
    ],
    [
      "without a parameter that has no usual value",
      ["MPL"],
      "needs the parameter assessment",
      "--param assessment=<key>",
    ],
    [
      "of records that are not a source",
      ["ATT_CHRONIC", "--source", "students=staff"],
      "cannot be counted from “staff”",
      "attendance-summary",
    ],
    ["of a year that is none", ["ATT_RATE", "--period", "2025"], "is invalid", "--help"],
  ])("%s", async (_what, argv, says, remedy) => {
    const said = await edufed(place, "metric", "sql", ...argv);
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain(says);
    expect(said.err.split("\n")[1]).toContain(remedy);
  });
});

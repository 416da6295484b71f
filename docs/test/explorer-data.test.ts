import { describe, expect, test } from "vitest";
import { explorerData } from "../src/components/explorer-data.ts";
import type { Side } from "../src/components/explorer-data.ts";
import { firstChoice, viewOf, waysToCut } from "../src/components/explorer-view.ts";
import type { Choice, Dimensions, View } from "../src/components/explorer-view.ts";
import { textParts } from "../src/code-text.ts";
import { absenceText, apart, dayText, valueText } from "../src/components/figure-text.ts";
import { viewCsv } from "../src/components/view-csv.ts";
import { languages } from "../src/languages.ts";
import { words } from "../src/words.ts";
import { madeUpAnswers } from "./made-up.ts";

const data = explorerData(madeUpAnswers);

const dimensions: Dimensions = {
  SEX: { title: { en: "Sex" }, isShared: true, names: {} },
  REF_AREA: { title: { en: "Area" }, isShared: false, names: {} },
  EDU_LEVEL: { title: { en: "Level" }, isShared: true, names: {} },
};

function view(choice: Choice): View {
  const found = viewOf(data, choice, { dimensions, language: "en", all: "All" });
  if (found === null) throw new Error("nothing is published for this choice");
  return found;
}

const bySex: Choice = { metric: "ATT_RATE", by: "SEX", within: "" };

describe("a gateway's answers", () => {
  test("members stand in the order of their names, metrics in that of their ids", () => {
    expect(data.members.map(({ name }) => name.en)).toEqual(["Azerbaijan", "Helsinki"]);
    expect(data.metrics.map(({ id }) => id)).toEqual(["ATT_CHRONIC", "ATT_RATE"]);
  });

  test("a cell that is not of status A has no value, whatever the answer says", () => {
    const observations = madeUpAnswers.observations.map((made) => ({ ...made, value: 0.5 }));
    const cells = cellsOf(explorerData({ ...madeUpAnswers, observations }));
    expect(cells.some(({ status }) => status === "Q")).toBe(true);
    expect(cells.filter(({ status, value }) => status !== "A" && value !== null)).toEqual([]);
  });

  test("of two school years the newer one is shown", () => {
    const [first] = madeUpAnswers.tables;
    if (first === undefined) throw new Error("no table");
    const older = { ...first, digest: "older", period: "2024/2025" };
    const tables = [older, ...madeUpAnswers.tables];
    expect(explorerData({ ...madeUpAnswers, tables })).toEqual(data);
  });

  test("a member that has published nothing is not shown", () => {
    const members = [...madeUpAnswers.members, { id: "SE", name: { en: "Sweden" } }];
    expect(explorerData({ ...madeUpAnswers, members }).members).toHaveLength(2);
  });

  test("a table of one member alone has no verdict", () => {
    const tables = madeUpAnswers.tables.filter(({ member }) => member.id === "AZ");
    const alone = explorerData({ ...madeUpAnswers, tables, comparisons: [] });
    expect(alone.metrics[0]?.tables.map(({ verdict }) => verdict)).toEqual([null, null]);
  });
});

describe("a view", () => {
  test("the first one is there as soon as anything is published", () => {
    expect(firstChoice(data)).toEqual({ metric: "ATT_CHRONIC", by: "SEX", within: "" });
    expect(firstChoice({ ...data, metrics: [] })).toBeNull();
  });

  test("a metric is cut by every dimension of its tables", () => {
    expect(data.metrics.map(waysToCut)).toEqual([
      ["SEX", "REF_AREA", "EDU_LEVEL"],
      ["SEX", "REF_AREA", "EDU_LEVEL"],
    ]);
  });

  test("the total comes first, unknown last, and nothing is ordered by its figure", () => {
    const [panel] = view(bySex).panels;
    expect(panel?.rows.map(({ label }) => label)).toEqual(["All", "Female", "Male", "Not known"]);
  });

  test("areas are each member's own, in the order of their numbers", () => {
    const { panels } = view({ ...bySex, by: "REF_AREA" });
    expect(panels.map(({ rows }) => rows.map(({ code }) => code))).toEqual([
      ["AZ", "AZ-1", "AZ-2", "AZ-3", "AZ-4", "AZ-5", "AZ-10"],
      ["FI-HEL", "HEL-1", "HEL-2", "HEL-3", "HEL-4"],
    ]);
  });

  test("a shared code that one member lacks is a row without a cell, not a missing row", () => {
    const observations = madeUpAnswers.observations.filter(
      ({ publication, codes }) =>
        !(publication.digest.includes("AZ SEX") && codes.some(({ code }) => code === "M")),
    );
    const found = viewOf(explorerData({ ...madeUpAnswers, observations }), bySex, {
      dimensions,
      language: "en",
      all: "All",
    });
    expect(found?.panels.map(({ rows }) => rows.map(({ cell }) => cell === null))).toEqual([
      [false, false, true, false],
      [false, false, false, false],
    ]);
  });

  test("within another dimension the cells are those of its code", () => {
    const all = view({ ...bySex, by: "REF_AREA" });
    const primary = view({ ...bySex, by: "REF_AREA", within: "L1" });
    expect(all.other).toBe("EDU_LEVEL");
    expect(primary.panels[0]?.rows[2]?.cell?.status).toBe("A");
    expect(all.panels[0]?.rows[2]?.cell?.status).toBe("Q");
  });

  test("nobody chooses within the areas of one member", () => {
    expect(view({ ...bySex, by: "EDU_LEVEL" }).other).toBeNull();
  });
});

describe("what is written", () => {
  test.each([
    ["en", "92.5%"],
    ["fi", "92,5\u00A0%"],
    ["sv", "92,5\u00A0%"],
    ["az", "92,5%"],
  ] as const)("a share in %s", (language, text) => {
    expect(valueText(0.925, { unit: "1", decimals: 3 }, language)).toBe(text);
  });

  test("another unit keeps its decimals", () => {
    expect(valueText(10.5, { unit: "{student}/{teacher}", decimals: 2 }, "fi")).toBe("10,50");
  });

  test.each([
    ["en", "15 September"],
    ["fi", "15. syyskuuta"],
    ["sv", "15 september"],
    ["az", "15 sentyabr"],
  ] as const)("the first day of a school year in %s", (language, text) => {
    expect(dayText("--09-15", language)).toBe(text);
    expect(dayText("REF_AREA", language)).toBe("REF_AREA");
  });

  test("of two lists of sources only what differs", () => {
    const given = [
      "enrolled=enrolment students=attendance-record",
      "enrolled=enrolment students=b",
    ];
    expect(apart(given)).toEqual(["attendance-record", "b"]);
    expect(apart(["1.0.0", "2.0.0"])).toEqual(["1.0.0", "2.0.0"]);
    expect(apart(["REF_AREA"])).toEqual(["REF_AREA"]);
  });

  test("what stands between backticks is code", () => {
    const code = { text: "n", isCode: true };
    expect(textParts("at least `n` days")).toEqual([
      { text: "at least ", isCode: false },
      code,
      { text: " days", isCode: false },
    ]);
    expect(textParts("`n`")).toEqual([code]);
    expect(textParts("a ` b")).toEqual([{ text: "a ` b", isCode: false }]);
  });

  test("a code has the standard's name in every language, or the member's", () => {
    const names = { F: { en: "Girls", fi: "Tytöt" } };
    const named: Dimensions = { SEX: { title: { en: "Sex" }, isShared: true, names } };
    const found = viewOf(data, bySex, { dimensions: named, language: "fi", all: "Kaikki" });
    expect(found?.panels[0]?.rows.map(({ label }) => label)).toEqual([
      "Kaikki",
      "Tytöt",
      "Mies",
      "Ei tiedossa",
    ]);
  });

  test.each(languages)("every reason for no value has words of its own in %s", (language) => {
    const cell = { codes: [], totals: [], value: null, num: null, den: null };
    const texts = ["Q", "M", "L", "?"].map((status) =>
      absenceText({ ...cell, status }, words[language]),
    );
    expect(new Set(texts).size).toBe(4);
    expect(texts.join("")).not.toMatch(/\d/u);
  });

  test("a withheld cell is NaN with its status in the download", () => {
    const lines = viewCsv(view(bySex), bySex).split("\r\n");
    expect(lines[0]).toBe("MEMBER,METRIC,SEX,PERIOD,OBS_VALUE,OBS_STATUS,NUM,DEN");
    expect(lines).toContain("AZ,ATT_RATE,_U,2025/2026,NaN,Q,NaN,NaN");
    expect(lines).toContain("AZ,ATT_RATE,_T,2025/2026,0.925,A,3700,4000");
  });
});

function cellsOf({ metrics }: typeof data): Side["cells"] {
  return metrics.flatMap(({ tables }) =>
    tables.flatMap(({ sides }) => sides.flatMap(({ cells }) => cells)),
  );
}

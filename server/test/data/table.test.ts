import { describe, expect, test } from "vitest";
import { nameText } from "../../src/data/table.ts";
import { read, servedCommunity } from "../served-community.ts";

const address = await servedCommunity();

/** The rows of the CSV by column name; none of the test's names holds a comma. */
async function table(query: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const response = await fetch(`${address}/data/ATT_CHRONIC.csv${query}`);
  expect(response.status).toBe(200);
  const [head, ...lines] = (await response.text()).trimEnd().split("\r\n");
  const names = head?.split(",") ?? [];
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]));
  });
}

describe("the table of a metric", () => {
  test("has every current figure with its status, unit, coverage and source", async () => {
    const rows = await table("");
    expect(rows).toHaveLength(12 + 3 + 3);
    expect(rows[0]).toMatchObject({
      METRIC: "ATT_CHRONIC",
      TIME_PERIOD: "2025",
      UNIT: "1",
      COVERAGE: "0.98",
      PUBLICATION: expect.stringMatching(/^sha256:/),
    });
  });

  test("shows a withheld figure as a status, never as a number or an empty cell", async () => {
    const withheld = (await table("")).filter(({ OBS_STATUS }) => OBS_STATUS === "Q");
    expect(withheld).toHaveLength(4);
    for (const row of withheld) {
      expect(row).toMatchObject({ OBS_VALUE: "NaN", NUM: "NaN", DEN: "NaN", CONF_STATUS: "C" });
    }
  });

  test("leaves a dimension empty where the table is not cut by it", async () => {
    const [row] = await table("?member=AZ&SEX=F");
    expect(row).toMatchObject({ SEX: "F", GRADE: "", BREAKDOWN: "SEX", REF_AREA: "AZ" });
  });

  const filters = [
    ["?member=AZ", 3],
    ["?member=AZ,FI-HEL", 18],
    ["?period=2025/2026", 18],
    ["?period=2024/2025", 0],
    ["?SEX=F,M&GRADE=1", 2],
    ["?SEX=_T&GRADE=_T", 3],
    ["?REF_AREA=_T&SEX=_T&GRADE=_T", 3],
    ["?REF_AREA=AZ", 3],
  ] as const;

  test.each(filters)("filtered by %s has %i rows", async (query, count) => {
    expect(await table(query)).toHaveLength(count);
  });

  test("names codes and statuses in the language asked for", async () => {
    const [finnish] = await table("?lang=fi&SEX=F&GRADE=2");
    expect(finnish?.["SEX_NAME"]).not.toBe("F");
    expect(finnish?.["OBS_STATUS_NAME"]).not.toBe("Withheld");
    expect(finnish?.["OBS_STATUS"]).toBe("Q");
  });

  test("has a file beside it that explains every column", async () => {
    const response = await fetch(`${address}/data/ATT_CHRONIC.csv`);
    expect(response.headers.get("link")).toBe('</data/ATT_CHRONIC.json>; rel="describedby"');
    const head = (await response.text()).split("\r\n", 1)[0]?.split(",");
    const sidecar = await read<{
      readonly columns: readonly { readonly name: string; readonly description: string }[];
      readonly metric: { readonly cautions: readonly unknown[] };
    }>(`${address}/data/ATT_CHRONIC.json`);
    expect(sidecar.columns.map(({ name }) => name)).toEqual(head);
    expect(sidecar.columns.filter(({ description }) => description.length < 5)).toEqual([]);
    expect(sidecar.metric.cautions.length).toBeGreaterThan(0);
  });
});

describe("a name in the table", () => {
  test.each([
    ['=HYPERLINK("http://x")', `'=HYPERLINK("http://x")`],
    ["+358", "'+358"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\tx", "'\tx"],
    ["School = good", "School = good"],
    ["", ""],
  ])("%j is written as %j, so that no spreadsheet runs it", (name, written) => {
    expect(nameText(name)).toBe(written);
  });
});

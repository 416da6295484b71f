import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import type { NotebookRun } from "../../src/notebook/notebook.ts";
import type { NotebookObservation } from "../../src/notebook/observation.ts";
import { parseNotebook } from "../../src/notebook/parse.ts";
import { renderFragment, renderPage } from "../../src/notebook/render.ts";
import { runNotebook } from "../../src/notebook/run.ts";
import { observation, withheld } from "./made-up.ts";

let engine: SqlEngine;

beforeEach(async () => {
  engine = await openDuckDb();
});

afterEach(() => engine.close());

const observations = [
  observation({ codes: { SEX: "F" } }),
  observation({ member: "AZ", codes: { SEX: "F" }, value: 0.5, num: 1, den: 2 }),
  withheld({ member: "AZ", codes: { SEX: "M" } }),
  observation({
    member: "AZ",
    codes: { SEX: "_U" },
    value: null,
    status: "M",
    num: 0,
    den: 0,
  }),
];

async function run(
  body: readonly string[],
  options: { language?: string; observations?: readonly NotebookObservation[] } = {},
): Promise<NotebookRun> {
  const head = ["---", "id: demo", "title: Demo", `language: ${options.language ?? "en"}`, "---"];
  const notebook = parseNotebook([...head, ...body].join("\n"), "demo.md");
  return runNotebook(notebook, {
    engine,
    observations: options.observations ?? observations,
    dimensions: ["REF_AREA", "SEX"],
  });
}

const cell = (name: string, sql: string) => [`\`\`\`sql ${name}`, sql, "```"];

describe("the table obs", () => {
  test("a withheld value is null with its status, and so are its counts", async () => {
    const sql = "SELECT MEMBER, SEX, OBS_VALUE, OBS_STATUS, CONF_STATUS, NUM, DEN FROM obs";
    const { results } = await run(cell("all", `${sql} WHERE OBS_STATUS = 'Q'`));
    expect(results.get("all")?.rows).toEqual([
      {
        MEMBER: "AZ",
        SEX: "M",
        OBS_VALUE: null,
        OBS_STATUS: "Q",
        CONF_STATUS: "C",
        NUM: null,
        DEN: null,
      },
    ]);
  });

  test("a dimension that did not cut a table is null, never a total", async () => {
    const { results } = await run(cell("areas", "SELECT DISTINCT REF_AREA FROM obs"));
    expect(results.get("areas")?.rows).toEqual([{ REF_AREA: null }]);
  });

  test("without observations it is empty and keeps its columns", async () => {
    const { results } = await run(cell("all", "SELECT * FROM obs"), { observations: [] });
    expect(results.get("all")?.columns).toEqual([
      "MEMBER",
      "MEMBER_NAME",
      "METRIC",
      "REF_AREA",
      "REF_AREA_NAME",
      "SEX",
      "SEX_NAME",
      "TIME_PERIOD",
      "OBS_VALUE",
      "OBS_STATUS",
      "CONF_STATUS",
      "NUM",
      "DEN",
      "UNIT",
      "COVERAGE",
      "SOURCE",
    ]);
    expect(results.get("all")?.rows).toEqual([]);
  });

  test("a cell may ask the cells above it", async () => {
    const body = [
      ...cell("a", "SELECT sum(NUM) AS n FROM obs;"),
      ...cell("b", "SELECT n + 1 AS m FROM a"),
    ];
    const { results } = await run(body);
    expect(results.get("b")?.rows).toEqual([{ m: 1502 }]);
  });
});

describe("a stranger's cell", () => {
  test.each([
    ["reads no file", "SELECT * FROM read_csv('/etc/passwd')"],
    ["reads no folder", "SELECT * FROM glob('/*')"],
    ["unlocks nothing", "SELECT 1); SET enable_external_access = true; SELECT (1"],
    ["writes nothing", "SELECT 1); COPY obs TO '/tmp/stolen.csv'; SELECT (1"],
  ])("%s", async (_, sql) => {
    await expect(run(cell("a", sql))).rejects.toThrow(
      /demo\.md:\d+: sql a: .*(Permission|syntax|locked|disabled)/u,
    );
  });

  test("draws nothing from elsewhere", async () => {
    const chart = [
      '```json vega-lite a alt="x"',
      '{ "mark": { "type": "image", "url": "https://example.org/x.png" } }',
      "```",
    ];
    await expect(run([...cell("a", "SELECT 1 AS x"), ...chart])).rejects.toThrow(
      "addresses of its own",
    );
  });
});

describe("a broken cell names its line", () => {
  test("SQL: the line inside the cell", async () => {
    const body = ["", "```sql rates", "SELECT MEMBER,", "  OBS_VALUES", "FROM obs", "```"];
    await expect(run(body)).rejects.toThrow(
      /^demo\.md:9: sql rates: Binder Error: Referenced column "OBS_VALUES"/u,
    );
  });

  test("a chart without a mark", async () => {
    const chart = ['```json vega-lite a alt="x"', "{}", "```"];
    await expect(run([...cell("a", "SELECT 1 AS x"), ...chart])).rejects.toThrow(
      "demo.md:9: chart of a: it has no mark",
    );
  });

  test.each([
    ["a cell that is not there", "{{ b.x }}", "Name one of: a."],
    ["a column that is not there", "{{ a.y }}", "a has the columns x."],
    ["a reference that cannot be read", "{{ a.x | percentage }}", "Write {{ cell.column }}"],
  ])("prose: %s", async (_, reference, remedy) => {
    const ran = await run([...cell("a", "SELECT 1 AS x"), "", "One line,", `then ${reference}.`]);
    expect(() => renderFragment(ran)).toThrow("demo.md:11:");
    expect(() => renderFragment(ran)).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining(remedy) }),
    );
  });

  test("prose: a cell with more rows than the one that is meant", async () => {
    const ran = await run([...cell("a", "SELECT MEMBER AS x FROM obs"), "{{ a.x }}"]);
    expect(() => renderFragment(ran)).toThrow("demo.md:9: {{ a.x }} does not name a figure");
  });
});

describe("what a reader sees", () => {
  test("withheld and missing figures are words, never 0 and never empty", async () => {
    const html = renderFragment(
      await run(cell("all", "SELECT MEMBER, SEX, OBS_VALUE, OBS_STATUS FROM obs")),
    );
    expect(html).toContain(
      '<span class="edufed-withheld" title="Withheld to protect the people counted">withheld</span>',
    );
    expect(html).toContain('<span class="edufed-missing">nobody to count</span>');
    expect(html).not.toContain("OBS_STATUS</th>");
  });

  test("a null without a status is no data", async () => {
    expect(renderFragment(await run(cell("a", "SELECT NULL AS x")))).toContain(">no data</span>");
  });

  test("a column may bring its own status", async () => {
    const html = renderFragment(
      await run(cell("a", "SELECT NULL AS x, 'Q' AS x_status, NULL AS y")),
    );
    expect(html.match(/edufed-withheld"/gu)).toHaveLength(1);
    expect(html.match(/edufed-missing"/gu)).toHaveLength(1);
  });

  test.each([
    ["en", "93.8%", "withheld"],
    ["fi", "93,8\u00A0%", "salattu"],
    ["sv", "93,8\u00A0%", "undertryckt"],
    ["az", "93,8%", "gizlədilib"],
  ])("figures in prose are written the %s way", async (language, share, absent) => {
    const body = [
      ...cell("a hide", "SELECT OBS_VALUE AS rate FROM obs WHERE MEMBER = 'FI-HEL'"),
      ...cell("b hide", "SELECT OBS_VALUE AS rate, OBS_STATUS FROM obs WHERE OBS_STATUS = 'Q'"),
      "It is {{ a.rate | percent }} and {{ b.rate | percent }}.",
    ];
    expect(renderFragment(await run(body, { language }))).toContain(
      `It is ${share} and ${absent}.`,
    );
  });

  test("HTML of an author or of a value is shown, not obeyed", async () => {
    const html = renderPage(await run(["<script>1</script>", ...cell("a", "SELECT '<b>' AS x")]));
    expect(html).not.toMatch(/<script|<b>/u);
    expect(html).toContain("&lt;script&gt;");
  });

  test("an image is refused, since the page asks nobody for anything", async () => {
    const ran = await run(["", "![x](https://example.org/x.png)"]);
    expect(() => renderFragment(ran)).toThrow("demo.md:7: a notebook shows no images");
  });

  test("a chart is named by the caption below it and takes the colours of the page", async () => {
    const chart = [
      '```json vega-lite a alt="One bar for one member"',
      '{ "mark": "bar", "encoding": { "x": { "field": "x", "type": "quantitative" }, "color": { "field": "m" } } }',
      "```",
    ];
    const html = renderPage(await run([...cell("a", "SELECT 1 AS x, 'AZ' AS m"), ...chart]));
    expect(html).toContain('<svg role="img" aria-labelledby="figure-9"');
    expect(html).toContain('<figcaption id="figure-9">One bar for one member</figcaption>');
    expect(html).toContain("var(--edufed-series-1");
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/https?:\/\/(?!www\.w3\.org)/u);
  });
});

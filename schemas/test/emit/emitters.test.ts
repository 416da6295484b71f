import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emitCodeLists } from "../../src/emit/code-lists.ts";
import { emitMarkdown } from "../../src/emit/markdown.ts";
import { emitSql } from "../../src/emit/sql.ts";
import { emitTypescript } from "../../src/emit/typescript.ts";
import { loadRegistry } from "../../src/registry.ts";
import { sampleFolder, sampleWith } from "../sample-registry.ts";

const registry = loadRegistry(sampleFolder);
/** The text that is expected of a generated file, one small file for each. */
const expected = (name: string): string => join(import.meta.dirname, "expected", `${name}.txt`);

describe("TypeScript", () => {
  test("has an interface per entity, a union per code list and maps from names to both", async () => {
    const files = await emitTypescript(registry);
    expect(Object.keys(files)).toEqual(["sdk/src/generated/types.ts"]);
    await expect(files["sdk/src/generated/types.ts"]).toMatchFileSnapshot(expected("types.ts"));
  });

  test("keeps one line of comment per description, whatever the description says", async () => {
    const trap = "Ends a comment */ and has `code`, in one sentence.";
    const file = "entities/bus-ride.json";
    const files = await emitTypescript(
      sampleWith(
        { file, pointer: "/properties/seated/description", value: trap },
        { file: "code-lists/direction.json", pointer: "/description", value: trap },
      ),
    );
    const text = files["sdk/src/generated/types.ts"] ?? "";
    expect(text.match(/\*\//gu)).toHaveLength(text.match(/\/\*\*/gu)?.length ?? 0);
  });
});

describe("code lists", () => {
  test("keep the order of their source and have a label in every language", async () => {
    const text = emitCodeLists(registry)["sdk/src/generated/code-lists.ts"];
    await expect(text).toMatchFileSnapshot(expected("code-lists.ts"));
  });
});

describe("SQL", () => {
  const files = emitSql(registry);

  test.each(["tables.duckdb.sql", "tables.postgres.sql", "references.postgres.sql"])(
    "%s has a table per entity, with types, limits, rules, key and comments",
    async (name) => {
      await expect(files[`schemas/generated/${name}`]).toMatchFileSnapshot(expected(name));
    },
  );

  test("a key with an optional part is unique where the part is absent too", () => {
    const value = ["id", "previousId", "date"];
    const file = "entities/bus-ride.json";
    const tables = emitSql(sampleWith({ file, pointer: "/x-key", value }));
    const duckdb = tables["schemas/generated/tables.duckdb.sql"];
    const postgres = tables["schemas/generated/tables.postgres.sql"];
    expect(duckdb).not.toContain("PRIMARY KEY");
    expect(duckdb).toContain(
      `CREATE UNIQUE INDEX "bus-ride-key" ON "bus-ride" ("id", coalesce(CAST("previousId" AS VARCHAR), ''), "date");`,
    );
    expect(postgres).toContain(
      `CREATE UNIQUE INDEX "bus-ride-key" ON "bus-ride" ("id", "previousId", "date") NULLS NOT DISTINCT;`,
    );
  });

  /** The tables of PostgreSQL when the rule of the sample holds when this is true. */
  const tablesWith = (holds: string): string => {
    const value = { kind: "record", holds };
    const tables = emitSql(
      sampleWith({ file: "rules/year-of-ride.json", pointer: "/check", value }),
    );
    return tables["schemas/generated/tables.postgres.sql"] ?? "";
  };

  test.each([
    ["a property and a number", "year = 2025", `"year" = 2025`],
    ["a text that looks like a property", "id <> 'year'", `"id" <> 'year'`],
    ["a property that is quoted", '"year" = 2025', `"year" = 2025`],
    ["a quote in a text", "id <> 'it''s year'", `"id" <> 'it''s year'`],
    ["the year of a day", "year(date) = year", `extract(year from "date") = "year"`],
    ["a day", "date >= date '2025-08-01'", `"date" >= date '2025-08-01'`],
  ])("a rule about %s is a check", (_what, holds, check) => {
    expect(tablesWith(holds)).toContain(`CONSTRAINT "year-of-ride" CHECK (${check})`);
  });

  test.each([
    ["a function that DuckDB alone has", "list_sum(delays) < 60"],
    ["a division, which databases do differently", "kilometres / 2 < 5"],
    ["a name that is no property", "colour = 'red'"],
    ["a quoted name that is no property", "\"colour\" = 'red'"],
  ])("a rule with %s is left out, and the file says so", (_what, holds) => {
    expect(tablesWith(holds)).toContain(": the rule year-of-ride.\n");
    expect(tablesWith(holds)).not.toContain(`CONSTRAINT "year-of-ride"`);
  });
});

describe("Markdown", () => {
  const files = emitMarkdown(registry);

  test.each(["entities/bus-ride", "code-lists/direction", "metrics/SEATED", "crosswalks/tramway"])(
    "has a page for %s",
    async (page) => {
      const name = `${page.split("/").at(-1)}.md`;
      const text = files[`docs/src/generated/reference/${page}.md`];
      await expect(text).toMatchFileSnapshot(expected(name));
    },
  );

  test("has a page for each entity, list, metric and crosswalk and no other", () => {
    expect(Object.keys(files)).toHaveLength(5);
  });

  test("links lead to pages that exist", () => {
    const pages = new Set(Object.keys(files).map((path) => path.toLowerCase()));
    const text = Object.values(files).join("\n");
    const links = [...text.matchAll(/\]\(\.\.\/\.\.\/(.+?)\/\)/gu)];
    expect(links.length).toBeGreaterThan(3);
    for (const [, target] of links) {
      expect(pages).toContain(`docs/src/generated/reference/${target}.md`);
    }
  });

  test("a page ends with what the releases have changed, newest first", () => {
    const history = new Map([
      [
        "entities/bus-ride",
        [{ version: "1.1.0", changes: ["`seated` was added.", "<b> is text."] }],
      ],
    ]);
    const pages = emitMarkdown(registry, history);
    const page = pages["docs/src/generated/reference/entities/bus-ride.md"] ?? "";
    expect(
      page.endsWith("\n\n## History\n\n### 1.1.0\n\n- `seated` was added.\n- &lt;b> is text.\n"),
    ).toBe(true);
    expect(Object.values(files).join("")).not.toContain("## History");
  });

  test("a description that looks like HTML or a table stays text", () => {
    const file = "code-lists/direction.json";
    const value = "Down <b>the</b> hill | or `a < b`.";
    const page = emitMarkdown(sampleWith({ file, pointer: "/codes/0/definition", value }))[
      "docs/src/generated/reference/code-lists/direction.md"
    ];
    expect(page).toContain("Down &lt;b>the&lt;/b> hill \\| or `a < b`.");
  });
});

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
  test("has a table per entity, with types, limits, key and comments", async () => {
    const text = emitSql(registry)["sdk/src/generated/tables.sql"];
    await expect(text).toMatchFileSnapshot(expected("tables.sql"));
  });

  test("a key with an optional part is unique where the part is absent too", () => {
    const value = ["id", "previousId", "date"];
    const file = "entities/bus-ride.json";
    const text = emitSql(sampleWith({ file, pointer: "/x-key", value }))[
      "sdk/src/generated/tables.sql"
    ];
    expect(text).not.toContain("PRIMARY KEY");
    expect(text).toContain(
      `CREATE UNIQUE INDEX "bus-ride-key" ON "bus-ride" ("id", coalesce(CAST("previousId" AS VARCHAR), ''), "date");`,
    );
  });
});

describe("Markdown", () => {
  const files = emitMarkdown(registry);

  test.each(["entities/bus-ride", "code-lists/direction", "metrics/SEATED"])(
    "has a page for %s",
    async (page) => {
      const name = `${page.split("/").at(-1)}.md`;
      const text = files[`docs/src/generated/reference/${page}.md`];
      await expect(text).toMatchFileSnapshot(expected(name));
    },
  );

  test("has a page for each entity, list and metric and no other", () => {
    expect(Object.keys(files)).toHaveLength(4);
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

  test("a description that looks like HTML or a table stays text", () => {
    const file = "code-lists/direction.json";
    const value = "Down <b>the</b> hill | or `a < b`.";
    const page = emitMarkdown(sampleWith({ file, pointer: "/codes/0/definition", value }))[
      "docs/src/generated/reference/code-lists/direction.md"
    ];
    expect(page).toContain("Down &lt;b>the&lt;/b> hill \\| or `a < b`.");
  });
});

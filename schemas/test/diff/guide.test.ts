import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalogue } from "../../src/diff/catalogue.ts";

const guide = join(
  import.meta.dirname,
  "../../../docs/src/content/docs/guides/change-the-standard.md",
);

test("the guide for contributors has the catalogue as its last table", () => {
  const text = readFileSync(guide, "utf8");
  const rows = catalogue.map(
    ({ number, id, step, title }) => `| ${number} | \`${id}\` | ${step} | ${title} |`,
  );
  expect(rows).toHaveLength(60);
  expect(text).toContain(`${rows.join("\n")}\n`);
});

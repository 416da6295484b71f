import { describe, expect, test } from "vitest";
import { parseNotebook } from "../../src/notebook/parse.ts";
import broken from "./broken.json" with { type: "json" };

const text = `---
id: demo
title: "Demo: one cell"
language: fi
metrics: [ATT_RATE]
---
# Question

\`\`\`sql rates hide percent="rate, other"
SELECT 1 AS rate
\`\`\`

\`\`\`ts
const notRun = 1;
\`\`\`

\`\`\`json vega-lite rates alt="One bar"
{ "mark": "bar" }
\`\`\`
`;

describe("reading a notebook", () => {
  test("prose, SQL and charts come in the order of the file, each with its line", () => {
    const { frontMatter, blocks } = parseNotebook(text, "demo.md");
    expect(frontMatter).toEqual({
      id: "demo",
      title: "Demo: one cell",
      language: "fi",
      metrics: ["ATT_RATE"],
    });
    expect(blocks.map(({ kind, line }) => [kind, line])).toEqual([
      ["prose", 7],
      ["sql", 9],
      ["prose", 12],
      ["chart", 17],
    ]);
    expect(blocks[1]).toMatchObject({ name: "rates", isHidden: true, percent: ["rate", "other"] });
    expect(blocks[3]).toMatchObject({ cell: "rates", alt: "One bar", spec: { mark: "bar" } });
  });

  test("a ts fence is prose: it is shown and never run", () => {
    const { blocks } = parseNotebook(text, "demo.md");
    expect(blocks[2]).toMatchObject({ kind: "prose", text: expect.stringContaining("notRun") });
  });

  test("line ends of Windows change nothing", () => {
    const unix = parseNotebook(text, "demo.md");
    expect(parseNotebook(text.replaceAll("\n", "\r\n"), "demo.md")).toEqual(unix);
  });
});

test.each(broken)("$description is an error that names the line", ({ lines, says }) => {
  expect(() => parseNotebook(lines.join("\n"), "demo.md")).toThrow(says);
});

import { expect, test } from "vitest";
import { emitMarkdown } from "../../src/emit/markdown.ts";
import { sampleWith, type Change } from "../sample-registry.ts";

const file = "code-lists/direction.json";

function pageWith(...changes: readonly Omit<Change, "file">[]): string {
  const files = emitMarkdown(sampleWith(...changes.map((change) => ({ file, ...change }))));
  return files["docs/src/generated/reference/code-lists/direction.md"] ?? "";
}

test("the page of a code list says what its codes are in other lists, ours with a link", () => {
  const value = [
    { list: "sdmx-direction", code: "OUT", relation: "equivalent" },
    { list: "koski/suunta", code: "7", relation: "broader" },
    { list: "koski/suunta", code: "71", relation: "narrower" },
    { list: "koski/suunta", code: "8", relation: "inexact" },
  ];
  const page = pageWith({ pointer: "/codes/0/mappings", value });
  expect(page.slice(page.indexOf("## In other lists"))).toBe(
    [
      "## In other lists",
      "",
      "### [sdmx-direction](../../code-lists/sdmx-direction/)",
      "",
      "| Code | Is | Code there |",
      "| --- | --- | --- |",
      "| `out` | the same as | `OUT` |",
      "",
      "### `koski/suunta`",
      "",
      "| Code | Is | Code there |",
      "| --- | --- | --- |",
      "| `out` | part of | `7` |",
      "| `out` | wider than | `71` |",
      "| `out` | close to | `8` |",
      "",
    ].join("\n"),
  );
});

test("a list without mappings has no table of them", () => {
  expect(pageWith()).toContain("## Codes");
  expect(pageWith()).not.toContain("## In other lists");
});

test.each([
  ["closed", "- **Codes:** 2; complete, a new code is a change of the standard"],
  ["open", "- **Codes:** 2; more are added as members ask for them"],
  ["external", "- **Codes:** 2; more are added when the source adds them"],
])("the page of a list that is %s says who may add a code", (value, line) => {
  expect(pageWith({ pointer: "/maintenance", value }).split("\n")).toContain(line);
});

test("the page says that readers keep unknown codes, where they do", () => {
  const line = "- **Unknown codes:** a reader keeps them, because the list grows";
  expect(pageWith({ pointer: "/unknownCodes", value: "keep" })).toContain(line);
  expect(pageWith()).not.toContain("**Unknown codes:**");
});

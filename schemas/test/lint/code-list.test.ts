import { describe, expect, test } from "vitest";
import { lint } from "../../src/lint.ts";
import { sampleWith } from "../sample-registry.ts";
import { label, refuses, type Case } from "./refuses.ts";

describe("a code list is refused when", () => {
  refuses("code-lists/direction.json", [
    ["its title is not in Azerbaijani", "/title/az", undefined, "/title", /no text in az$/],
    ["its description is too short", "/description", "Ways.", "/description", /at least 20/],
    ...["fi", "sv", "az"].map((tag): Case => [
      `a label is not in ${tag}`,
      `/codes/1/label/${tag}`,
      undefined,
      "/codes/1/label",
      new RegExp(`no text in ${tag}$`),
    ]),
    [
      "a code occurs twice",
      "/codes/2",
      { code: "out", label: label("Out") },
      "/codes/2/code",
      /already/,
    ],
    ["a wider code is not in the list", "/codes/1/parent", "away", "/codes/1/parent", /lead/],
    ["a code is part of itself", "/codes/1/parent", "home", "/codes/1/parent", /lead/],
  ]);
  test("two codes are part of each other; a code that is part of another is fine", () => {
    const file = "code-lists/direction.json";
    const one = { file, pointer: "/codes/0/parent", value: "home" };
    expect(lint(sampleWith(one))).toEqual([]);
    const problems = lint(sampleWith(one, { file, pointer: "/codes/1/parent", value: "out" }));
    expect(problems.map(({ pointer }) => pointer)).toEqual(["/codes/0/parent", "/codes/1/parent"]);
  });
});

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

const direction = "code-lists/direction.json";

/** What the sample says of its first code: one mapping to each of the given codes. */
function mapped(...mappings: readonly (readonly [string, string, string])[]): unknown {
  return mappings.map(([list, code, relation]) => ({ list, code, relation }));
}

describe("a mapping is refused when", () => {
  refuses(direction, [
    [
      "its list is none of ours and none of another standard",
      "/codes/0/mappings",
      mapped(["directions", "OUT", "equivalent"]),
      "/codes/0/mappings/0/list",
      /no other list of this standard/,
    ],
    [
      "it leads to the list itself, where a parent is meant",
      "/codes/0/mappings",
      mapped(["direction", "home", "broader"]),
      "/codes/0/mappings/0/list",
      /no other list/,
    ],
    [
      "our other list has no such code",
      "/codes/0/mappings",
      mapped(["sdmx-direction", "AWAY", "equivalent"]),
      "/codes/0/mappings/0/code",
      /AWAY is no code of sdmx-direction/,
    ],
    [
      "it is said twice",
      "/codes/0/mappings",
      mapped(["sdmx-direction", "OUT", "equivalent"], ["sdmx-direction", "OUT", "broader"]),
      "/codes/0/mappings/1",
      /more than once/,
    ],
  ]);

  test("two codes are equivalent to the same code of another standard", () => {
    const both = [0, 1].map((index) => ({
      file: direction,
      pointer: `/codes/${index}/mappings`,
      value: mapped(["oneroster:1.2/buses.direction", "out", "equivalent"]),
    }));
    expect(lint(sampleWith(...both)).map(({ pointer, message }) => [pointer, message])).toEqual([
      [
        "/codes/0/mappings/0/relation",
        "home is also equivalent to out of oneroster:1.2/buses.direction",
      ],
      [
        "/codes/1/mappings/0/relation",
        "out is also equivalent to out of oneroster:1.2/buses.direction",
      ],
    ]);
  });

  test.each([
    ["equivalent", "equivalent"],
    ["inexact", "inexact"],
    ["broader", "narrower"],
    ["narrower", "broader"],
  ])("the other list does not say of %s that it is %s seen from there", (relation, inverse) => {
    const relations = ["equivalent", "broader", "narrower", "inexact"];
    const accepted = relations.filter((back) => {
      const there = mapped(["direction", "out", back]);
      const problems = lint(
        sampleWith(
          {
            file: direction,
            pointer: "/codes/0/mappings",
            value: mapped(["sdmx-direction", "OUT", relation]),
          },
          { file: "code-lists/sdmx-direction.json", pointer: "/codes/0/mappings", value: there },
        ),
      );
      return problems.length === 0;
    });
    expect(accepted).toEqual([inverse]);
  });
});

test("a code is mapped to several codes of other standards, and to one of ours that says nothing back", () => {
  const value = mapped(
    ["sdmx-direction", "OUT", "equivalent"],
    ["oneroster:1.2/buses.direction", "outbound", "equivalent"],
    ["oneroster:1.2/buses.direction", "to school", "equivalent"],
    ["koski/kieli", "FI", "inexact"],
  );
  expect(lint(sampleWith({ file: direction, pointer: "/codes/0/mappings", value }))).toEqual([]);
});

import { describe, expect, test } from "vitest";
import { parseExpression } from "../../src/engine/parse-expression.ts";
import { isMisread } from "../../src/engine/trino-lists.ts";

const allowed = { columns: new Set(["a", "b", "c"]), parameters: new Set<string>() };

describe("a condition in Trino", () => {
  test.each([
    "a in (-1, 2, b)",
    "a not in (b, c)",
    "abs(a) in (1, 2)",
    "case when a in (1, 2) then 1 end in (1, 2)",
    "a = b or a = 1 or c in (1, 2)",
    "a = abs(b)",
    "abs(a) = 1 or abs(a) = 2 or b = 3",
    "a = abs(b) and a = abs(c)",
    "abs(b) > a or a = 1",
    "a in (1, 2) or b in (1, 2)",
  ])("is one that it gets right: %s", (text) => {
    expect(isMisread(parseExpression(text, allowed))).toBe(false);
  });

  test.each([
    "a in (1, abs(b))",
    "a not in (b, c + 1)",
    "a in (1, case when b in (1, 2) then 1 end)",
    "b = 1 and not (a in (1, abs(b)))",
    "a = 1 or a = case when b > 1 then 1 end",
    "a = 1 or abs(b) = a",
    "a = b or a = c or a = abs(b)",
    "case when a in (1, abs(b)) then 1 end",
  ])("is refused: %s", (text) => {
    expect(isMisread(parseExpression(text, allowed))).toBe(true);
  });
});

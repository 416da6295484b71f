import { expect, test } from "vitest";
import { midpoint } from "../../../src/protect/rounding/midpoint.ts";
import vectors from "./midpoint.json" with { type: "json" };

test.each(vectors.cases)("$description", ({ base, count, expected }) => {
  expect(midpoint(count, base)).toBe(expected);
});

import { describe, expect, test } from "vitest";
import { paperPolicy } from "../shared.ts";
import { narrowed, smallGroups, viewsOf } from "./attacker.ts";
import type { Shape } from "./member.ts";
import { play } from "./two-years.ts";

const shape: Shape = {
  seed: 1,
  districts: { a: ["a1", "a2", "a3"], b: ["b1", "b2", "b3"], c: ["c1", "c2"] },
  sizes: [60, 4, 30, 45, 12, 25, 7, 38],
  moving: 0.08,
  years: 1,
};

describe("a member that publishes every month", () => {
  test("gives nothing away to who subtracts its publications, and still publishes", async () => {
    const { releases, published } = await play(shape, paperPolicy);
    const views = viewsOf(published);
    const rules = { den: "students", contributorsMin: paperPolicy.contributorsMin };
    expect(views.length).toBeGreaterThan(5);
    expect(views.flatMap(({ withheld }) => withheld).length).toBeGreaterThan(50);
    expect(narrowed(views, { ...rules, widthMin: paperPolicy.intervalWidthMin })).toEqual([]);
    expect(smallGroups(views, rules)).toEqual([]);
    const verdicts = (attempt: string): readonly string[] =>
      releases.filter((one) => one.attempt === attempt).map((one) => one.judgement.verdict);
    expect(verdicts("other definition")).toEqual(["refuse"]);
    expect(verdicts("correction")).toEqual(["wait"]);
    expect(verdicts("monthly")[0]).toBe("pass");
  });
});

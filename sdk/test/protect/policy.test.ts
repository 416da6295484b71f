import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/errors.ts";
import { defaultPolicy, raisedPolicy, strictest } from "../../src/protect/policy.ts";

const name = { id: "FI-HEL", version: "2026.1" };

describe("a member may raise the policy", () => {
  test("and keeps every limit it does not name", () => {
    expect(raisedPolicy(defaultPolicy, { ...name, contributorsMin: 15 })).toEqual({
      ...defaultPolicy,
      ...name,
      contributorsMin: 15,
    });
  });

  test.each([
    { contributorsMin: 10 },
    { contributorsMinSensitive: 20 },
    { homogeneityMax: 1 },
    { intervalWidthMin: 2 },
    { intervalShareMin: "0.1" },
    { intervalShareMin: "0.10" },
  ])("to %j or more", (changes) => {
    expect(raisedPolicy(defaultPolicy, changes)).toMatchObject(changes);
  });

  test.each([
    { contributorsMin: 9 },
    { contributorsMinSensitive: 19 },
    { homogeneityMax: -1 },
    { intervalWidthMin: 1 },
    { intervalShareMin: "0.09" },
    { intervalShareMin: "a tenth" },
    { contributorsMin: Number.NaN },
    { contributorsMin: 10.5 },
  ])("but not to %j", (changes) => {
    expect(() => raisedPolicy(defaultPolicy, changes)).toThrow(UsageError);
  });

  test("but not to a homogeneity that its intervals cannot keep", () => {
    expect(() => raisedPolicy(defaultPolicy, { homogeneityMax: 2 })).toThrow(/protects nobody/);
    expect(raisedPolicy(defaultPolicy, { homogeneityMax: 2, intervalWidthMin: 3 })).toBeDefined();
  });
});

test("a sensitive metric has the higher minimum, even where a member mixed the two up", () => {
  expect(strictest(defaultPolicy, { sensitive: false }).contributorsMin).toBe(10);
  expect(strictest(defaultPolicy, { sensitive: true }).contributorsMin).toBe(20);
  expect(
    strictest({ ...defaultPolicy, contributorsMin: 25 }, { sensitive: true }).contributorsMin,
  ).toBe(25);
});

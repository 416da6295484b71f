import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/errors.ts";
import { laxLimits, type Policy } from "../../src/policy.ts";
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

/** A policy that says something about everything. */
const full: Policy = {
  ...defaultPolicy,
  intervalWidthMin: 6,
  zeros: "eligible",
  complementMin: 3,
  dominance: { n: 2, k: 80, p: 10 },
  schoolsMin: 2,
  scaleEndMin: "0.05",
  sensitive: {
    homogeneityMax: 1,
    complementMin: 5,
    dominance: { n: 3, k: 70, p: 20 },
    schoolsMin: 3,
    scaleEndMin: "0.1",
  },
  method: { kind: "round", base: 12 },
  changeMax: 20,
};

/** Each limit as it is, one step stricter, one step laxer. */
const limits: readonly (readonly [string, Partial<Policy>, Partial<Policy>, Partial<Policy>])[] = [
  ["contributorsMin", { contributorsMin: 10 }, { contributorsMin: 11 }, { contributorsMin: 9 }],
  [
    "contributorsMinSensitive",
    { contributorsMinSensitive: 20 },
    { contributorsMinSensitive: 21 },
    { contributorsMinSensitive: 19 },
  ],
  ["homogeneityMax", { homogeneityMax: 0 }, { homogeneityMax: 1 }, { homogeneityMax: -1 }],
  ["intervalWidthMin", { intervalWidthMin: 6 }, { intervalWidthMin: 7 }, { intervalWidthMin: 5 }],
  [
    "intervalShareMin",
    { intervalShareMin: "0.10" },
    { intervalShareMin: "0.11" },
    { intervalShareMin: "0.09" },
  ],
  ["complementMin", { complementMin: 3 }, { complementMin: 4 }, { complementMin: 2 }],
  ["schoolsMin", { schoolsMin: 2 }, { schoolsMin: 3 }, { schoolsMin: 1 }],
  ["scaleEndMin", { scaleEndMin: "0.050" }, { scaleEndMin: "0.051" }, { scaleEndMin: "0.049" }],
  [
    "dominance.n",
    { dominance: { n: 2, k: 80, p: 10 } },
    { dominance: { n: 3, k: 80, p: 10 } },
    { dominance: { n: 1, k: 80, p: 10 } },
  ],
  [
    "dominance.k",
    { dominance: { n: 2, k: 80, p: 10 } },
    { dominance: { n: 2, k: 79, p: 10 } },
    { dominance: { n: 2, k: 81, p: 10 } },
  ],
  [
    "dominance.p",
    { dominance: { n: 2, k: 80, p: 10 } },
    { dominance: { n: 2, k: 80, p: 11 } },
    { dominance: { n: 2, k: 80, p: 9 } },
  ],
  [
    "method.base",
    { method: { kind: "round", base: 12 } },
    { method: { kind: "round", base: 13 } },
    { method: { kind: "round", base: 11 } },
  ],
  ["changeMax", { changeMax: 20 }, { changeMax: 19 }, { changeMax: 21 }],
  ...(
    [
      ["homogeneityMax", 1, 2, 0],
      ["complementMin", 5, 6, 4],
      ["schoolsMin", 3, 4, 2],
      ["scaleEndMin", "0.10", "0.2", "0.09"],
      ["dominance", { n: 3, k: 70, p: 20 }, { n: 3, k: 70, p: 21 }, { n: 3, k: 71, p: 20 }],
    ] as const
  ).map(([own, same, stricter, laxer]) => {
    const changed = (value: unknown): Partial<Policy> => ({
      sensitive: { ...full.sensitive, [own]: value },
    });
    return [`sensitive.${own}`, changed(same), changed(stricter), changed(laxer)] as const;
  }),
];

describe.each(limits)("%s", (limit, same, stricter, laxer) => {
  test("may stay as it is and be raised", () => {
    expect(raisedPolicy(full, same)).toMatchObject(same);
    expect(raisedPolicy(full, stricter)).toMatchObject(stricter);
  });

  test("may not be lowered, and the message names it", () => {
    expect(() => raisedPolicy(full, laxer)).toThrow(`The policy may only be raised: ${limit}`);
  });

  test("is lax where a policy does not have it and the community does", () => {
    const member = limit.split(".")[0] ?? "";
    if (Object.hasOwn(defaultPolicy, member)) return;
    const { [member]: _, ...without } = Object.fromEntries(Object.entries(full));
    const lax = laxLimits({ ...defaultPolicy, ...without }, full).map((each) => each.limit);
    const names = member === "method" ? [] : lax.filter((each) => each.startsWith(member));
    expect(names.length > 0).toBe(member !== "method");
  });
});

test("what is a choice and no limit may be anything", () => {
  const changes: Partial<Policy> = {
    zeros: "published",
    method: { kind: "cell-key", deviationMax: 5, variance: "3" },
    costs: { by: "log", levelPrice: 2, mustPublish: ["SEX=_T"], stability: "0.5" },
  };
  expect(raisedPolicy(full, changes)).toMatchObject(changes);
});

test.each<[string, Partial<Policy>]>([
  ["dominance without k", { dominance: { n: 1 } }],
  ["dominance of nobody", { dominance: { n: 0, k: 80 } }],
  ["more than the whole", { dominance: { n: 1, k: 101 } }],
  ["no part of the greatest", { dominance: { p: 0 } }],
  ["half a school", { schoolsMin: 1.5 }],
  ["a scale of which nothing is left", { scaleEndMin: "0.6" }],
  ["a share in words", { sensitive: { scaleEndMin: "a tenth" } }],
  ["rounding without a base", { method: { kind: "round" } }],
  ["rounding that shows small groups", { method: { kind: "round", base: 9 } }],
  ["suppression with a base", { method: { kind: "suppress", base: 10 } }],
  [
    "cell keys that change nothing",
    { method: { kind: "cell-key", deviationMax: 0, variance: "1" } },
  ],
  ["noise without a budget", { method: { kind: "noise", distribution: "laplace", rhoMax: "0" } }],
  ["totals cheaper than their parts", { costs: { levelPrice: 0 } }],
  ["a cell in other words", { costs: { mustPublish: ["all girls"] } }],
  ["a price below nothing", { costs: { stability: "1.1" } }],
  ["a complement that intervals cannot keep", { complementMin: 3 }],
])("a policy with %s is refused", (_name, changes) => {
  expect(() => raisedPolicy(defaultPolicy, changes)).toThrow(UsageError);
});

test("what a policy leaves out asks for nothing more", () => {
  const { zeros: _, ...old } = defaultPolicy;
  expect(strictest(old, { sensitive: true })).toEqual({
    contributorsMin: 20,
    homogeneityMax: 0,
    intervalWidthMin: 2,
    intervalShareMin: 0.1,
    zeros: "published",
    complementMin: 0,
    dominance: {},
    schoolsMin: 1,
    scaleEndMin: "0",
    method: { kind: "suppress" },
    costs: { by: "value", levelPrice: 30, mustPublish: [], preferPublish: [], stability: "0" },
    changeMax: null,
  });
});

test("a sensitive metric is held to the stricter of both values, whichever that is", () => {
  expect(strictest(full, { sensitive: false })).toMatchObject({
    homogeneityMax: 0,
    complementMin: 3,
    dominance: { n: 2, k: 80, p: 10 },
    schoolsMin: 2,
    scaleEndMin: "0.05",
    method: { kind: "round", base: 12 },
  });
  expect(strictest(full, { sensitive: true })).toMatchObject({
    homogeneityMax: 1,
    complementMin: 5,
    dominance: { n: 3, k: 70, p: 20 },
    schoolsMin: 3,
    scaleEndMin: "0.1",
    method: { kind: "round", base: 20 },
  });
  const mixed = { ...full, sensitive: { complementMin: 1, dominance: { n: 1, k: 90 } } };
  expect(strictest(mixed, { sensitive: true })).toMatchObject({
    complementMin: 3,
    dominance: { n: 2, k: 80, p: 10 },
  });
});

test("the community's policy lets empty cells be withheld", () => {
  expect(defaultPolicy).toMatchObject({ id: "edufed-default", zeros: "eligible" });
});

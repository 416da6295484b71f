import type { DerivedMetric } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { derived } from "../../../schemas/test/every-part.ts";
import { derive, type Groups } from "../../src/compute/derive.ts";
import { type Figure, type Quotient, quotientText } from "../../src/compute/figure.ts";

/** A figure of a group; null where there is none. */
function figure(quotient: Partial<Quotient> | null): Figure {
  const whole = quotient && { num: 0n, den: 1n, scale: 1n, isRoot: false, ...quotient };
  return {
    ...{ codes: {}, quotient: whole, standardError: null, contributors: 20, excluded: 0 },
    ...{ expected: null, coverage: null, status: whole === null ? "M" : "A" },
  };
}

type Group = readonly [code: string, num: bigint, den: bigint];

function groups(...all: readonly Group[]): Groups["base"] {
  return new Map(all.map(([code, num, den]) => [code, figure({ num, den })]));
}

const none: Groups["other"] = new Map();

function metric(
  kind: DerivedMetric["kind"],
  derivation: Partial<DerivedMetric["derivation"]> = {},
): DerivedMetric {
  const two = { metric: "RATE", across: "SEX", first: "F", second: "M" };
  return { ...derived, kind, derivation: { ...two, ...derivation } };
}

/** What a comparison gives, to three decimals. */
function value(of: DerivedMetric, base: Groups["base"], other: Groups["other"] = none) {
  const { quotient } = derive(of, { base, other });
  return quotient === null ? null : quotientText(quotient, 3);
}

describe("a difference", () => {
  test("is the first less the second, of the unrounded figures", () => {
    const thirds = groups(["F", 1n, 3n], ["M", 2n, 3n]);
    expect(value(metric("difference"), thirds)).toBe("-0.333");
    expect(value(metric("difference", { first: "M", second: "F" }), thirds)).toBe("0.333");
  });

  test("of equal groups is nought, and not unknown", () => {
    expect(value(metric("difference"), groups(["F", 1n, 2n], ["M", 2n, 4n]))).toBe("0.000");
  });

  test.each([
    ["a group is not there", groups(["F", 1n, 2n])],
    ["a group has no figure", new Map([...groups(["F", 1n, 2n]), ["M", figure(null)] as const])],
    ["there is no group", groups()],
  ])("has no value when %s", (_why, base) => {
    expect(value(metric("difference"), base)).toBeNull();
  });

  test("is not affected by groups that are not compared", () => {
    const base = groups(["F", 3n, 4n], ["M", 1n, 4n], ["O", 9n, 1n]);
    expect(value(metric("difference"), base)).toBe("0.500");
  });

  test("keeps the steps in which the figures are counted", () => {
    const base = new Map([
      ["F", figure({ num: 5000n, den: 10n, scale: 1000n })],
      ["M", figure({ num: 3000n, den: 10n, scale: 1000n })],
    ]);
    expect(value(metric("difference"), base)).toBe("0.200");
  });
});

describe("a parity index", () => {
  test.each([
    ["girls below boys", false, [1n, 4n, 1n, 2n], "0.500"],
    ["girls below boys, adjusted", true, [1n, 4n, 1n, 2n], "0.500"],
    ["the same", true, [1n, 2n, 2n, 4n], "1.000"],
    ["girls above boys", false, [1n, 2n, 1n, 4n], "2.000"],
    ["girls above boys, adjusted to 2 − 1/x", true, [1n, 2n, 1n, 4n], "1.500"],
    ["no girl at all", true, [0n, 2n, 1n, 4n], "0.000"],
    ["no boy to divide by", false, [1n, 2n, 0n, 4n], null],
  ] as const)("of %s (adjusted: %s)", (_what, adjusted, [a, b, c, d], text) => {
    expect(value(metric("parity", { adjusted }), groups(["F", a, b], ["M", c, d]))).toBe(text);
  });

  test.each([
    ["both below nought", [-3n, 1n, -7n, 1n], "0.429"],
    ["one of them below nought", [3n, 1n, -7n, 1n], "-0.429"],
  ] as const)("of %s is rounded as any other", (_what, [a, b, c, d], text) => {
    expect(value(metric("parity"), groups(["F", a, b], ["M", c, d]))).toBe(text);
  });

  test("adjusted, is 2 less that of the groups the other way round", () => {
    const base = groups(["F", 7n, 9n], ["M", 5n, 8n]);
    const there = Number(value(metric("parity", { adjusted: true }), base));
    const back = Number(value(metric("parity", { adjusted: true, first: "M", second: "F" }), base));
    expect(there + back).toBeCloseTo(2, 3);
  });
});

describe("an effect", () => {
  const spread = (f: bigint, m: bigint): Groups["other"] =>
    new Map([
      ["F", figure({ num: f, den: 1n, isRoot: true })],
      ["M", figure({ num: m, den: 1n, isRoot: true })],
    ]);
  const base = groups(["F", 520n, 1n], ["M", 500n, 1n]);

  test("is the difference over the root of the mean of both variances, with its sign", () => {
    expect(value(metric("effect"), base, spread(10_000n, 10_000n))).toBe("0.200");
    expect(value(metric("effect"), base, spread(6_400n, 13_600n))).toBe("0.200");
    const back = metric("effect", { first: "M", second: "F" });
    expect(value(back, base, spread(10_000n, 10_000n))).toBe("-0.200");
  });

  test("has no value when nobody differs from anybody, or a spread is not known", () => {
    expect(value(metric("effect"), base, spread(0n, 0n))).toBeNull();
    expect(value(metric("effect"), base, none)).toBeNull();
    expect(value(metric("effect"), base, groups(["F", 1n, 1n], ["M", 1n, 1n]))).toBeNull();
  });
});

describe("a range", () => {
  test("is the greatest less the least of all groups", () => {
    expect(value(metric("range"), groups(["A", 1n, 2n], ["B", 3n, 4n], ["C", 1n, 4n]))).toBe(
      "0.500",
    );
  });

  test("of one group, of none, or with a group that is not known, has no value", () => {
    expect(value(metric("range"), groups(["A", 1n, 2n]))).toBeNull();
    expect(value(metric("range"), groups())).toBeNull();
    const unknown = new Map([
      ...groups(["A", 1n, 2n], ["B", 1n, 3n]),
      ["C", figure(null)] as const,
    ]);
    expect(value(metric("range"), unknown)).toBeNull();
  });
});

describe("a survival rate", () => {
  const promoted = groups(["1", 80n, 100n], ["2", 90n, 100n]);

  test("is the product of promoted over those who do not repeat, grade after grade", () => {
    const nobody = groups(["1", 0n, 100n], ["2", 0n, 100n]);
    expect(value(metric("survival"), promoted, nobody)).toBe("0.720");
    const some = groups(["1", 20n, 100n], ["2", 10n, 100n]);
    expect(value(metric("survival"), promoted, some)).toBe("1.000");
  });

  test.each([
    ["a grade has no repetition", groups(["1", 0n, 100n])],
    ["everybody of a grade repeats", groups(["1", 100n, 100n], ["2", 0n, 100n])],
  ])("has no value when %s", (_why, other) => {
    expect(value(metric("survival"), promoted, other)).toBeNull();
  });

  test("is one of rates, whatever number of students each of them is over", () => {
    const some = groups(["1", 20n, 100n], ["2", 1n, 10n]);
    expect(value(metric("survival"), promoted, some)).toBe("1.000");
  });

  test("has no value without a grade", () => {
    expect(value(metric("survival"), groups())).toBeNull();
  });
});

test("a comparison without a value still names the figures it would have needed", () => {
  const base = groups(["F", 1n, 2n]);
  expect(derive(metric("difference"), { base, other: none }).of).toEqual([...base.values()]);
});

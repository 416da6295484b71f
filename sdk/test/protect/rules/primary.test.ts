import { describe, expect, test } from "vitest";
import type { Cell } from "../../../src/cells.ts";
import { RefusedError } from "../../../src/errors.ts";
import type { Policy } from "../../../src/policy.ts";
import { defaultPolicy, strictest } from "../../../src/protect/policy.ts";
import { type Described, isEmpty, primaryReason } from "../../../src/protect/primary.ts";

const policy: Policy = {
  ...defaultPolicy,
  intervalWidthMin: 6,
  homogeneityMax: 1,
  complementMin: 4,
  scaleEndMin: "0.05",
  dominance: { n: 1, k: 50 },
  schoolsMin: 2,
};

const share: Described = { kind: "share", contributor: "student", dimensions: [] };
const score: Described = { ...share, kind: "mean", range: { min: 0, max: 100 } };

function cell(changes: Partial<Cell>): Cell {
  return {
    codes: {},
    num: 20,
    den: 40,
    contributors: 40,
    expected: null,
    coverage: null,
    value: 0.5,
    status: "A",
    largest: { num: [1], den: [1] },
    schools: 3,
    ...changes,
  };
}

const limits = strictest(policy, { sensitive: false });

describe("a cell is shown on one side of each limit and withheld on the other", () => {
  test.each<[string, Described, Partial<Cell>, Partial<Cell>]>([
    ["contributors", share, { contributors: 10 }, { contributors: 9 }],
    ["homogeneous", share, { num: 2 }, { num: 1 }],
    ["complement", share, { num: 36 }, { num: 37 }],
    ["scale-end", score, { num: 200 }, { num: 199 }],
    ["scale-end", score, { num: 3800 }, { num: 3801 }],
    [
      "dominance",
      score,
      { num: 2000, largest: { num: [1000], den: [1] } },
      { num: 2000, largest: { num: [1001], den: [1] } },
    ],
    [
      "dominance",
      share,
      { largest: { num: [1], den: [20] } },
      { largest: { num: [1], den: [21] } },
    ],
    ["schools", share, { schools: 2 }, { schools: 1 }],
  ])("%s", (reason, description, shown, withheld) => {
    expect(primaryReason(cell(shown), description, limits)).toBeNull();
    expect(primaryReason(cell(withheld), description, limits)).toBe(reason);
  });
});

test("a sensitive metric is withheld where another one is shown", () => {
  const stricter: Policy = { ...policy, sensitive: { schoolsMin: 4, scaleEndMin: "0.25" } };
  const forAll = strictest(stricter, { sensitive: false });
  const forSensitive = strictest(stricter, { sensitive: true });
  expect(primaryReason(cell({}), share, forAll)).toBeNull();
  expect(primaryReason(cell({}), share, forSensitive)).toBe("schools");
  const mean = cell({ num: 999, schools: 4 });
  expect(primaryReason(mean, score, forAll)).toBeNull();
  expect(primaryReason(mean, score, forSensitive)).toBe("scale-end");
});

describe("a rule for which the table does not say enough", () => {
  const { largest: _largest, schools: _schools, ...silent } = cell({});

  test("refuses a sum without its largest contributions", () => {
    expect(() => primaryReason({ ...silent, num: 2000, schools: 3 }, score, limits)).toThrow(
      RefusedError,
    );
    expect(() => primaryReason({ ...silent, num: 2000, schools: 3 }, score, limits)).toThrow(
      "The policy asks for dominance, and the table does not say the largest contributions.",
    );
  });

  test("does not refuse a share of contributors, of whom nobody adds more than one", () => {
    expect(primaryReason({ ...silent, schools: 3 }, share, limits)).toBeNull();
    expect(() => primaryReason({ ...silent, den: 41, schools: 3 }, share, limits)).toThrow(
      RefusedError,
    );
  });

  test("refuses persons without the number of their schools", () => {
    expect(() => primaryReason(silent, share, limits)).toThrow(RefusedError);
  });

  test("does not refuse a table of schools, or one that shows them", () => {
    expect(primaryReason(silent, { ...share, contributor: "school" }, limits)).toBeNull();
    const dimensions = [{ id: "SCHOOL", shows: "school" as const, codes: [] }];
    expect(primaryReason(silent, { ...share, dimensions }, limits)).toBeNull();
  });
});

test("a cell of which nothing was collected is not empty", () => {
  const nobody = cell({ num: 0, den: 0, contributors: 0, value: null, status: "M" });
  expect(isEmpty(nobody)).toBe(true);
  expect(isEmpty({ ...nobody, status: "L" })).toBe(false);
  expect(primaryReason({ ...nobody, status: "L" }, share, limits)).toBeNull();
});

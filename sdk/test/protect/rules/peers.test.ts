/** Rules as other offices and programs state them, with their own examples. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isDominatedSum } from "../../../src/protect/rules/dominance.ts";
import type { Cell } from "../../../src/cells.ts";
import type { Policy } from "../../../src/policy.ts";
import { defaultPolicy, strictest } from "../../../src/protect/policy.ts";
import { primaryReason } from "../../../src/protect/primary.ts";

const file = new URL("../../../../../shared/data/sdc/rules_vectors.json", import.meta.url);
const isThere = existsSync(file);
const vectors = isThere ? JSON.parse(readFileSync(file, "utf8")) : {};
const why = "(skipped where the collected examples are not at hand)";

function cell(changes: Partial<Cell>): Cell {
  const common = { codes: {}, expected: null, coverage: null, value: null, status: "A" } as const;
  return { ...common, num: 20, den: 40, contributors: 40, ...changes };
}

/** Why a share of contributors is withheld under some limits. */
function reasonOf(limits: Partial<Policy>, num: number, den: number): string | null {
  const policy = { ...defaultPolicy, ...limits };
  const own = strictest(policy, { sensitive: false });
  return primaryReason(cell({ num, den, contributors: den }), { kind: "share" }, own);
}

describe.skipIf(!isThere)(`the examples of the Handbook ${why}`, () => {
  interface Case {
    readonly contributions: readonly number[];
    readonly rule: { readonly type: "nk" | "p"; n?: number; k?: number; p?: number };
    readonly sensitive: boolean;
  }

  test("single contributors that dominate a sum", () => {
    const cases: readonly Case[] = vectors.handbook_dominance.cases;
    expect(cases.length).toBeGreaterThan(2);
    for (const { contributions, rule, sensitive } of cases) {
      const sum = contributions.reduce((a, b) => a + b, 0);
      const { type: _, ...limits } = rule;
      expect(isDominatedSum(sum, contributions, limits)).toBe(sensitive);
      // With the greatest alone nothing that dominates is passed.
      expect(isDominatedSum(sum, contributions.slice(0, 1), limits) || !sensitive).toBe(true);
    }
  });
});

test.skipIf(!isThere)(`a table that tau-Argus protected: the same primary cells ${why}`, () => {
  const { rows } = vectors.tauargus_small;
  expect(rows.length).toBeGreaterThan(10);
  const rules = { contributorsMin: 3, dominance: { n: 1, k: 85 } };
  const limits = strictest({ ...defaultPolicy, ...rules }, { sensitive: false });
  for (const [, , value, contributors, greatest, status] of rows) {
    const largest = { num: [greatest], den: [1] };
    const own = cell({ num: value, den: contributors, contributors, largest });
    const reason = primaryReason(own, { kind: "mean" }, limits);
    expect(reason).toBe({ A: "contributors", B: "dominance" }[String(status)] ?? null);
  }
});

test.skipIf(!isThere)(`rates of OpenSAFELY: both sides above seven ${why}`, () => {
  const { redactLE } = vectors.opensafely;
  const limits = { contributorsMin: redactLE + 1, homogeneityMax: redactLE, intervalWidthMin: 9 };
  expect(reasonOf(limits, redactLE, 40)).toBe("homogeneous");
  expect(reasonOf(limits, redactLE + 1, 40)).toBeNull();
  expect(reasonOf(limits, 0, redactLE)).toBe("contributors");
});

test.skipIf(!isThere)(`the usual values of ACRO: threshold, (n,k) and ratio ${why}`, () => {
  const { safe_threshold: least, safe_nk: nk, safe_pratio_p: ratio } = vectors.acro_defaults;
  const rule = { n: nk[0], k: 100 * nk[1], p: 100 * ratio };
  expect(reasonOf({ contributorsMin: least }, 5, least - 1)).toBe("contributors");
  expect(reasonOf({ contributorsMin: least }, 5, least)).toBeNull();
  expect(isDominatedSum(1000, [500, 400, 100], rule)).toBe(false);
  expect(isDominatedSum(1000, [500, 401, 99], rule)).toBe(true);
  expect(isDominatedSum(1000, [600, 350, 50], { p: rule.p })).toBe(true);
});

test.skipIf(!isThere)(`the smallest groups that states of the United States show ${why}`, () => {
  const [delaware, utah, wisconsin] = vectors.us_states;
  const least = [delaware.suppressGroupLE, 10];
  for (const most of least) {
    expect(reasonOf({ contributorsMin: most + 1 }, 5, most)).toBe("contributors");
    expect(reasonOf({ contributorsMin: most + 1 }, 5, most + 1)).toBeNull();
  }
  expect(utah.subgroupLE10).toBe("N<10");
  const few = wisconsin.suppressLE;
  const limits = { contributorsMin: few + 1, homogeneityMax: few, intervalWidthMin: few + 1 };
  expect(reasonOf(limits, 40 - few, 40)).toBe("homogeneous");
  expect(reasonOf(limits, 40 - few - 1, 40)).toBeNull();
});

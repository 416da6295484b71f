import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { fraction } from "../../../src/fraction.ts";
import {
  exactText,
  fractionOf,
  textDown,
  textUp,
} from "../../../src/protect/privacy/decimal-fraction.ts";
import {
  epsilonOf,
  gaussianRho,
  gaussianSigma2,
  pureRho,
} from "../../../src/protect/privacy/zcdp.ts";

const vectors = fileURLToPath(
  new URL("../../../../../shared/data/sdc/samplers/dp_vectors.json", import.meta.url),
);
const why = existsSync(vectors) ? "" : " (skipped: ../shared/data is not here)";

describe("decimal text", () => {
  test.each([
    ["0.25", "1/4"],
    ["10", "10"],
    ["0.10", "1/10"],
    ["0", "0"],
  ])("%s is %s", (text, exact) => {
    expect(exactText(fractionOf(text))).toBe(exact);
  });

  test.each(["", "-1", "1.", ".5", "1e3", "0x1", "1/2", " 1", "NaN"])("%j is none", (text) => {
    expect(() => fractionOf(text)).toThrow(RangeError);
  });

  test.each([
    [1n, 3n, "0.334", "0.333"],
    [-1n, 3n, "-0.333", "-0.334"],
    [1n, 4n, "0.25", "0.25"],
    [0n, 1n, "0", "0"],
    [-1n, 4000n, "0", "-0.001"],
    [1999n, 1000n, "1.999", "1.999"],
  ])("%d/%d lies between its two roundings", (num, den, up, down) => {
    expect([textUp({ num, den }, 3), textDown({ num, den }, 3)]).toEqual([up, down]);
  });
});

describe("what noise costs", () => {
  test("ρ and σ² lead to each other exactly", () => {
    const rho = fractionOf("0.00625");
    expect(exactText(gaussianSigma2({ num: 1n, den: 1n }, rho))).toBe("80");
    for (const most of [1n, 3n, 200n]) {
      const sensitivity = { num: most, den: 1n };
      expect(gaussianRho(sensitivity, gaussianSigma2(sensitivity, rho))).toEqual(rho);
    }
  });

  test("an ε without a δ costs half its square", () => {
    expect(exactText(pureRho(fractionOf("0.5")))).toBe("1/8");
  });
});

describe("what ρ promises as (ε, δ)", () => {
  test("the standard bound is rounded up: 0.25 + 2√(0.25 ln 4) is 1.4274100…", () => {
    expect(epsilonOf(fraction(1n, 4n), "0.25").standard).toBe("1.427411");
  });

  test("nothing spent is nothing lost", () => {
    expect(epsilonOf({ num: 0n, den: 1n }, "0.000001").tight).toBe("0");
  });

  test.each(["0.0001", "0.01", "0.3", "1", "7", "90"])(
    "for ρ = %s the tight bound is not above the standard one, and smaller for a larger δ",
    (rho) => {
      const [strict, loose] = ["0.0000001", "0.001"].map((delta) =>
        epsilonOf(fractionOf(rho), delta),
      );
      for (const { tight, standard } of [strict, loose].filter((each) => each !== undefined)) {
        expect(Number(tight)).toBeLessThanOrEqual(Number(standard));
      }
      expect(Number(loose?.tight)).toBeLessThan(Number(strict?.tight));
    },
  );

  test.each(["0.001", "0.01", "0.5", "3", "40"])(
    "for ρ = %s no α of a fine grid gives less than the tight bound",
    (rho) => {
      const least = Number(epsilonOf(fractionOf(rho), "0.000001").tight);
      let best = Number.POSITIVE_INFINITY;
      for (let power = -8; power < 12; power += 0.0005) {
        const above = Math.exp(power);
        const last = (Math.log(1e6) - Math.log1p(above)) / above;
        const bound = (1 + above) * Number(rho) + Math.log(above / (1 + above)) + last;
        best = Math.min(best, bound);
      }
      expect(least).toBeGreaterThanOrEqual(best - 1e-9);
      expect(least).toBeLessThan(best + 2e-6);
    },
  );

  test.each(["0", "1", "2", "-0.1", "x"])("δ = %s is refused", (delta) => {
    expect(() => epsilonOf(fraction(1n, 2n), delta)).toThrow(RangeError);
  });
});

interface Published {
  readonly cdp_eps: readonly { rho: number; delta: number; eps: number; eps_standard: number }[];
  readonly cdp_delta: readonly { rho: number; eps: number; delta: number }[];
}

describe.skipIf(why !== "")(`published (ε, δ) of concentrated differential privacy${why}`, () => {
  const published: Published =
    why === "" ? JSON.parse(readFileSync(vectors, "utf8")) : { cdp_eps: [], cdp_delta: [] };

  test("are met from above, to the last decimal", () => {
    expect(published.cdp_eps.length).toBeGreaterThan(20);
    for (const { rho, delta, eps, eps_standard } of published.cdp_eps) {
      const found = epsilonOf(fractionOf(`${rho}`), decimal(delta));
      for (const [ours, theirs] of [
        [found.tight, eps],
        [found.standard, eps_standard],
      ] as const) {
        expect(Number(ours) - theirs).toBeGreaterThan(-1e-9);
        expect(Number(ours) - theirs).toBeLessThan(1.001e-6);
      }
    }
  });

  test("go the other way too: the δ of an ε gives that ε again", () => {
    expect(published.cdp_delta.length).toBeGreaterThan(10);
    for (const { rho, eps, delta } of published.cdp_delta) {
      const found = epsilonOf(fractionOf(`${rho}`), decimal(delta));
      expect(Number(found.tight)).toBeCloseTo(eps, 5);
    }
  });
});

/** A δ as decimal text without an exponent, to forty decimals. */
function decimal(value: number): string {
  const [mantissa = "", power = "0"] = value.toExponential().split("e");
  const zeros = "0".repeat(-Number(power) - 1);
  return `0.${zeros}${mantissa.replace(".", "")}`.slice(0, 42);
}

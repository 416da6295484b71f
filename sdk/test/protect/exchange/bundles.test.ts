import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bundlesOf } from "../../../src/protect/exchange/bundles.ts";
import type { Claim } from "../../../src/protect/exchange/certificate.ts";
import { claimOf, enumerate } from "./systems.ts";

const size = 6;

/** Systems in which most equations have two terms, in all senses of sign, and some three. */
const tiedSystems: fc.Arbitrary<Claim> = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)), { minLength: size, maxLength: size }),
    fc.array(
      fc.tuple(
        fc.uniqueArray(fc.nat(size - 1), { minLength: 2, maxLength: 3 }),
        fc.array(fc.constantFrom(1, -1, 2), { minLength: 3, maxLength: 3 }),
      ),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([values, terms]) => {
    const ends = values.map((own) => own.toSorted((a, b) => a - b));
    const rows = terms.map(([unknowns, factors]) =>
      Array.from({ length: size }, (_, at) => factors[unknowns.indexOf(at)] ?? 0),
    );
    return claimOf(
      ends.map((own) => own[1] ?? 0),
      rows,
      {
        least: ends.map((own) => own[0] ?? 0),
        most: ends.map((own) => own[2] ?? 0),
        demands: [],
      },
    );
  });

describe("bundles", () => {
  test("say of every unknown what the equations say, whatever is tied to what", () => {
    let tied = 0;
    fc.assert(
      fc.property(tiedSystems, (claim) => {
        const bundles = bundlesOf(claim.equations, claim.truth);
        const { equations, truth } = bundles;
        const ends = enumerate({ equations, truth, demands: [] });
        enumerate(claim).forEach((own, unknown) => {
          const bundle = bundles.of[unknown] ?? -1;
          const sign = bundles.signs[unknown] ?? 0;
          const steps = (ends[bundle] ?? []).map((end) => sign * (end - (truth[bundle] ?? 0)));
          const value = claim.truth[unknown] ?? 0;
          expect(steps.toSorted((a, b) => a - b).map((by) => by + value)).toEqual([...own]);
        });
        tied += claim.truth.length - truth.length;
      }),
      { numRuns: 200, seed: 3 },
    );
    expect(tied).toBeGreaterThan(100);
  });

  test("follow from one another: what two ties leave of a third equation is a tie", () => {
    const claim = claimOf(
      [1, 2, 3, 4],
      [
        [1, 1, 0, 0],
        [1, 1, 1, -1],
      ],
      { least: [0, 0, 0, 0], most: [9, 9, 9, 5], demands: [] },
    );
    const { of, signs, equations } = bundlesOf(claim.equations, claim.truth);
    expect([...of]).toEqual([0, 0, 1, 1]);
    expect([...signs]).toEqual([1, -1, 1, 1]);
    expect([...equations.least, ...equations.most, ...equations.totals]).toEqual([0, 0, 3, 4]);
  });

  test("are not made of unknowns of which one steps twice as far", () => {
    const claim = claimOf([2, 1], [[1, -2]], { least: [0, 0], most: [9, 9], demands: [] });
    expect([...bundlesOf(claim.equations, claim.truth).of]).toEqual([0, 1]);
  });

  test("keep of equations that say the same only one, and none that says nothing", () => {
    const claim = claimOf(
      [1, 1, 1, 1],
      [
        [1, -1, 0, 0],
        [1, 0, 1, 1],
        [0, -1, -1, -1],
        [1, -1, 0, 0],
      ],
      { least: [0, 0, 0, 0], most: [9, 9, 9, 9], demands: [] },
    );
    const { equations } = bundlesOf(claim.equations, claim.truth);
    expect([...equations.unknowns, ...equations.factors]).toEqual([0, 1, 2, 1, 1, 1]);
    expect([...equations.totals]).toEqual([3]);
  });
});

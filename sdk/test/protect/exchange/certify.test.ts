import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Claim } from "../../../src/protect/exchange/certificate.ts";
import { certify } from "../../../src/protect/exchange/certify.ts";
import type { Certified, CertifyOptions } from "../../../src/protect/exchange/certify.ts";
import { checkCertificate } from "../../../src/protect/exchange/check-certificate.ts";
import { moveAt, renumber } from "../../../src/protect/exchange/moves.ts";
import { openPrograms } from "../../../src/protect/exchange/programs.ts";
import { claimOf, enumerate, systems } from "./systems.ts";

const programs = await openPrograms();
const tiny = { unknownsMax: 5, valueMax: 4, factorMax: 1 };
const weighted = { unknownsMax: 5, valueMax: 4, factorMax: 4 };

/** Demands that every possible point considered are met. */
function metIn(claim: Claim): readonly number[] {
  const ends = enumerate(claim);
  return claim.demands.flatMap(({ unknown, width, reach }, at) => {
    const [least, most] = ends[unknown] ?? [0, 0];
    return most >= reach && most - least >= width ? [at] : [];
  });
}

function proven({ certificate }: Certified, { demands }: Claim): readonly number[] {
  return Array.from(demands.keys()).filter((at) => !certificate.unproven.includes(at));
}

/** Runs many systems and counts what can be met and what was proven. */
function share(shape: typeof tiny, options: CertifyOptions, numRuns = 150): number {
  const seen = { possible: 0, proven: 0 };
  const property = fc.property(systems(shape), (claim) => {
    const result = certify(claim, options);
    expect(checkCertificate(claim, result.certificate)).toBe(true);
    const possible = metIn(claim);
    const own = proven(result, claim);
    expect(possible).toEqual(expect.arrayContaining([...own]));
    for (const at of result.impossible) expect(possible).not.toContain(at);
    seen.possible += possible.length;
    seen.proven += own.length;
  });
  fc.assert(property, { numRuns, seed: 5 });
  expect(seen.possible).toBeGreaterThan(80);

  return seen.proven / seen.possible;
}

describe("against every possible point of small systems", () => {
  test("what is called proven is possible, and the walk alone finds nearly all of it", () => {
    expect(share(tiny, { seed: 1 })).toBeGreaterThan(0.99);
  });

  test("factors greater than 1 are never taken for 1, and nearly all is found all the same", () => {
    expect(share(weighted, { seed: 1 })).toBeGreaterThan(0.99);
  });

  test("with programs, everything that can be met is proven", () => {
    expect(share(tiny, { seed: 1, programs }, 60)).toBe(1);
    expect(share(weighted, { seed: 1, programs }, 60)).toBe(1);
  });
});

/** Two schools × two grades; all margins are published. */
const square = claimOf(
  [2, 7, 9, 3],
  [
    [1, 1, 0, 0],
    [0, 0, 1, 1],
    [1, 0, 1, 0],
    [0, 1, 0, 1],
  ],
  {
    least: [0, 0, 0, 0],
    most: [Infinity, Infinity, Infinity, Infinity],
    demands: [
      { unknown: 0, width: 2, reach: 5 },
      { unknown: 3, width: 2, reach: 5 },
    ],
  },
);

describe("one exchange", () => {
  test("serves every cell that it changes, both ways and as often as bounds allow", () => {
    const { certificate, counts } = certify(square, { seed: 1 });
    expect(counts).toMatchObject({ demands: 2, walk: 2, unproven: 0, moves: 1, longest: 4 });
    expect(Array.from(moveAt(certificate.moves, 0).unknowns)).toEqual([0, 1, 2, 3]);
    expect(checkCertificate(square, certificate)).toBe(true);
  });

  test("that would need a fraction is not found: 2 × one = 3 × the other moves in threes and twos", () => {
    const of = (most: number): Claim =>
      claimOf([0, 0], [[2, -3]], {
        least: [0, 0],
        most: [most, 9],
        demands: [{ unknown: 0, width: 1, reach: 1 }],
      });
    expect(proven(certify(of(3), { seed: 1 }), of(3))).toEqual([0]);
    expect(proven(certify(of(2), { seed: 1, programs }), of(2))).toEqual([]);
  });

  test("possible for fractions only is reported as that and is no proof", () => {
    const halves = claimOf([0, 1], [[2, 1]], {
      least: [0, 0],
      most: [1, 1],
      demands: [{ unknown: 1, width: 1, reach: 0 }],
    });
    const { certificate, counts } = certify(halves, { seed: 1, programs });
    expect(Array.from(certificate.unproven)).toEqual([0]);
    expect(counts).toMatchObject({ walk: 0, batches: 0, exact: 0, unproven: 1 });
  });
});

describe("going on", () => {
  test("the same seed finds the same", () => {
    fc.assert(
      fc.property(systems(weighted), fc.integer(), (claim, seed) => {
        expect(certify(claim, { seed })).toEqual(certify(claim, { seed }));
      }),
      { numRuns: 50 },
    );
  });

  test("exchanges found before hold when more cells are withheld, under their new numbers", () => {
    const { certificate } = certify(square, { seed: 1 });
    const wider = claimOf(
      [8, 2, 7, 9, 3, 8],
      [
        [1, 1, 1, 0, 0, 0],
        [0, 0, 0, 1, 1, 1],
        [1, 0, 0, 0, 0, 1],
        [0, 1, 0, 1, 0, 0],
        [0, 0, 1, 0, 1, 0],
      ],
      {
        least: [0, 0, 0, 0, 0, 0],
        most: [20, 20, 20, 20, 20, 20],
        demands: square.demands.map((demand) => ({ ...demand, unknown: demand.unknown + 1 })),
      },
    );
    const known = renumber(certificate.moves, Int32Array.of(1, 2, 3, 4));
    const { counts } = certify(wider, { seed: 1, known });
    expect(counts).toMatchObject({ carried: 2, walk: 0, unproven: 0, walks: 0 });
  });

  test("exchanges that step a cell which is published by now, or that do not fit, are left out", () => {
    const { certificate } = certify(square, { seed: 1 });
    expect(renumber(certificate.moves, Int32Array.of(0, 1, -1, 2)).starts).toHaveLength(1);
    const wrong = {
      ...certificate.moves,
      steps: certificate.moves.steps.map((by) => Math.abs(by)),
    };
    const { counts } = certify(square, { seed: 1, known: wrong });
    expect(counts).toMatchObject({ carried: 0, walk: 2, unproven: 0 });
  });

  test("nothing withheld and nothing demanded are proven without any exchange", () => {
    const none = claimOf([], [], { least: [], most: [], demands: [] });
    expect(certify(none, { seed: 1, programs }).counts).toMatchObject({ demands: 0, unproven: 0 });
    const content = { ...square, demands: [{ unknown: 1, width: 0, reach: 7 }] };
    expect(certify(content, { seed: 1 }).counts).toMatchObject({ trivial: 1, moves: 0 });
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Certificate, Claim } from "../../../src/protect/exchange/certificate.ts";
import { certify } from "../../../src/protect/exchange/certify.ts";
import { checkCertificate } from "../../../src/protect/exchange/check-certificate.ts";
import { claimOf, enumerate, systems } from "./systems.ts";

const shape = { unknownsMax: 5, valueMax: 4, factorMax: 3 };

/** One number of one list, changed by a little. */
interface Mutation {
  readonly list: number;
  readonly at: number;
  readonly by: number;
}
const mutations = fc.record({
  list: fc.nat({ max: 7 }),
  at: fc.nat({ max: 200 }),
  by: fc.constantFrom(-1, 1, 2, -3, 1_000_000),
});

function mutate(certificate: Certificate, { list, at, by }: Mutation): Certificate | null {
  const { moves, rises, falls, unproven } = structuredClone(certificate);
  const lists = [
    moves.starts,
    moves.unknowns,
    moves.steps,
    rises.moves,
    rises.times,
    falls.moves,
    falls.times,
    unproven,
  ];
  const own = lists[list];
  if (own === undefined || own.length === 0) return null;
  own[at % own.length] = (own[at % own.length] ?? 0) + by;
  return { moves, rises, falls, unproven };
}

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
    most: [11, 11, 11, 11],
    demands: [
      { unknown: 0, width: 2, reach: 5 },
      { unknown: 1, width: 99, reach: 0 },
    ],
  },
);
/** The first cell three up: 5, 4, 6 and 6. Of the second, a width that nothing has is demanded. */
const sound: Certificate = {
  moves: {
    starts: Int32Array.of(0, 4),
    unknowns: Int32Array.of(0, 1, 2, 3),
    steps: Int32Array.of(1, -1, -1, 1),
  },
  rises: { moves: Int32Array.of(0, -1), times: Int32Array.of(3, 0) },
  falls: { moves: Int32Array.of(-1, -1), times: Int32Array.of(0, 0) },
  unproven: Int32Array.of(1),
};

describe("a certificate", () => {
  test("is accepted when all it claims is so", () => {
    expect(checkCertificate(square, sound)).toBe(true);
  });

  test.each([
    [
      "the exchange adds up to something",
      { moves: { ...sound.moves, steps: Int32Array.of(1, -1, -1, 2) } },
    ],
    [
      "the exchange steps an unknown twice",
      { moves: { ...sound.moves, unknowns: Int32Array.of(0, 1, 1, 3) } },
    ],
    [
      "the exchange steps what is no unknown",
      { moves: { ...sound.moves, unknowns: Int32Array.of(0, 1, 2, 4) } },
    ],
    [
      "the exchange ends beyond its steps",
      { moves: { ...sound.moves, starts: Int32Array.of(0, 5) } },
    ],
    [
      "a value leaves its bounds",
      { rises: { moves: Int32Array.of(0, -1), times: Int32Array.of(8, 0) } },
    ],
    [
      "the value that was demanded is not reached",
      { rises: { moves: Int32Array.of(0, -1), times: Int32Array.of(2, 0) } },
    ],
    [
      "there is no such exchange",
      { rises: { moves: Int32Array.of(1, -1), times: Int32Array.of(3, 0) } },
    ],
    [
      "no exchange is made three times",
      { rises: { moves: Int32Array.of(-1, -1), times: Int32Array.of(3, 0) } },
    ],
    ["a demand has no claim", { falls: { moves: Int32Array.of(-1), times: Int32Array.of(0) } }],
    ["a demand that is not met is not listed", { unproven: new Int32Array(0) }],
    ["a demand that is met is listed", { unproven: Int32Array.of(0, 1) }],
  ])("is refused when %s", (_, change) => {
    expect(checkCertificate(square, { ...sound, ...change })).toBe(false);
  });

  test.each([
    ["breaks an equation", [3, 7, 9, 3]],
    ["has a value too many", [2, 7, 9, 3, 1]],
    ["is no whole number", [2.5, 6.5, 8.5, 3.5]],
    ["is below its bounds", [-1, 10, 12, 0]],
  ])("is refused when the truth %s", (_, truth) => {
    expect(checkCertificate({ ...square, truth: Float64Array.from(truth) }, sound)).toBe(false);
  });
});

describe("a certificate that is changed", () => {
  test("is refused, or what it says is still so", () => {
    let refused = 0;
    fc.assert(
      fc.property(systems(shape), mutations, (claim, mutation) => {
        const { certificate } = certify(claim, { seed: 3 });
        const changed = mutate(certificate, mutation);
        fc.pre(changed !== null);
        if (changed === null || !checkCertificate(claim, changed)) {
          refused += 1;
          return;
        }
        expect(changed.unproven).toEqual(certificate.unproven);
        const ends = enumerate(claim);
        claim.demands.forEach((_, at) => {
          const [most, least] = claimed(claim, changed, at);
          expect(most).toBeLessThanOrEqual(ends[at]?.[1] ?? -1);
          expect(least).toBeGreaterThanOrEqual(ends[at]?.[0] ?? 99);
        });
      }),
      { numRuns: 500, seed: 7 },
    );
    expect(refused).toBeGreaterThan(200);
  });
});

/** Greatest and least value that a certificate claims for a demand; every unknown has the demand of its number. */
function claimed(
  { truth }: Claim,
  { moves, rises, falls }: Certificate,
  at: number,
): readonly [number, number] {
  const after = (move: number, times: number): number => {
    const [start, end] = [moves.starts[move] ?? 0, moves.starts[move + 1] ?? 0];
    const place = move < 0 ? -1 : moves.unknowns.subarray(start, end).indexOf(at);
    return (truth[at] ?? 0) + (place < 0 ? 0 : times * (moves.steps[start + place] ?? 0));
  };
  return [
    after(rises.moves[at] ?? -1, rises.times[at] ?? 0),
    after(falls.moves[at] ?? -1, falls.times[at] ?? 0),
  ];
}

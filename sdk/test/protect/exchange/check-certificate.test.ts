import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Certificate, Claim } from "../../../src/protect/exchange/certificate.ts";
import { certify } from "../../../src/protect/exchange/certify.ts";
import { checkCertificate } from "../../../src/protect/exchange/check-certificate.ts";
import { enumerate, systems } from "./systems.ts";

const shape = { unknownsMax: 5, valueMax: 5, factorMax: 3 };

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
      { numRuns: 1500, seed: 7 },
    );
    expect(refused).toBeGreaterThan(600);
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

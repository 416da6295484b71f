import { describe, expect, test } from "vitest";
import type { Demand } from "../../../src/protect/equations.ts";
import type { Claim } from "../../../src/protect/exchange/certificate.ts";
import { certify } from "../../../src/protect/exchange/certify.ts";
import { checkCertificate } from "../../../src/protect/exchange/check-certificate.ts";
import { generatorOf, draw } from "../../../src/protect/exchange/generator.ts";

/** Schools × grades × sexes × groups by origin; the last place of each dimension is its total. */
const sizes = [24, 6, 2, 5] as const;
/** Groups of fewer are withheld, and each must be able to be so many. */
const contributorsMin = 5;
/** What is withheld in one margin has at least so many, and so can be shared out otherwise. */
const roomMin = 20;
const rows = sizes.reduce((product, size) => product * (size + 1), 1);
const strides = sizes.map((_, axis) =>
  sizes.slice(axis + 1).reduce((product, size) => product * (size + 1), 1),
);

const digitOf = (row: number, axis: number): number =>
  Math.floor(row / (strides[axis] ?? 1)) % ((sizes[axis] ?? 0) + 1);

/** A total and its parts. */
type Margin = readonly [total: number, ...parts: number[]];

const margins: readonly Margin[] = sizes.flatMap((size, axis) =>
  Array.from({ length: rows }, (_, row) => row)
    .filter((row) => digitOf(row, axis) === size)
    .map((row): Margin => {
      const parts = Array.from(
        { length: size },
        (_, at) => row - (size - at) * (strides[axis] ?? 1),
      );
      return [row, ...parts];
    }),
);

/** Most are of the first origin; of each other one there is hardly anybody. */
function countsOf(seed: number): Float64Array {
  const generator = generatorOf(seed);
  const counts = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    if (sizes.some((size, axis) => digitOf(row, axis) === size)) continue;
    const isFirst = digitOf(row, 3) === 0;
    counts[row] = isFirst ? 4 + draw(generator, 30) : Math.max(0, draw(generator, 6) - 1);
  }
  for (const [total, ...parts] of margins) {
    counts[total] = parts.reduce((sum, part) => sum + (counts[part] ?? 0), 0);
  }
  return counts;
}

/** All that is small is withheld, and all that has little room in a margin gets neighbours that are neither small nor large. */
function withheldIn(counts: Float64Array): Uint8Array {
  const withheld = Uint8Array.from(counts, (count) =>
    count > 0 && count < contributorsMin ? 1 : 0,
  );
  for (let isNew = true; isNew;) {
    isNew = false;
    for (const margin of margins) {
      const own = margin.filter((row) => withheld[row] === 1);
      if (own.length === 0 || own.reduce((sum, row) => sum + (counts[row] ?? 0), 0) >= roomMin)
        continue;
      const [next] = margin
        .filter((row) => withheld[row] === 0)
        .toSorted(
          (a, b) => Math.abs((counts[a] ?? 0) - roomMin) - Math.abs((counts[b] ?? 0) - roomMin),
        );
      if (next === undefined) continue;
      withheld[next] = 1;
      isNew = true;
    }
  }
  return withheld;
}

function claimFor(counts: Float64Array, withheld: Uint8Array): Claim {
  const open = Array.from(counts.keys()).filter((row) => withheld[row] === 1);
  const unknownOf = new Map(open.map((row, unknown) => [row, unknown]));
  const terms = margins
    .map((margin) =>
      margin.flatMap((row, at) => {
        const unknown = unknownOf.get(row);
        return unknown === undefined ? [] : [{ unknown, factor: at === 0 ? -1 : 1 }];
      }),
    )
    .filter((own) => own.length > 0);
  const starts = [0];
  for (const own of terms) starts.push((starts.at(-1) ?? 0) + own.length);
  const truth = Float64Array.from(open, (row) => counts[row] ?? 0);
  return {
    truth,
    demands: open.map((_, unknown): Demand => ({ unknown, width: 2, reach: contributorsMin })),
    equations: {
      least: new Float64Array(open.length),
      most: new Float64Array(open.length).fill(Number.POSITIVE_INFINITY),
      starts: Int32Array.from(starts),
      unknowns: Int32Array.from(terms.flat(), ({ unknown }) => unknown),
      factors: Int32Array.from(terms.flat(), ({ factor }) => factor),
      totals: Float64Array.from(terms, (own) =>
        own.reduce((sum, { unknown, factor }) => sum + factor * (truth[unknown] ?? 0), 0),
      ),
    },
  };
}

describe("a sparse table in four dimensions", () => {
  const counts = countsOf(1);
  const claim = claimFor(counts, withheldIn(counts));

  test("is large, and hardly anything of it is shown", () => {
    expect(rows).toBeGreaterThan(3000);
    expect(claim.truth.length).toBeGreaterThan(1500);
  });

  test("is proven by walks alone, but for a few cells in a hundred", () => {
    const { certificate, counts: found } = certify(claim, { seed: 1 });
    expect(checkCertificate(claim, certificate)).toBe(true);
    expect(found.unproven / found.demands).toBeLessThan(0.03);
  });
});

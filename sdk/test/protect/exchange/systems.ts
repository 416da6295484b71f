import fc from "fast-check";
import type { Claim } from "../../../src/protect/exchange/certificate.ts";

/** What `systems` may contain. */
export interface Shape {
  readonly unknownsMax: number;
  /** Greatest value of an unknown. */
  readonly valueMax: number;
  readonly factorMax: number;
}

/** Equations as a reader writes them: the factors of all unknowns, row by row. */
export function claimOf(
  truth: readonly number[],
  rows: readonly (readonly number[])[],
  rest: {
    readonly least: readonly number[];
    readonly most: readonly number[];
    readonly demands: Claim["demands"];
  },
): Claim {
  const terms = rows.map((row) =>
    row.flatMap((factor, unknown) => (factor === 0 ? [] : [{ unknown, factor }])),
  );
  const starts = [0];
  for (const own of terms) starts.push((starts.at(-1) ?? 0) + own.length);
  return {
    truth: Float64Array.from(truth),
    demands: rest.demands,
    equations: {
      least: Float64Array.from(rest.least),
      most: Float64Array.from(rest.most),
      starts: Int32Array.from(starts),
      unknowns: Int32Array.from(terms.flat(), ({ unknown }) => unknown),
      factors: Int32Array.from(terms.flat(), ({ factor }) => factor),
      totals: Float64Array.from(rows, (row) =>
        row.reduce((sum, factor, unknown) => sum + factor * (truth[unknown] ?? 0), 0),
      ),
    },
  };
}

/** Small random systems with a possible point, bounds on both sides and a demand for each unknown. */
export function systems({ unknownsMax, valueMax, factorMax }: Shape): fc.Arbitrary<Claim> {
  const value = fc.nat({ max: valueMax });
  const apart = fc.integer({ min: 1, max: 3 });
  const unknown = fc.tuple(value, value, value, apart, value);
  const factor = fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.constantFrom(1, -1) },
    { weight: factorMax > 1 ? 1 : 0, arbitrary: fc.integer({ min: -factorMax, max: factorMax }) },
  );
  const row = fc.array(factor, { minLength: unknownsMax, maxLength: unknownsMax });
  return fc
    .tuple(
      fc.array(unknown, { minLength: 3, maxLength: unknownsMax }),
      fc.array(row, { minLength: 1, maxLength: 2 }),
    )
    .map(([unknowns, rows]) => {
      const ends = unknowns.map(([one, two, three]) => [one, two, three].toSorted((a, b) => a - b));
      return claimOf(
        ends.map((own) => own[1] ?? 0),
        rows.map((own) => own.slice(0, unknowns.length)),
        {
          least: ends.map((own) => own[0] ?? 0),
          most: ends.map((own) => own[2] ?? 0),
          demands: unknowns.map(([, , , width, reach], at) => ({ unknown: at, width, reach })),
        },
      );
    });
}

/** The slow and obvious way: least and greatest value of each unknown over all possible points. */
export function enumerate({ equations, truth }: Claim): readonly (readonly [number, number])[] {
  const { least, most, starts, unknowns, factors, totals } = equations;
  const seen = Array.from(truth, (value): [number, number] => [value, value]);
  const point = least.slice();
  const isPossible = (): boolean =>
    totals.every((total, equation) => {
      const start = starts[equation] ?? 0;
      const own = unknowns.subarray(start, starts[equation + 1]);
      const parts = own.map((unknown, at) => (factors[start + at] ?? 0) * (point[unknown] ?? 0));
      return parts.reduce((sum, part) => sum + part, 0) === total;
    });
  const visit = (at: number): void => {
    if (at === point.length) {
      if (!isPossible()) return;
      seen.forEach((ends, unknown) => {
        ends[0] = Math.min(ends[0], point[unknown] ?? 0);
        ends[1] = Math.max(ends[1], point[unknown] ?? 0);
      });
      return;
    }
    for (let value = least[at] ?? 0; value <= (most[at] ?? 0); value += 1) {
      point[at] = value;
      visit(at + 1);
    }
  };
  visit(0);
  return seen;
}

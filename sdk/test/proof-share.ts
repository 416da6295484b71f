/**
 * How many cases a property takes: all of them where proofs are asked for (`npm run prove`), a
 * quarter of them with every test run, which is made anew each time.
 */
export function casesOf(proof: number): number {
  return process.env["EDUFED_PROVE"] === undefined ? Math.ceil(proof / 4) : proof;
}

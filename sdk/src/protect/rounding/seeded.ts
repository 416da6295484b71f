/**
 * A generator for searches, not for secrets: Marsaglia's xorshift with 32 bits of state. Equal seeds
 * give equal numbers on every machine.
 */
export function seededDraws(seed: number): (below: number) => number {
  // Knuth's multiplier spreads neighbouring seeds; the state must not be 0.
  let state = Math.imul(seed + 1, 2_654_435_761) | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** State of a generator of whole numbers; the same seed gives the same numbers on every machine. */
export interface Generator {
  state: number;
}

/** A generator from a seed (Marsaglia 2003, xorshift with 32 bits). */
export function generatorOf(seed: number): Generator {
  const mixed = Math.imul((seed | 0) ^ 0x9e3779b9, 0x85ebca6b) | 0;
  return { state: mixed === 0 ? 1 : mixed };
}

/** The next number, 0 ≤ number < `below`; `below` is at most 2^24, so that its bias is of no account. */
export function draw(generator: Generator, below: number): number {
  let state = generator.state;
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  generator.state = state;
  // Exact: both factors together have fewer bits than a number holds, or are rounded alike everywhere.
  return Math.floor(((state >>> 0) / 2 ** 32) * below);
}

/**
 * Rounds counts up or down so that each goes up with the probability that keeps its mean: rest ÷
 * base. Neighbours are drawn against each other (the pivotal method, Deville and Tillé 1998), so sums
 * over stretches of the order stay near the truth and every single count stays unbiased. Exact: all
 * probabilities are fractions of whole numbers.
 */
export function roundUnbiased(
  rests: Int32Array,
  base: number,
  draw: (below: number) => number,
): Uint8Array {
  const up = new Uint8Array(rests.length);
  // The one count that is still open, and how near it has come to going up.
  let [open, weight] = [-1, 0];
  rests.forEach((rest, count) => {
    if (weight === 0) {
      [open, weight] = [count, rest];
      return;
    }
    const sum = weight + rest;
    if (sum <= base) {
      // One of the two goes down; the other takes over its chances.
      if (draw(sum) < rest) open = count;
      weight = sum;
    } else {
      // One of the two goes up; the other keeps what is left.
      const isOpenUp = draw(2 * base - sum) < base - rest;
      up[isOpenUp ? open : count] = 1;
      if (isOpenUp) open = count;
      weight = sum - base;
    }
    if (weight < base) return;
    up[open] = 1;
    weight = 0;
  });
  if (weight > 0 && draw(base) < weight) up[open] = 1;
  return up;
}

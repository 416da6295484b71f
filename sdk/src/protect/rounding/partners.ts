import type { SmallCounts } from "./small-counts.ts";

/** Another count of a narrow figure of this one; the count itself when there is none. */
export type PartnerOf = (count: number, draw: (below: number) => number) => number;

/** Figures with more parts than this are no place to look for partners: an exchange there helps little. */
const partnersMax = 64;

/** Draws counts that share a figure. */
export function partnersOf(counts: SmallCounts): PartnerOf {
  const { starts, figures } = counts;
  const { firsts, members } = membersOf(counts);
  return (count, draw) => {
    const start = starts[count] ?? 0;
    const figure = figures[start + draw((starts[count + 1] ?? 0) - start)] ?? 0;
    const first = firsts[figure] ?? 0;
    const size = (firsts[figure + 1] ?? 0) - first;
    return size === 0 ? count : (members[first + draw(size)] ?? count);
  };
}

/** Figure → its counts, from `firsts` of the figure to that of the next; wide figures have none listed. */
function membersOf(counts: SmallCounts): {
  readonly firsts: Int32Array;
  readonly members: Int32Array;
} {
  const { rests, starts, figures } = counts;
  const firsts = firstsOf(counts);
  const next = firsts.slice();
  const members = new Int32Array(firsts.at(-1) ?? 0);
  for (let count = 0; count < rests.length; count += 1) {
    const end = starts[count + 1] ?? 0;
    for (let place = starts[count] ?? 0; place < end; place += 1) {
      const figure = figures[place] ?? 0;
      const free = next[figure] ?? 0;
      if (free === firsts[figure + 1]) continue;
      members[free] = count;
      next[figure] = free + 1;
    }
  }
  return { firsts, members };
}

function firstsOf({ figures, before }: SmallCounts): Int32Array {
  const firsts = new Int32Array(before.length + 1);
  for (let place = 0; place < figures.length; place += 1) {
    const after = (figures[place] ?? 0) + 1;
    firsts[after] = (firsts[after] ?? 0) + 1;
  }
  let sum = 0;
  firsts.forEach((size, figure) => {
    sum += size > partnersMax ? 0 : size;
    firsts[figure] = sum;
  });
  return firsts;
}

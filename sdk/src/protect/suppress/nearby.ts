import type { CoverOptions } from "./secrets.ts";

/** Shown cells of one margin that take part: the cheapest. */
const shownMax = 12;
/** Withheld cells of one margin that take part. */
const withheldMax = 60;

/**
 * The rows around one that can be or are withheld, the nearest first, at most so many: its margins'
 * totals, their withheld parts and the cheapest of their shown ones, then theirs in turn.
 */
export function nearby(
  options: CoverOptions,
  withheld: Uint8Array,
  start: number,
  size: number,
): readonly number[] {
  const { layout } = options;
  const rows = [start];
  const seen = new Set(rows);
  const margins = new Set<number>();
  for (let at = 0; at < rows.length && rows.length < size; at += 1) {
    const row = rows[at] ?? -1;
    const own = layout.marginsOf.subarray(layout.marginStarts[row], layout.marginStarts[row + 1]);
    for (const margin of own) {
      if (margins.has(margin)) continue;
      margins.add(margin);
      for (const one of membersOf(options, withheld, margin)) {
        if (seen.has(one) || rows.length >= size) continue;
        seen.add(one);
        rows.push(one);
      }
    }
  }
  return rows;
}

function membersOf(
  { layout, fixed, cost, amounts }: CoverOptions,
  withheld: Uint8Array,
  margin: number,
): readonly number[] {
  const { starts, parts, totals, ownRows } = layout;
  const total = totals[margin] ?? -1;
  const own = parts.subarray(starts[margin], starts[margin + 1]);
  const isOpen = (row: number): boolean => row >= ownRows || withheld[row] === 1;
  const hidden: number[] = [];
  const shown: number[] = [];
  for (const row of own) {
    if (isOpen(row)) hidden.push(row);
    else if (fixed[row] !== 1) shown.push(row);
  }
  const least = (row: number): number =>
    amounts.reduce((before, { of }) => Math.min(before, of[row] ?? 0), Infinity);
  // Of equally cheap cells those that can give way most.
  const cheapest = shown
    .toSorted((a, b) => (cost[a] ?? 0) - (cost[b] ?? 0) || least(b) - least(a) || a - b)
    .slice(0, shownMax);
  const wider = isOpen(total) || fixed[total] !== 1 ? [total] : [];
  return [...hidden.slice(0, withheldMax), ...wider, ...cheapest];
}

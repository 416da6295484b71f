import type { Axis, Layout } from "./layout.ts";

/** Rows with their wider cells. */
export interface Placed {
  readonly axes: readonly Axis[];
  readonly count: number;
  /** Row × axis → the row of the wider cell, −1 where there is none. */
  readonly wider: Int32Array;
  /** Levels below a row's code along one axis. */
  readonly height: (row: number, at: number) => number;
}

/** One margin for every row and axis whose code has parts. */
export function marginsIn(
  rows: Placed,
): Pick<Layout, "totals" | "starts" | "parts" | "marginStarts" | "marginsOf"> {
  const width = rows.axes.length;
  const places = rows.count * width;
  const marginAt = new Int32Array(places).fill(-1);
  const totals: number[] = [];
  for (let place = 0; place < places; place += 1) {
    const row = Math.floor(place / width);
    if (rows.height(row, place % width) > 0) marginAt[place] = totals.push(row) - 1;
  }
  const memberships = membershipsIn(rows, marginAt);
  const parts = grouped(memberships.margins, memberships.rows, totals.length);
  const margins = grouped(
    joined(memberships.rows, Int32Array.from(totals)),
    joined(memberships.margins, Int32Array.from(totals.keys())),
    rows.count,
  );
  return {
    totals: Int32Array.from(totals),
    starts: parts.starts,
    parts: parts.items,
    marginStarts: margins.starts,
    marginsOf: margins.items,
  };
}

/** Which rows are parts of which margins, in the order of the rows. */
function membershipsIn(
  rows: Placed,
  marginAt: Int32Array,
): { rows: Int32Array; margins: Int32Array } {
  const width = rows.axes.length;
  const parts = new Int32Array(marginAt.length);
  const margins = new Int32Array(marginAt.length);
  let count = 0;
  for (let place = 0; place < marginAt.length; place += 1) {
    const wider = rows.wider[place] ?? -1;
    if (wider < 0) continue;
    parts[count] = Math.floor(place / width);
    margins[count] = marginAt[wider * width + (place % width)] ?? -1;
    count += 1;
  }
  return { rows: parts.subarray(0, count), margins: margins.subarray(0, count) };
}

function joined(one: Int32Array, other: Int32Array): Int32Array {
  const both = new Int32Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** Items by their group, in their order: where each group starts, one longer than there are groups. */
function grouped(
  groups: Int32Array,
  items: Int32Array,
  count: number,
): { starts: Int32Array; items: Int32Array } {
  const starts = new Int32Array(count + 1);
  for (const group of groups) starts[group + 1] = (starts[group + 1] ?? 0) + 1;
  for (let group = 0; group < count; group += 1) {
    starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  }
  const next = starts.slice();
  const sorted = new Int32Array(items.length);
  groups.forEach((group, at) => {
    const place = next[group] ?? 0;
    sorted[place] = items[at] ?? 0;
    next[group] = place + 1;
  });
  return { starts, items: sorted };
}

import type { Figures } from "./figures.ts";
import type { Layout } from "./layout.ts";
import type { NamedMargin, NamedNumber } from "./reason.ts";
import { numberAt } from "./number-at.ts";

/** Numbers of one margin that are worth a name of their own. */
const partsMin = 3;

/** Parts of wider cells among some numbers, the most numerous first, and the numbers that are left. */
export function namedMargins(
  numbers: readonly NamedNumber[],
  figures: Figures,
): { readonly margins: readonly NamedMargin[]; readonly rest: readonly NamedNumber[] } {
  const margins: NamedMargin[] = [];
  let rest = numbers;
  for (;;) {
    const best = mostIn(rest, figures);
    if (best === null) return { margins, rest };
    const { members, whole, ...margin } = best;
    const total = rest.find((own) => isAt(own, margin, whole, figures));
    const taken = new Set(total === undefined ? members : [...members, total]);
    rest = rest.filter((own) => !taken.has(own));
    const shown = shownParts(margin, whole, figures);
    margins.push({
      ...margin,
      parts: members.length,
      isAll: members.length === shown,
      hasTotal: total !== undefined,
    });
  }
}

type Margin = Pick<NamedMargin, "table" | "part" | "isOne" | "codes" | "by">;

interface Found extends Margin {
  readonly members: readonly NamedNumber[];
  /** Place of the wider cell. */
  readonly whole: Int32Array;
}

/** The margin that most of the numbers are parts of. */
function mostIn(numbers: readonly NamedNumber[], { tables }: Figures): Found | null {
  const found = new Map<string, Found & { readonly members: NamedNumber[] }>();
  for (const number of numbers) {
    const { table, part, row, codes, isOne } = number;
    const layout = tables[table]?.layout;
    if (layout === undefined) continue;
    layout.axes.forEach(({ id, codes: names, parents }, at) => {
      const whole = tupleOf(layout, row);
      const parent = numberAt(parents, numberAt(whole, at));
      if (parent < 0) return;
      whole[at] = parent;
      const key = JSON.stringify([table, part, at, ...whole]);
      const wider = { ...codes, [id]: names[parent] ?? "" };
      const margin = { table, part, ...(isOne === true ? { isOne } : {}), codes: wider, by: id };
      const own = found.get(key) ?? { ...margin, whole, members: [] };
      found.set(key, own);
      own.members.push(number);
    });
  }
  let best: Found | null = null;
  for (const own of found.values()) {
    if (own.members.length > (best?.members.length ?? partsMin - 1)) best = own;
  }
  return best;
}

function tupleOf(layout: Layout, row: number): Int32Array {
  const tuple = new Int32Array(layout.axes.length);
  layout.places.read(numberAt(layout.placeOf, row), tuple);
  return tuple;
}

function isAt(
  { table, part, row }: NamedNumber,
  margin: Margin,
  whole: Int32Array,
  { tables }: Figures,
): boolean {
  const layout = tables[table]?.layout;
  if (layout === undefined || table !== margin.table || part !== margin.part) return false;
  return tupleOf(layout, row).every((code, at) => code === whole[at]);
}

/** How many parts of a wider cell readers have true numbers of. */
function shownParts(
  { table, part, by }: Margin,
  whole: Int32Array,
  { tables, values }: Figures,
): number {
  const own = tables[table];
  const at = own?.layout.axes.findIndex(({ id }) => id === by) ?? -1;
  const axis = own?.layout.axes[at];
  if (own === undefined || axis === undefined) return 0;
  let shown = 0;
  axis.parents.forEach((parent, code) => {
    if (parent !== whole[at]) return;
    const place = own.layout.places.find(whole.with(at, code));
    if (place < 0) return;
    if (!Number.isNaN(values[numberAt(own.figures[part], place)] ?? Number.NaN)) shown += 1;
  });
  return shown;
}

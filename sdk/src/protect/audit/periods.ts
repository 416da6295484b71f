import type { Figures } from "./figures.ts";

/** One quantity of one place in two periods that follow each other. */
export interface Following {
  readonly now: number;
  readonly before: number;
}

/** The pairs of figures that count the same in periods that follow each other. */
export function followingPeriods(figures: Figures): readonly Following[] {
  const { groupOf, placeOf } = figures;
  const before = earlierGroups(figures);
  if (before.size === 0) return [];
  const figureAt = new Map<string, number>();
  groupOf.forEach((group, figure) => figureAt.set(`${group} ${placeOf[figure]}`, figure));
  return [...groupOf].flatMap((group, now) => {
    const earlier = before.get(group);
    const other = earlier === undefined ? undefined : figureAt.get(`${earlier} ${placeOf[now]}`);
    return other === undefined ? [] : [{ now, before: other }];
  });
}

/** Group of a counted quantity → its group of the period before. */
function earlierGroups(figures: Figures): ReadonlyMap<number, number> {
  const { groups } = figures;
  const before = new Map<number, number>();
  const counted = countedGroups(figures);
  const order = groups
    .map((_, at) => at)
    .toSorted((a, b) => (isEarlier(groups[a], groups[b]) ? -1 : 1));
  order.forEach((group, at) => {
    const earlier = order[at - 1];
    if (earlier === undefined || groups[earlier]?.hash !== groups[group]?.hash) return;
    if (counted.has(group) && counted.has(earlier)) before.set(group, earlier);
  });
  return before;
}

/** Groups that are counts in every table that shows them: only of those is said how they change. */
function countedGroups({ tables, groupOf }: Figures): ReadonlySet<number> {
  const counts = new Map<number, boolean>();
  for (const { shown, figures } of tables) {
    for (const part of ["num", "den"] as const) {
      const group = groupOf[figures[part][0] ?? -1];
      if (group === undefined) continue;
      const isCount = shown.measures?.[part] === "count";
      counts.set(group, isCount && (counts.get(group) ?? true));
    }
  }
  return new Set([...counts].flatMap(([group, isCount]) => (isCount ? [group] : [])));
}

function isEarlier(
  one: Figures["groups"][number] | undefined,
  other: Figures["groups"][number] | undefined,
): boolean {
  if (one === undefined || other === undefined) return false;
  return one.hash === other.hash ? one.when < other.when : one.hash < other.hash;
}

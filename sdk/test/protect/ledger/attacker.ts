import type { ObservationTable } from "../../../src/publication.ts";

/** A small group that the attacker found: in words, never in numbers. */
export type Find = string;

/**
 * An attacker who knows publications and nothing of how they were made. Per moment, all numbers and
 * equations of all publications; unknown numbers are narrowed until nothing moves (interval
 * arithmetic over the equations); what is known of one place at two moments is subtracted.
 */
export interface View {
  readonly moment: string;
  readonly period: string;
  /** Quantity and place → what it may be. */
  readonly ends: ReadonlyMap<string, readonly [least: number, most: number]>;
  /** Quantity and place of every number that is somewhere withheld and nowhere shown. */
  readonly withheld: readonly string[];
  readonly sums: readonly Sum[];
  /** Numerator and denominator of every cell. */
  readonly pairs: readonly (readonly [num: string, den: string])[];
}

interface Sum {
  readonly total: string;
  readonly parts: readonly string[];
}

/** What the publications of each moment say. */
export function viewsOf(tables: readonly ObservationTable[]): readonly View[] {
  const moments = Map.groupBy(
    tables,
    ({ description: { period, asOf } }) => `${period} ${asOf ?? ""}`,
  );
  return Array.from(moments, ([moment, own]) => ({
    moment,
    period: own[0]?.description.period ?? "",
    ...viewOf(own),
  }));
}

function viewOf(tables: readonly ObservationTable[]): Omit<View, "moment" | "period"> {
  const ends = new Map<string, readonly [number, number]>();
  const withheld: string[] = [];
  const shown = new Set<string>();
  const sums: Sum[] = [];
  const pairs: (readonly [num: string, den: string])[] = [];
  for (const table of tables) {
    const { quantity } = table.description;
    const somebody = table.report.policy.zeros === "eligible" ? 0 : 1;
    for (const { codes, num, den } of table.observations) {
      const place = placeName(table, codes);
      const names = [`${quantity.num} ${place}`, `${quantity.den} ${place}`] as const;
      pairs.push(names);
      for (const [name, value] of [[names[0], num] as const, [names[1], den] as const]) {
        if (value !== null) {
          shown.add(name);
          ends.set(name, [value, value]);
        } else {
          withheld.push(name);
          if (!ends.has(name)) ends.set(name, [name === names[1] ? somebody : 0, Infinity]);
        }
      }
    }
    for (const hash of [quantity.num, quantity.den]) sums.push(...sumsOf(table, hash));
  }
  narrow(ends, sums, pairs);
  return { ends, withheld: withheld.filter((name) => !shown.has(name)), sums, pairs };
}

/** Codes that are not the whole, by the family of their dimension. */
function placeName(table: ObservationTable, codes: Readonly<Record<string, string>>): string {
  return table.description.dimensions
    .filter(({ id }) => codes[id] !== "_T")
    .map(({ id, family }) => `${family ?? id}=${codes[id] ?? ""}`)
    .toSorted()
    .join(",");
}

function sumsOf(table: ObservationTable, hash: string): readonly Sum[] {
  const { description, observations } = table;
  return description.dimensions.flatMap(({ id, codes }) => {
    const parents = new Map(codes.map(({ code, parent }) => [code, parent]));
    const parts = new Map<string, string[]>();
    for (const { codes: own } of observations) {
      const parent = parents.get(own[id] ?? "") ?? null;
      if (parent === null) continue;
      const total = `${hash} ${placeName(table, { ...own, [id]: parent })}`;
      parts.set(total, [...(parts.get(total) ?? []), `${hash} ${placeName(table, own)}`]);
    }
    return Array.from(parts, ([total, list]) => ({ total, parts: list }));
  });
}

/** Least and greatest values, narrowed by every sum and by numerators that fit their denominators. */
function narrow(
  ends: Map<string, readonly [number, number]>,
  sums: readonly Sum[],
  pairs: readonly (readonly [string, string])[],
): void {
  const at = (name: string): readonly [number, number] => ends.get(name) ?? [0, Infinity];
  let moved = true;
  const set = (name: string, least: number, most: number): void => {
    const [low, high] = at(name);
    if (least <= low && most >= high) return;
    ends.set(name, [Math.max(low, least), Math.min(high, most)]);
    moved = true;
  };
  for (let round = 0; moved && round < 60; round += 1) {
    moved = false;
    for (const { total, parts } of sums) {
      const least = parts.reduce((sum, part) => sum + at(part)[0], 0);
      const most = parts.reduce((sum, part) => sum + at(part)[1], 0);
      set(total, least, most);
      for (const part of parts) {
        const [low, high] = at(part);
        const otherMost = most === Infinity ? sumMost(parts, part, at) : most - high;
        set(part, at(total)[0] - otherMost, at(total)[1] - (least - low));
      }
    }
    for (const [num, den] of pairs) {
      set(num, 0, at(den)[1]);
      set(den, at(num)[0], Infinity);
    }
  }
}

function sumMost(
  parts: readonly string[],
  without: string,
  at: (name: string) => readonly [number, number],
): number {
  return parts.reduce((sum, part) => (part === without ? sum : sum + at(part)[1]), 0);
}

/** Withheld numbers that are known more closely than a policy allows, per moment. */
export function narrowed(
  views: readonly View[],
  { widthMin, den, contributorsMin }: { widthMin: number; den: string; contributorsMin: number },
): readonly Find[] {
  return views.flatMap(({ moment, ends, withheld }) =>
    withheld.flatMap((name) => {
      const [least, most] = ends.get(name) ?? [0, Infinity];
      const isNarrow =
        most - least < widthMin || (name.startsWith(`${den} `) && most < contributorsMin);
      return isNarrow ? [`${moment}: ${name}`] : [];
    }),
  );
}

/** What an attacker takes for the same people in another school year, and how much they change. */
export interface Cohorts {
  /** The name of a place a school year later; undefined where nobody knows who is there then. */
  readonly next: (name: string) => string | undefined;
  readonly changeMax: number;
}

/**
 * The same views, narrowed by what is known of the same people a school year earlier and later. Views
 * follow each other, one a school year.
 */
export function overYears(views: readonly View[], { next, changeMax }: Cohorts): readonly View[] {
  const linked = views.map((view) => ({ ...view, ends: new Map(view.ends) }));
  for (let round = 0; round < 2 * views.length; round += 1) {
    linked.slice(1).forEach((after, at) => {
      const before = linked[at];
      if (before === undefined) return;
      for (const [name, [low, high]] of before.ends) {
        const later = next(name);
        const known = later === undefined ? undefined : after.ends.get(later);
        if (later === undefined || known === undefined) continue;
        const [least, most] = known;
        after.ends.set(later, [Math.max(least, low - changeMax), Math.min(most, high + changeMax)]);
        before.ends.set(name, [Math.max(low, least - changeMax), Math.min(high, most + changeMax)]);
      }
    });
    for (const { ends, sums, pairs } of linked) narrow(ends, sums, pairs);
  }
  return linked;
}

/**
 * Changes of a denominator between two moments of a school year that are a small group: of a place
 * whose number is known at both, and of the parts of a sum that are not known, together.
 */
export function smallGroups(
  views: readonly View[],
  { den, contributorsMin }: { den: string; contributorsMin: number },
): readonly Find[] {
  const isSmall = (change: number | undefined): boolean =>
    change !== undefined && change !== 0 && Math.abs(change) < contributorsMin;
  return views.flatMap((after, index) =>
    views.slice(0, index).flatMap((before) => {
      if (after.period !== before.period) return [];
      const change = (name: string): number | undefined => {
        const [now, then] = [exactly(after, name), exactly(before, name)];
        return now === undefined || then === undefined ? undefined : now - then;
      };
      const names = [...after.ends.keys()].filter((name) => name.startsWith(`${den} `));
      const single = names.filter((name) => isSmall(change(name)));
      const together = after.sums
        .filter(({ total }) => total.startsWith(`${den} `))
        .filter(({ total, parts }) => {
          const known = parts.filter((part) => exactly(after, part) !== undefined);
          if (known.length === parts.length) return false;
          const changes = [total, ...known].map(change);
          if (changes.includes(undefined)) return false;
          return isSmall(
            changes.reduce<number>(
              (rest, one, place) => (place === 0 ? (one ?? 0) : rest - (one ?? 0)),
              0,
            ),
          );
        })
        .map(({ total }) => `parts of ${total}`);
      return [...single, ...together].map((name) => `${before.moment} → ${after.moment}: ${name}`);
    }),
  );
}

function exactly({ ends }: View, name: string): number | undefined {
  const [least, most] = ends.get(name) ?? [0, Infinity];
  return least === most ? least : undefined;
}

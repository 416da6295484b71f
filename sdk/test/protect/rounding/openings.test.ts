import { describe, expect, test } from "vitest";
import { midpoint } from "../../../src/protect/rounding/midpoint.ts";
import { openingsOf } from "../../../src/protect/rounding/openings.ts";
import type { RoundingKnowledge } from "../../../src/protect/rounding/openings.ts";
import { tableOf, flat } from "../tables.ts";

type Pair = readonly [num: number, den: number];

/** Every number that a count may be shown as. */
function shownAs(count: number, { rule, base }: RoundingKnowledge): readonly number[] {
  if (rule === "midpoint") return [midpoint(count, base)];
  return count > 0 && count < base ? [0, base] : [count];
}

/** Every pair of a numerator and denominator that may be shown as this pair. */
function originalsOf([num, den]: Pair, knowledge: RoundingKnowledge): readonly Pair[] {
  const all = Array.from({ length: 41 }, (_, whole) => whole).flatMap((whole) =>
    Array.from({ length: whole + 1 }, (_, top): Pair => [top, whole]),
  );
  return all.filter(([top, whole]) => {
    if (knowledge.zeros === "published" && whole === 0) return false;
    if (!shownAs(top, knowledge).includes(num)) return false;
    return knowledge.rule === "midpoint"
      ? shownAs(whole, knowledge).includes(den)
      : shownAs(whole - top, knowledge).includes(den - num);
  });
}

const pairs: readonly Pair[] = [
  [0, 0],
  [0, 5],
  [5, 5],
  [5, 10],
  [0, 7],
  [7, 7],
  [6, 12],
  [5, 14],
];
const bands: readonly Pair[] = [
  [0, 3],
  [3, 3],
  [3, 9],
  [9, 9],
  [3, 15],
  [9, 15],
];
const knowledges: readonly { knowledge: RoundingKnowledge; shown: readonly Pair[] }[] = [
  { knowledge: { rule: "nearest", base: 5, zeros: "eligible" }, shown: pairs },
  { knowledge: { rule: "unbiased", base: 5, zeros: "published" }, shown: pairs },
  { knowledge: { rule: "midpoint", base: 6, zeros: "eligible" }, shown: bands },
];

describe.each(knowledges)("$knowledge.rule, zeros $knowledge.zeros", ({ knowledge, shown }) => {
  test("an inner cell is as open as the list of all originals", () => {
    for (const pair of shown) {
      const all = originalsOf(pair, knowledge);
      expect(all.length).toBeGreaterThan(0);
      const { num, rest, den } = openingsOf(published([pair]), knowledge);
      const values = {
        num: all.map(([top]) => top),
        rest: all.map(([top, whole]) => whole - top),
        den: all.map(([, whole]) => whole),
      };
      for (const [side, opening] of Object.entries({ num, rest, den })) {
        const own = Object.entries(values).find(([name]) => name === side)?.[1] ?? [];
        expect([opening.least[0], opening.most[0]]).toEqual([Math.min(...own), Math.max(...own)]);
      }
    }
  });

  test("a margin is as open as its parts together", () => {
    for (const first of shown) {
      for (const second of shown) {
        const table = published([first, second]);
        const { num } = openingsOf(table, knowledge);
        const total = table.observations.findIndex(({ codes }) => codes["SEX"] === "_T");
        const [one, other] = [first, second].map((pair) =>
          originalsOf(pair, knowledge).map(([top]) => top),
        );
        const sums = (one ?? []).flatMap((a) => (other ?? []).map((b) => a + b));
        expect([num.least[total], num.most[total]]).toEqual([Math.min(...sums), Math.max(...sums)]);
      }
    }
  });
});

test("the two sides of a ratio are open each for itself", () => {
  const { description, observations } = published([[0, 5]]);
  const ratio = { description: { ...description, kind: "ratio" as const }, observations };
  const { num, den } = openingsOf(ratio, { rule: "nearest", base: 5, zeros: "eligible" });
  expect([num.least[0], num.most[0], den.least[0], den.most[0]]).toEqual([0, 4, 1, 5]);
});

test("a row without numbers has no upper end", () => {
  const { description, observations } = published([
    [5, 10],
    [0, 5],
  ]);
  const without = observations.map((row) => ({ ...row, num: null, den: null }));
  const openings = openingsOf(
    { description, observations: without },
    { rule: "nearest", base: 5, zeros: "eligible" },
  );
  expect([...openings.num.most]).toEqual(without.map(() => Number.POSITIVE_INFINITY));
});

function published(inner: readonly Pair[]): Parameters<typeof openingsOf>[0] {
  const codes = ["F", "M"].slice(0, inner.length);
  const table = tableOf(
    [flat("SEX", ...codes)],
    inner.map(([num, den], place) => [[codes[place] ?? ""], num, den]),
  );
  return { description: table.description, observations: table.cells };
}

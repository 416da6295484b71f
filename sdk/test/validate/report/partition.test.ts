import { expect, test } from "vitest";
import type { Amount } from "../../../src/validate/report/amount.ts";
import { remainder, roughly } from "../../../src/validate/report/amount.ts";
import { partition } from "../../../src/validate/report/partition.ts";
import vectors from "./partition-vectors.json" with { type: "json" };

test.each(vectors)("$description", ({ groups, groupMin, expected }) => {
  expect(told(groups, groupMin)).toEqual(expected);
});

test("what is a finding is counted exactly, and helps nobody to work out the rest", () => {
  const groups = [
    { name: "few", count: 3 },
    { name: "many", count: 80 },
    { name: "absent", count: 2, isTold: true },
  ];
  expect([...partition(groups, 10).values()].map(written)).toEqual(["few", "about 78", "2"]);
});

/**
 * The strongest reader: knows the total, the rule by which groups are told, and everything that is
 * told. All tables that look alike are put together, and a small group must still be able to have
 * five sizes.
 */
test.each([
  { groups: 2, most: 60 },
  { groups: 3, most: 44 },
])("no small group of $groups can be worked out by someone who knows how it is hidden", (all) => {
  const alike = Map.groupBy(tables(all.groups, all.most), (sizes) =>
    JSON.stringify([sum(sizes), told(sizes, 10)]),
  );
  const worked: string[] = [];
  let hidden = 0;
  for (const [key, candidates] of alike) {
    for (const [index, text] of told(candidates[0] ?? [], 10).entries()) {
      if (text !== "few") continue;
      hidden += 1;
      const possible = new Set(candidates.map((sizes) => sizes[index]));
      if (possible.size < 5) worked.push(key);
    }
  }
  expect(worked).toEqual([]);
  expect(hidden).toBeGreaterThan(50);
});

test.each([
  [0, 500, "0"],
  [500, 500, "500"],
  [9, 500, "few"],
  [10, 500, "about 20"],
  [499, 500, "about 500"],
  [123_456, 200_000, "about 120000"],
])("%i of %i records to which a rule applies are told as %s", (count, whole, expected) => {
  expect(written(roughly(count, whole))).toBe(expected);
});

test("the rest of a whole is as exact as the part that is told", () => {
  expect(written(remainder(100, { kind: "exact", count: 40 }))).toBe("60");
  expect(written(remainder(100, { kind: "about", count: 40 }))).toBe("about 60");
  expect(written(remainder(100, { kind: "few", below: 10 }))).toBe("about 95");
  expect(written(remainder(100, { kind: "withheld" }))).toBe("withheld");
});

function told(sizes: readonly number[], groupMin: number): readonly string[] {
  const groups = sizes.map((count, index) => ({ name: String(index), count }));
  return [...partition(groups, groupMin).values()].map(written);
}

function written(amount: Amount): string {
  if (amount.kind === "exact") return String(amount.count);
  return amount.kind === "about" ? `about ${amount.count}` : amount.kind;
}

function tables(groups: number, most: number): readonly (readonly number[])[] {
  if (groups === 0) return [[]];
  return tables(groups - 1, most).flatMap((sizes) =>
    Array.from({ length: most - sum(sizes) + 1 }, (_, count) => [...sizes, count]),
  );
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}

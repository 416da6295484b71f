import type { TableDimension } from "../../cells.ts";
import { totalOf } from "../margins.ts";
import { isUnknown } from "./shown.ts";
import type { Shown } from "./shown.ts";

/**
 * Why some publications cannot be judged together: what connects them is not in the tables. Empty
 * when every connection is known.
 */
export function unprovableLinks(tables: readonly Shown[]): readonly string[] {
  const groups = new Map<string, Set<Shown>>();
  for (const table of tables) {
    const { quantity, period } = table.description;
    for (const hash of [quantity.num, quantity.den]) {
      const key = `${period} ${hash}`;
      groups.set(key, (groups.get(key) ?? new Set()).add(table));
    }
  }
  const reasons = [...groups.values()]
    .map((group) => [...group])
    .filter((group) => group.some(({ observations }) => observations.some(isUnknown)))
    .flatMap((group) => [...unknownNesting(group), ...hiddenCross(group)]);
  return [...new Set(reasons)];
}

/** Two dimensions that cut the same thing are nested; without each other's codes nobody knows how. */
function unknownNesting(tables: readonly Shown[]): readonly string[] {
  const dimensions = tables.flatMap(({ description }) => description.dimensions);
  return dimensions.flatMap((one, index) =>
    dimensions.slice(index + 1).flatMap((other) => {
      if (familyOf(one) !== familyOf(other) || isWithin(one, other) || isWithin(other, one)) return [];
      return [
        one.id === other.id
          ? `tables by ${one.id} with different codes`
          : `tables by ${one.id} and by ${other.id}, which cut the same thing at different levels`,
      ];
    }),
  );
}

function isWithin(part: TableDimension, whole: TableDimension): boolean {
  const codes = new Set(whole.codes.map(({ code }) => code));
  const total = totalOf(part);
  return part.codes.every(({ code }) => code === total || codes.has(code));
}

function familyOf(dimension: TableDimension): string {
  return dimension.family ?? dimension.id;
}

/**
 * Tables that share dimensions in a circle (SEX × GRADE, GRADE × AREA, AREA × SEX) bound each other
 * through the cross of all of them, which is in none of them. Without a circle every set of tables
 * that agrees on its shared margins has such a cross, so the equations of the tables are all there is.
 * Graham's reduction finds out; see Beeri, Fagin, Maier, Yannakakis 1983, doi:10.1145/2402.322389.
 */
function hiddenCross(tables: readonly Shown[]): readonly string[] {
  let edges = tables.map(({ description }) => new Set(description.dimensions.map(familyOf)));
  for (let before = -1; before !== sizeOf(edges); ) {
    before = sizeOf(edges);
    edges = edges.map(
      (edge, own) =>
        new Set([...edge].filter((family) => edges.some((other, at) => at !== own && other.has(family)))),
    );
    edges = edges.filter(
      (edge, own) =>
        !edges.some(
          (other, at) =>
            at !== own && [...edge].every((family) => other.has(family)) && (edge.size < other.size || at < own),
        ),
    );
  }
  const left = [...new Set(edges.flatMap((edge) => [...edge]))];
  return edges.length > 1 ? [`tables that cross ${left.join(", ")} in pairs but never all at once`] : [];
}

function sizeOf(edges: readonly ReadonlySet<string>[]): number {
  return edges.reduce((sum, edge) => sum + edge.size + 1, 0);
}

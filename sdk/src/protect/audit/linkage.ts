import type { TableDimension } from "../../cells.ts";
import { familiesOf, totalOf } from "./axis.ts";
import type { Families } from "./axis.ts";
import { isCertain, isOpen } from "./changed.ts";
import type { Shown } from "./shown.ts";

/**
 * Why some publications cannot be judged together: what connects them is not in the tables. Empty
 * when every connection is known.
 */
export function unprovableLinks(shown: readonly Shown[]): readonly string[] {
  const tables = shown.filter(isCertain);
  const groups = new Map<string, Shown[]>();
  for (const table of tables) {
    const { quantity, period } = table.description;
    for (const hash of new Set([quantity.num, quantity.den])) {
      const key = `${period} ${hash}`;
      const group = groups.get(key) ?? [];
      groups.set(key, group);
      group.push(table);
    }
  }
  const secretive = [...groups.values()].filter((group) =>
    group.some((table) => table.observations.some((own) => isOpen(table, own))),
  );
  const families = familiesOf(tables.map(({ description }) => description));
  return [
    ...new Set([
      ...secretive.flatMap((group) => unknownNesting(group, families)),
      ...secretive.flatMap((group) => hiddenCross(group, families)),
    ]),
  ];
}

/**
 * Two dimensions that cut the same thing are nested; without a dimension that has the finest codes of
 * both, one of the two or a third one, nobody knows how.
 */
function unknownNesting(tables: readonly Shown[], families: Families): readonly string[] {
  const dimensions = tables.flatMap(({ description }) => description.dimensions);
  return dimensions.flatMap((one, index) =>
    dimensions.slice(index + 1).flatMap((other) => {
      if (one.id === other.id && (one.family ?? other.family) !== (other.family ?? one.family)) {
        return [`tables that put ${one.id} in different families`];
      }
      const family = familyOf(one, families);
      if (family !== familyOf(other, families)) return [];
      const isJoined = dimensions.some(
        (third) =>
          familyOf(third, families) === family && isWithin(one, third) && isWithin(other, third),
      );
      if (isJoined) return [];
      return [
        one.id === other.id
          ? `tables by ${one.id} with different codes`
          : `tables by ${one.id} and by ${other.id}, which cut the same thing at different levels`,
      ];
    }),
  );
}

/** Whether the finest codes of one dimension are codes of the other, so that the other's equations join them. */
function isWithin(part: TableDimension, whole: TableDimension): boolean {
  const codes = new Set(whole.codes.map(({ code }) => code));
  return finestCodes(part).every((code) => codes.has(code));
}

function finestCodes(dimension: TableDimension): readonly string[] {
  const wider = new Set(dimension.codes.map(({ parent }) => parent));
  const total = totalOf(dimension);
  return dimension.codes
    .map(({ code }) => code)
    .filter((code) => code !== total && !wider.has(code));
}

function familyOf({ id }: TableDimension, families: Families): string {
  return families.get(id) ?? id;
}

/**
 * Tables that share dimensions in a circle (SEX × GRADE, GRADE × AREA, AREA × SEX) bound each other
 * through the cross of all of them, which is in none of them. Without a circle every set of tables
 * that agrees on its shared margins has such a cross, so the equations of the tables are all there is.
 * Graham's reduction finds out; see Beeri, Fagin, Maier, Yannakakis 1983, doi:10.1145/2402.322389.
 * A level of a dimension counts as a dimension of its own, held by the finer ones.
 */
function hiddenCross(tables: readonly Shown[], families: Families): readonly string[] {
  const levels = tables.flatMap(({ description }) => description.dimensions);
  let edges = tables.map(
    ({ description }) =>
      new Set(
        description.dimensions.flatMap((own) =>
          levels
            .filter(
              (level) =>
                familyOf(level, families) === familyOf(own, families) && isWithin(level, own),
            )
            .map((level) => levelName(level, families)),
        ),
      ),
  );
  for (let before = -1; before !== sizeOf(edges);) {
    before = sizeOf(edges);
    edges = withoutCovered(withoutLonely(edges));
  }
  if (edges.length <= 1) return [];
  const names = [...new Set(tables.map(({ description }) => crossName(description.dimensions)))];
  return [`tables that cross ${names.join(", ")} but never all of it at once`];
}

type Edges = Set<string>[];

function withoutLonely(edges: Edges): Edges {
  const isShared = (level: string, own: number): boolean =>
    edges.some((other, at) => at !== own && other.has(level));
  return edges.map((edge, own) => new Set([...edge].filter((level) => isShared(level, own))));
}

function withoutCovered(edges: Edges): Edges {
  return edges.filter(
    (edge, own) =>
      !edges.some(
        (other, at) => at !== own && covers(other, edge) && (edge.size < other.size || at < own),
      ),
  );
}

function covers(other: Set<string>, edge: Set<string>): boolean {
  return [...edge].every((level) => other.has(level));
}

function levelName(dimension: TableDimension, families: Families): string {
  return JSON.stringify([familyOf(dimension, families), ...finestCodes(dimension).toSorted()]);
}

function crossName(dimensions: readonly TableDimension[]): string {
  return dimensions.length === 0 ? "nothing" : dimensions.map(({ id }) => id).join(" × ");
}

function sizeOf(edges: readonly ReadonlySet<string>[]): number {
  return edges.reduce((sum, edge) => sum + edge.size + 1, 0);
}

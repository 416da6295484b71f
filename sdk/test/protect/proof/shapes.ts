import type { CellTable, TableDescription, TableDimension } from "../../../src/cells.ts";
import type { Policy } from "../../../src/publication.ts";
import { flat, nested, tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";
import type { Draw } from "./draw.ts";

/** A policy small enough for tables that can be enumerated; everything it does not say is off. */
export const proofPolicy: Policy = {
  id: "proof",
  version: "1.0.0",
  contributorsMin: 3,
  contributorsMinSensitive: 3,
  homogeneityMax: 0,
  intervalWidthMin: 2,
  intervalShareMin: "0",
};

const sex = flat("SEX", "F", "M");
const grade = flat("GRADE", "G1", "G2", "G3");
const area = flat("AREA", "a", "b", "c", "d");
const tree = nested("AREA", { north: ["n1", "n2"], south: ["s1", "s2"] });
const lean = nested("AREA", { north: ["n1", "n2", "n3"], south: ["s1"] });

/** Two- and three-dimensional and hierarchical cuts, all small. */
export const shapes: Readonly<Record<string, readonly TableDimension[]>> = {
  "SEX × GRADE": [sex, grade],
  "GRADE × AREA": [grade, area],
  "SEX × GRADE × LEVEL": [sex, flat("GRADE", "G1", "G2"), flat("LEVEL", "low", "high")],
  "nested AREA": [tree],
  "SEX × nested AREA": [sex, tree],
  "SEX × AREA with an area of one part": [sex, lean],
};

/** What the numbers of a drawn table are. */
export type Measure = "people" | "share" | "score";

const changesFor: Readonly<Record<Measure, Partial<TableDescription>>> = {
  people: { kind: "ratio", quantity: { num: "students", den: "students" } },
  share: { kind: "share" },
  score: { kind: "mean", range: { min: 1, max: 3 } },
};

/** A table with all its margins; some combinations have no row, some are empty, most are small. */
export function drawnTable(
  draw: Draw,
  dimensions: readonly TableDimension[],
  { measure, most }: { readonly measure: Measure; readonly most: number },
): CellTable {
  const inner = placesOf(dimensions).flatMap((codes): Inner[] => {
    if (draw.chance(0.08)) return [];
    const people = draw.chance(0.15) ? 0 : draw.upTo(most);
    return [[codes, numeratorOf(draw, measure, people), people]];
  });
  return tableOf(dimensions, inner, changesFor[measure]);
}

function numeratorOf(draw: Draw, measure: Measure, people: number): number {
  switch (measure) {
    case "people":
      return people;
    case "share":
      return draw.upTo(people);
    case "score":
      return people + draw.upTo(2 * people);
  }
}

function placesOf(dimensions: readonly TableDimension[]): readonly (readonly string[])[] {
  return dimensions.reduce<readonly (readonly string[])[]>(
    (places, { codes }) => {
      const wider = new Set(codes.map(({ parent }) => parent));
      const finest = codes.filter(({ code }) => !wider.has(code));
      return places.flatMap((place) => finest.map(({ code }) => [...place, code]));
    },
    [[]],
  );
}

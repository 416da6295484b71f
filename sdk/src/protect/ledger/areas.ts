/**
 * Publications of several members, whose areas are parts of each other: a city inside a nation. What is
 * part of what is taken from the codes that publications declare, and from nothing else.
 */
import type { TableDimension } from "../../cells.ts";
import type { ObservationTable } from "../../publication.ts";
import { totalOf } from "../margins.ts";

/** A publication with the member that it is of, and the area that this member is. */
export interface OfArea {
  readonly member: string;
  /** Code of the whole member. */
  readonly refArea: string;
  readonly table: ObservationTable;
}

/** The family of dimensions that say where people are. */
const placeFamily = "place";

/** A code beside an area, so that it is not the whole and every place names it. */
const beside = "(beside)";

/** A table in other coordinates, with the rows of the original that its rows are. */
export interface Moved {
  readonly table: ObservationTable;
  readonly rows: readonly number[];
}

/** Areas that are the same or inside each other, directly or through others. */
export function relatedAreas(all: readonly OfArea[]): readonly ReadonlySet<string>[] {
  const groups: Set<string>[] = [];
  for (const area of new Set(all.map(({ refArea }) => refArea))) {
    const near = groups.filter((group) =>
      [...group].some((other) => isInside(area, other, all) || isInside(other, area, all)),
    );
    const joined = new Set([area, ...near.flatMap((group) => [...group])]);
    groups.splice(0, groups.length, ...groups.filter((one) => !near.includes(one)), joined);
  }
  return groups;
}

/** Whether a publication of the wider area declares the other as one of its areas. */
export function isInside(area: string, wider: string, all: readonly OfArea[]): boolean {
  return all.some((one) => one.refArea === wider && areaDimension(one, area) !== undefined);
}

/** The dimension by which a publication divides its area into parts, where one of them is this area. */
function areaDimension({ refArea, table }: OfArea, part: string): TableDimension | undefined {
  return table.description.dimensions.find(
    (dimension) =>
      isOfPlaces(dimension) &&
      totalOf(dimension) === refArea &&
      dimension.codes.some(({ code, parent }) => code === part && parent !== null),
  );
}

/**
 * What a publication says about an area in that area's own coordinates: of a wider area the part, of an
 * area inside it the whole; null when it says nothing of it.
 */
export function seenFrom(
  area: string,
  one: OfArea,
  all: readonly OfArea[],
): ObservationTable | null {
  if (one.refArea === area) return one.table;
  const dimension = areaDimension(one, area);
  if (dimension !== undefined) return cutDown(one.table, dimension, area);
  const wider = all.find((other) => other.refArea === area && areaDimension(other, one.refArea));
  const inside = wider === undefined ? undefined : areaDimension(wider, one.refArea);
  return inside === undefined ? null : wholeOf(one, { id: inside.id, area });
}

/** The rows of an area and of what is inside it. */
function cutDown(table: ObservationTable, own: TableDimension, area: string): ObservationTable {
  const inside = new Set([area]);
  for (let before = 0; before !== inside.size;) {
    before = inside.size;
    for (const { code, parent } of own.codes) {
      if (parent !== null && inside.has(parent)) inside.add(code);
    }
  }
  const codes = own.codes
    .filter(({ code }) => inside.has(code))
    .map((code) => (code.code === area ? { ...code, parent: null } : code));
  const isCut = codes.length > 1;
  const others = table.description.dimensions.filter((dimension) => dimension !== own);
  return {
    ...table,
    description: {
      ...table.description,
      dimensions: isCut ? [...others, { ...own, codes }] : others,
    },
    observations: table.observations
      .filter(({ codes: { [own.id]: code = "" } }) => inside.has(code))
      .map((observation) =>
        isCut ? observation : { ...observation, codes: without(observation.codes, own.id) },
      ),
  };
}

/** The rows of a whole area, as those of one area of a wider one; nothing is said of its other areas. */
function wholeOf(
  { refArea, table }: OfArea,
  { id, area }: { readonly id: string; readonly area: string },
): ObservationTable {
  const codes = [refArea, area].map((code) => ({ code, parent: null }));
  const { table: whole } = atWhole(table);
  const { description, observations } = whole;
  return {
    ...whole,
    description: {
      ...description,
      dimensions: [...description.dimensions, { id, family: placeFamily, codes }],
    },
    observations: observations.map((observation) => ({
      ...observation,
      codes: { ...observation.codes, [id]: refArea },
    })),
  };
}

/** The rows of all places together, without saying so. */
export function atWhole(table: ObservationTable): Moved {
  const { dimensions } = table.description;
  return restricted(table, dimensions.filter(isOfPlaces));
}

/** The rows at the totals of some dimensions, without these dimensions. */
function restricted(table: ObservationTable, gone: readonly TableDimension[]): Moved {
  const { description, observations } = table;
  const rows = observations.flatMap(({ codes }, row) =>
    gone.every((dimension) => codes[dimension.id] === totalOf(dimension)) ? [row] : [],
  );
  return {
    table: {
      ...table,
      description: {
        ...description,
        dimensions: description.dimensions.filter((dimension) => !gone.includes(dimension)),
      },
      observations: rows.flatMap((row) => {
        const observation = observations[row];
        if (observation === undefined) return [];
        const codes = gone.reduce((left, { id }) => without(left, id), observation.codes);
        return [{ ...observation, codes }];
      }),
    },
    rows,
  };
}

/**
 * A publication in coordinates that several areas share: its whole is the code of its area. One that is
 * cut by two dimensions of places is taken apart into a table for each.
 */
export function inAreas({ refArea, table }: OfArea): readonly Moved[] {
  const places = table.description.dimensions.filter(isOfPlaces);
  if (places.length === 0) {
    const rows = table.observations.map((_, row) => row);
    return [
      {
        table: namedWhole(
          table,
          { id: "REF_AREA", family: placeFamily, codes: [{ code: refArea, parent: null }] },
          refArea,
        ),
        rows,
      },
    ];
  }
  return places.map((own) => {
    const { table: alone, rows } = restricted(
      table,
      places.filter((dimension) => dimension !== own),
    );
    return { table: namedWhole(alone, own, refArea), rows };
  });
}

/** A table in which the total of a dimension has the name of an area and is no longer the whole. */
function namedWhole(
  table: ObservationTable,
  own: TableDimension,
  refArea: string,
): ObservationTable {
  const total = totalOf(own) ?? refArea;
  const nameOf = (code: string): string => (code === total ? refArea : code);
  const codes = own.codes.map((one) => ({
    ...one,
    code: nameOf(one.code),
    parent: one.parent === null ? null : nameOf(one.parent),
  }));
  const others = table.description.dimensions.filter((dimension) => dimension !== own);
  const dimension = { ...own, codes: [...codes, { code: beside, parent: null }] };
  return {
    ...table,
    description: { ...table.description, dimensions: [...others, dimension] },
    observations: table.observations.map((observation) => ({
      ...observation,
      codes: { ...observation.codes, [own.id]: nameOf(observation.codes[own.id] ?? total) },
    })),
  };
}

function isOfPlaces({ id, family }: TableDimension): boolean {
  return (family ?? id) === placeFamily;
}

function without(
  codes: Readonly<Record<string, string>>,
  gone: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(codes).filter(([id]) => id !== gone));
}

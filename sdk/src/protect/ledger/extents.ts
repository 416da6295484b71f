import type { TableDescription, TableDimension } from "../../cells.ts";
import type { ObservationTable } from "../../publication.ts";

type Cut = Pick<TableDescription, "dimensions">;

/**
 * An earlier publication in which every wider code that has other parts now has another name: a
 * district that gave a school away is another place, and the difference of the two is that school.
 */
export function withFormerExtents(earlier: ObservationTable, now: Cut): ObservationTable {
  const renamed = new Map(
    earlier.description.dimensions.map((dimension) => [dimension.id, formerNames(dimension, now)]),
  );
  if ([...renamed.values()].every((names) => names.size === 0)) return earlier;
  const nameOf = (id: string, code: string): string => renamed.get(id)?.get(code) ?? code;
  return {
    ...earlier,
    description: {
      ...earlier.description,
      dimensions: earlier.description.dimensions.map((dimension) => ({
        ...dimension,
        codes: dimension.codes.map((code) => ({
          ...code,
          code: nameOf(dimension.id, code.code),
          parent: code.parent === null ? null : nameOf(dimension.id, code.parent),
        })),
      })),
    },
    observations: earlier.observations.map((observation) => ({
      ...observation,
      codes: Object.fromEntries(
        Object.entries(observation.codes).map(([id, code]) => [id, nameOf(id, code)]),
      ),
    })),
  };
}

/** Code → its name with its former parts, for the codes that gained or lost a code that both list. */
function formerNames(then: TableDimension, { dimensions }: Cut): ReadonlyMap<string, string> {
  const now = dimensions.filter((one) => familyOf(one) === familyOf(then) || one.id === then.id);
  const moved = new Set(now.flatMap((one) => [...movedBetween(then, one)]));
  return new Map([...moved].map((code) => [code, `${code} (${finestIn(then, code).join(" ")})`]));
}

/** Wider codes of both that hold a code in one of them and not in the other. */
function movedBetween(then: TableDimension, now: TableDimension): ReadonlySet<string> {
  const [before, after] = [widerOf(then), widerOf(now)];
  const moved = new Set<string>();
  for (const [code, wider] of before) {
    const others = after.get(code);
    if (others === undefined) continue;
    for (const one of wider) if (after.has(one) && !others.has(one)) moved.add(one);
    for (const one of others) if (before.has(one) && !wider.has(one)) moved.add(one);
  }
  return moved;
}

/** Code → all codes that hold it. */
function widerOf({ codes }: TableDimension): ReadonlyMap<string, ReadonlySet<string>> {
  const parents = new Map(codes.map(({ code, parent }) => [code, parent]));
  return new Map(
    codes.map(({ code }) => {
      const wider = new Set<string>();
      for (let up = parents.get(code) ?? null; up !== null && !wider.has(up);) {
        wider.add(up);
        up = parents.get(up) ?? null;
      }
      return [code, wider];
    }),
  );
}

function finestIn(dimension: TableDimension, code: string): readonly string[] {
  const parents = new Set(dimension.codes.map(({ parent }) => parent));
  return Array.from(widerOf(dimension), ([one, wider]) => ({ one, wider }))
    .filter(({ one, wider }) => wider.has(code) && !parents.has(one))
    .map(({ one }) => one)
    .toSorted();
}

/**
 * Names the dimensions by which two tables of one day divide the same thing in two ways, each with
 * finest codes that the other does not have: how they overlap is in no table, so nobody can say which
 * small groups their differences are. Empty when every overlap is known.
 */
export function unknownOverlaps([one, other]: readonly [Cut, Cut]): readonly string[] {
  return one.dimensions
    .filter((own) => {
      const same = other.dimensions.find(({ id }) => id === own.id);
      return same !== undefined && !isWithin(own, same) && !isWithin(same, own);
    })
    .map(({ id }) => id);
}

function isWithin(part: TableDimension, whole: TableDimension): boolean {
  const codes = new Set(whole.codes.map(({ code }) => code));
  const parents = new Set(part.codes.map(({ parent }) => parent));
  return part.codes.every(({ code }) => parents.has(code) || codes.has(code));
}

function familyOf({ id, family }: TableDimension): string {
  return family ?? id;
}

import type { TableDescription, TableDimension } from "../../cells.ts";
import type { Observation, ObservationTable } from "../../publication.ts";

interface Rows {
  readonly description: Pick<TableDescription, "dimensions" | "quantity">;
  readonly observations: readonly Observation[];
}

/**
 * A table with a row for every cell that an earlier table of the same cut shows and that nobody is in
 * any more: its absence says so, and the difference of its margins is made of it too. The rows of the
 * table come first, as they are.
 */
export function withVacated(
  { description, observations }: Rows,
  before: readonly ObservationTable[],
): Rows {
  const ids = description.dimensions.map(({ id }) => id);
  const alike = before.filter(
    (table) =>
      table.description.dimensions.length === ids.length &&
      ids.every((id) => table.description.dimensions.some((dimension) => dimension.id === id)),
  );
  const keyOf = ({ codes }: Pick<Observation, "codes">): string =>
    JSON.stringify(ids.map((id) => codes[id]));
  const rows = new Map(observations.map((observation) => [keyOf(observation), observation]));
  for (const { observations: former } of alike) {
    for (const one of former) {
      const key = keyOf(one);
      if (!rows.has(key)) rows.set(key, { ...nobody, codes: one.codes });
    }
  }
  return {
    description: {
      ...description,
      dimensions: description.dimensions.map((dimension) => withFormerCodes(dimension, alike)),
    },
    observations: [...rows.values()],
  };
}

const nobody = { value: null, status: "M", confidentiality: "F", num: 0, den: 0 } as const;

/** Codes that are gone keep the place they had. */
function withFormerCodes(
  dimension: TableDimension,
  before: readonly ObservationTable[],
): TableDimension {
  const codes = new Map(dimension.codes.map((code) => [code.code, code]));
  for (const { description } of before) {
    const then = description.dimensions.find(({ id }) => id === dimension.id)?.codes ?? [];
    for (const code of then) if (!codes.has(code.code)) codes.set(code.code, code);
  }
  return { ...dimension, codes: [...codes.values()] };
}

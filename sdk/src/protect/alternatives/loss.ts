import type { CellTable } from "../../cells.ts";
import type { Observation } from "../../publication.ts";

/** What a table keeps from its readers. Confidential: it counts who is in withheld cells. */
export interface Hidden {
  readonly cells: number;
  readonly withheld: number;
  /** Contributors in the finest cells, and those of them whose cell has no number. */
  readonly contributors: number;
  readonly unseen: number;
}

/** Per cell of a table: whether its observation is withheld, wherever it stands among them. */
export function withheldIn(
  { description: { dimensions }, cells }: CellTable,
  observations: readonly Observation[],
): readonly boolean[] {
  const place = (codes: Readonly<Record<string, string>>): string =>
    JSON.stringify(dimensions.map(({ id }) => codes[id]));
  const withheld = new Set(
    observations.filter(({ status }) => status === "Q").map(({ codes }) => place(codes)),
  );
  return cells.map(({ codes }) => withheld.has(place(codes)));
}

/** How much is withheld, in cells and in contributors of the finest crossing. */
export function hiddenOf(table: CellTable, observations: readonly Observation[]): Hidden {
  const { dimensions } = table.description;
  const wider = dimensions.map(({ codes }) => new Set(codes.map(({ parent }) => parent)));
  const isFinest = (codes: Readonly<Record<string, string>>): boolean =>
    dimensions.every(({ id }, axis) => wider[axis]?.has(codes[id] ?? "") !== true);
  const withheld = withheldIn(table, observations);
  let [contributors, unseen] = [0, 0];
  table.cells.forEach((cell, row) => {
    if (!isFinest(cell.codes)) return;
    contributors += cell.contributors;
    if (withheld[row] === true) unseen += cell.contributors;
  });
  return {
    cells: observations.length,
    withheld: observations.filter(({ status }) => status === "Q").length,
    contributors,
    unseen,
  };
}

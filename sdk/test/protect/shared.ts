import type { CellTable } from "../../src/cells.ts";
import { measuresOf } from "../../src/protect/amounts.ts";
import { observationsOf } from "../../src/protect/observation.ts";
import { defaultPolicy } from "../../src/protect/policy.ts";
import type { Observation, ObservationTable, Policy } from "../../src/publication.ts";

/** A policy small enough for tables that fit on paper. */
export const paperPolicy: Policy = {
  ...defaultPolicy,
  id: "paper",
  contributorsMin: 3,
  contributorsMinSensitive: 5,
  intervalWidthMin: 2,
};

/** A table published with exactly these cells withheld, whether that is safe or not. */
export function publishedWith(
  table: CellTable,
  isWithheld: (codes: Readonly<Record<string, string>>, row: number) => boolean,
  policy: Policy = paperPolicy,
): ObservationTable {
  const withheld = table.cells.map((cell, row) => isWithheld(cell.codes, row));
  const observations = observationsOf(table, withheld);
  const count = withheld.filter(Boolean).length;
  return {
    description: table.description,
    observations,
    report: {
      policy,
      measures: measuresOf(table),
      method: "by hand",
      engine: { name: "none", version: "0" },
      counts: { cells: withheld.length, published: withheld.length - count, withheld: count },
      audit: {
        method: "none",
        provenSafe: false,
        withheldCells: count,
        widthMin: null,
        history: [],
      },
    },
  };
}

/** The codes of the withheld observations, in the order of the table. */
export function withheldIn(observations: readonly Observation[]): string[] {
  return observations
    .filter(({ status }) => status === "Q")
    .map(({ codes }) => Object.values(codes).join(" "));
}

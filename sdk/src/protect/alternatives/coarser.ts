/** Tables that say less, made from one that says more: without reading a record again. */
import type { CellTable, TableDimension } from "../../cells.ts";
import { withMerged, worstNeighbours } from "./merged.ts";
import { pooled } from "./pooled.ts";
import {
  levelsOf,
  mostlyWithheld,
  withoutDimension,
  withoutLevel,
  withoutParts,
} from "./without.ts";

/** What is given up. */
export type Coarsening =
  /** The breakdown altogether. */
  | { readonly kind: "dimension"; readonly dimension: string }
  /** The codes so many levels above the finest of a hierarchy: 0 are the finest themselves. */
  | { readonly kind: "level"; readonly dimension: string; readonly height: number }
  /** The finest parts of some wider codes, where most of them are withheld. */
  | { readonly kind: "parts"; readonly dimension: string; readonly codes: readonly string[] }
  /** The difference between neighbouring codes, which become one. */
  | { readonly kind: "merged"; readonly dimension: string; readonly codes: readonly string[] }
  /** The difference between school years, which become one period. */
  | { readonly kind: "period"; readonly periods: readonly string[] };

/** A coarser table and what it gives up. Its merged codes are made up: it is a proposal and no draft. */
export interface Coarser {
  readonly gives: Coarsening;
  readonly make: () => CellTable;
}

/**
 * The same table without each of its dimensions and each level of its hierarchies, without the parts
 * of those codes where most is withheld, with the two neighbouring codes merged that have the most
 * withheld cells between them, and together with the tables of other periods where there are any.
 */
export function coarserTables(
  table: CellTable,
  withheld: readonly boolean[],
  others: readonly CellTable[] = [],
): readonly Coarser[] {
  const all = table.description.dimensions.flatMap((dimension) =>
    coarserIn(table, dimension, withheld),
  );
  if (others.length === 0) return all;
  const periods = [table, ...others].map(({ description: { period } }) => period).toSorted();
  return [...all, { gives: { kind: "period", periods }, make: () => pooled([table, ...others]) }];
}

function coarserIn(
  table: CellTable,
  own: TableDimension,
  withheld: readonly boolean[],
): readonly Coarser[] {
  const dimension = own.id;
  const whole = withoutDimension(table, own);
  const wider = mostlyWithheld(table, own, withheld);
  const pair = worstNeighbours(table, own, withheld);
  return [
    ...(whole === null ? [] : [{ gives: { kind: "dimension", dimension } as const, make: whole }]),
    ...levelsOf(own).map((height): Coarser => ({
      gives: { kind: "level", dimension, height },
      make: () => withoutLevel(table, own, height),
    })),
    ...(wider.length === 0
      ? []
      : [
          {
            gives: { kind: "parts", dimension, codes: wider } as const,
            make: () => withoutParts(table, own, wider),
          },
        ]),
    ...(pair === null
      ? []
      : [
          {
            gives: { kind: "merged", dimension, codes: pair } as const,
            make: () => withMerged(table, own, pair),
          },
        ]),
  ];
}

import type { TableDescription } from "../cells.ts";
import { idOf, textAt } from "./vectors.ts";
import type { Vectors } from "./vectors.ts";

export type Codes = Readonly<Record<string, string>>;

/** A case with its id. */
export type Case<T> = readonly [id: string, vector: T];

/** The cases of one file, whose shape its tests have seen; a suite without the file has none of them. */
export function casesIn(vectors: Vectors, kind: string, name: string): readonly Case<never>[] {
  const path = `${kind}/${name}.json`;
  if (!vectors.has(path)) return [];
  const { cases }: { readonly cases: readonly never[] } = JSON.parse(textAt(vectors, path));
  return cases.map((vector, place) => [idOf(path, "cases", place), vector]);
}

/** A table of the vectors with what it leaves out: which metric it is of does not matter. */
export function describedAs(
  table: Pick<TableDescription, "kind" | "dimensions"> & Partial<TableDescription>,
): TableDescription {
  return {
    metric: "CONFORMANCE",
    metricVersion: "1.0.0",
    formalHash: "0".repeat(64),
    unit: "1",
    decimals: 4,
    denominatorScale: 1,
    sensitive: false,
    contributor: "student",
    coverageMin: "0.8",
    quantity: { num: "those with the attribute", den: "all" },
    parameters: {},
    sourcesUsed: {},
    period: "2025/2026",
    engine: "by hand",
    ...table,
  };
}

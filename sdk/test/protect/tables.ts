import type { Cell, CellTable, TableDescription, TableDimension } from "../../src/cells.ts";

/** One inner cell as a test writes it: codes in the order of the dimensions, numerator, denominator. */
export type Inner = readonly [
  codes: readonly string[],
  num: number,
  den: number,
  contributors?: number,
];

/** A dimension with a total and one level: `flat("SEX", "F", "M")`. */
export function flat(id: string, ...codes: readonly string[]): TableDimension {
  return {
    id,
    codes: [{ code: "_T", parent: null }, ...codes.map((code) => ({ code, parent: "_T" }))],
  };
}

/** A dimension with a level between: `nested("AREA", { north: ["n1", "n2"] })`. */
export function nested(
  id: string,
  groups: Readonly<Record<string, readonly string[]>>,
): TableDimension {
  return {
    id,
    codes: [
      { code: "_T", parent: null },
      ...Object.keys(groups).map((code) => ({ code, parent: "_T" })),
      ...Object.entries(groups).flatMap(([parent, codes]) =>
        codes.map((code) => ({ code, parent })),
      ),
    ],
  };
}

/** A table with all margins of some inner cells. */
export function tableOf(
  dimensions: readonly TableDimension[],
  inner: readonly Inner[],
  changes: Partial<TableDescription> = {},
): CellTable {
  const description = { ...describe(dimensions), ...changes };
  const sums = new Map<
    string,
    { codes: readonly string[]; num: number; den: number; contributors: number }
  >();
  for (const [codes, num, den, contributors = den] of inner) {
    for (const place of widerOf(dimensions, codes)) {
      const key = place.join(" ");
      const before = sums.get(key) ?? { codes: place, num: 0, den: 0, contributors: 0 };
      sums.set(key, {
        codes: place,
        num: before.num + num,
        den: before.den + den,
        contributors: before.contributors + contributors,
      });
    }
  }
  const cells = [...sums.values()].map(({ codes, num, den, contributors }): Cell => ({
    codes: Object.fromEntries(dimensions.map(({ id }, axis) => [id, codes[axis] ?? ""])),
    num,
    den,
    contributors,
    expected: null,
    coverage: null,
    value: den === 0 ? null : Number((num / den).toFixed(description.decimals)),
    status: den === 0 ? "M" : "A",
  }));
  return { description, cells };
}

/** The cell at some codes; the test fails when there is none. */
export function at<T extends { readonly codes: Readonly<Record<string, string>> }>(
  cells: readonly T[],
  ...codes: readonly string[]
): T {
  const found = cells.find((cell) => Object.values(cell.codes).join(" ") === codes.join(" "));
  if (found === undefined) throw new Error(`There is no cell ${codes.join(" ")}.`);
  return found;
}

function describe(dimensions: readonly TableDimension[]): TableDescription {
  return {
    metric: "ATT_CHRONIC",
    metricVersion: "1.0.0",
    formalHash: "0".repeat(64),
    kind: "share",
    unit: "1",
    decimals: 4,
    denominatorScale: 1,
    sensitive: false,
    contributor: "student",
    coverageMin: "0.8",
    quantity: { num: "chronically absent students", den: "students" },
    parameters: {},
    sourcesUsed: {},
    period: "2025/2026",
    dimensions,
    engine: "by hand",
  };
}

/** All combinations of a code and the codes above it, over all dimensions. */
function widerOf(dimensions: readonly TableDimension[], codes: readonly string[]): string[][] {
  return dimensions.reduce<string[][]>(
    (places, dimension, axis) =>
      places.flatMap((place) =>
        chainOf(dimension, codes[axis] ?? "").map((code) => place.concat(code)),
      ),
    [[]],
  );
}

function chainOf(dimension: TableDimension, code: string): string[] {
  const parent = dimension.codes.find((own) => own.code === code)?.parent ?? null;
  return parent === null ? [code] : [code, ...chainOf(dimension, parent)];
}

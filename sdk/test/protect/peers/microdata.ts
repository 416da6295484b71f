import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CellTable, TableDimension } from "../../../src/cells.ts";
import { tableOf } from "../tables.ts";

const folder = fileURLToPath(new URL("../../../../../shared/data/sdc/", import.meta.url));

/** Whether the peers' instances are there; without them nothing can be compared. */
export const isThere: boolean = existsSync(folder);

/** Why a comparison is left out. */
export const absent = "skipped where the peers' data are absent";

/** A line of a file: column → text. */
export type Line = ReadonlyMap<string, string>;

/** Text of a file of the peers' data. */
export function textOf(path: string): string {
  return readFileSync(`${folder}${path}`, "utf8");
}

/** The lines of a comma-separated file; no value of these files holds a comma or a line end. */
export function linesOf(path: string): readonly Line[] {
  const [head = "", ...lines] = textOf(path).trim().replaceAll('"', "").split(/\r?\n/);
  const columns = head.split(",");
  return lines.map((line) => {
    const values = line.split(",");
    return new Map(columns.map((column, at) => [column, values[at] ?? ""]));
  });
}

/** The text in a column; a file without it is not the one that was meant. */
export function valueIn(line: Line, column: string): string {
  const value = line.get(column);
  if (value === undefined) throw new Error(`There is no column ${column}.`);
  return value;
}

/** A dimension of a peer's table: its columns from the finest to the widest, each nested in the next. */
export type Axis = readonly [finest: string, ...wider: readonly string[]];

/** The codes that occur in the lines of an axis, under the total `_T`. A wider code may be called like a finer one. */
export function dimensionOf(
  lines: readonly Line[],
  axis: Axis,
  families: Readonly<Record<string, string>> = {},
): TableDimension {
  const [id] = axis;
  const parents = new Map<string, string>();
  for (const line of lines) {
    const chain = axis.map((column) => valueIn(line, column));
    chain.forEach((code, level) => {
      const parent = chain[level + 1] ?? "_T";
      const before = parents.get(code) ?? parent;
      if (before !== parent) throw new Error(`${axis.join(" > ")} is not a hierarchy.`);
      parents.set(code, parent);
    });
  }
  const codes = [...parents].map(([code, parent]) => ({ code, parent }));
  return { id, family: families[id] ?? id, codes: [{ code: "_T", parent: null }, ...codes] };
}

/** A table of people, with all margins, of lines that say how many are in each combination. */
export function peopleIn(
  lines: readonly Line[],
  {
    axes,
    count,
    family,
  }: {
    readonly axes: readonly Axis[];
    readonly count: string;
    /** Dimension → its family, where it is another's. */
    readonly family?: Readonly<Record<string, string>>;
  },
): CellTable {
  const dimensions = axes.map((axis) => dimensionOf(lines, axis, family));
  const sums = new Map<string, { codes: readonly string[]; people: number }>();
  for (const line of lines) {
    const codes = axes.map(([finest]) => valueIn(line, finest));
    const key = JSON.stringify(codes);
    const people = (sums.get(key)?.people ?? 0) + Number(valueIn(line, count));
    sums.set(key, { codes, people });
  }
  const quantity = { num: "people", den: "people" };
  return tableOf(
    dimensions,
    [...sums.values()].map(({ codes, people }) => [codes, people, people]),
    { kind: "ratio", quantity },
  );
}

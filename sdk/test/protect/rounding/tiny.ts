import type { SmallCounts } from "../../../src/protect/rounding/small-counts.ts";

/** Counts of a small table with all its margins: rows × columns, each cell a figure too. */
export function gridCounts(base: number, rests: readonly (readonly number[])[]): SmallCounts {
  const columns = rests[0]?.length ?? 0;
  const flat = rests.flat();
  const [rowFigures, columnFigures] = [flat.length, flat.length + rests.length];
  const figures = flat.flatMap((_, count) => [
    count,
    rowFigures + Math.floor(count / columns),
    columnFigures + (count % columns),
    columnFigures + columns,
  ]);
  return {
    base,
    rests: Int32Array.from(flat),
    starts: Int32Array.from({ length: flat.length + 1 }, (_, count) => 4 * count),
    figures: Int32Array.from(figures),
    before: new Int32Array(columnFigures + columns + 1),
  };
}

/** Every way to send so many counts up or down. */
export function allWays(length: number): readonly Uint8Array[] {
  return Array.from({ length: 2 ** length }, (_, way) =>
    Uint8Array.from({ length }, (_none, count) => (way >> count) & 1),
  );
}

/** Errors squared and added up. */
export function squares(errors: Int32Array): number {
  return errors.reduce((sum, error) => sum + error * error, 0);
}

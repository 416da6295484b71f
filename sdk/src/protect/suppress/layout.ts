import type { TableDimension } from "../../cells.ts";
import { RefusedError } from "../../errors.ts";
import { marginsIn } from "./memberships.ts";

/** One dimension with its codes numbered in the order of the table. */
export interface Axis {
  readonly id: string;
  readonly codes: readonly string[];
  /** Code → the wider code, −1 where there is none. */
  readonly parents: Int32Array;
  /** Code → levels below it. */
  readonly heights: Int32Array;
  /** What one step of the code adds to an address. */
  readonly stride: number;
}

/**
 * The cells of a table and the equations between them in typed arrays. A cell's address is its codes
 * as the digits of one number, so that a wider cell is found by adding.
 */
export interface Layout {
  readonly axes: readonly Axis[];
  readonly rowCount: number;
  /** Rows from this one on are wider cells that the table leaves out. */
  readonly ownRows: number;
  /** Row × axis → code. */
  readonly codes: Int32Array;
  readonly heights: Int32Array;
  /** Margin → the wider row. */
  readonly totals: Int32Array;
  /** Margin → place of its first part; one longer than there are margins. */
  readonly starts: Int32Array;
  readonly parts: Int32Array;
  /** Row → place of its first margin; one longer than there are rows. */
  readonly marginStarts: Int32Array;
  readonly marginsOf: Int32Array;
  /** Whether some cell of the table is there twice: the second such row, or −1. */
  readonly repeated: number;
  /** The row at an address, −1 where there is none. */
  readonly rowAt: (address: number) => number;
  readonly addressOf: (row: number) => number;
}

/** The cells of a table by themselves. */
export type Places = Pick<
  Layout,
  "axes" | "rowCount" | "ownRows" | "codes" | "heights" | "repeated" | "rowAt" | "addressOf"
>;

type Cells = readonly { readonly codes: Readonly<Record<string, string>> }[];

/**
 * Lays out the cells of a table: for every dimension, every wider code and every combination of the
 * other codes, the wider cell equals the sum of its children.
 */
export function layoutOf(dimensions: readonly TableDimension[], cells: Cells): Layout {
  const { axes, codes } = numbered(dimensions, cells);
  const rows = new Rows(axes, codes, cells.length);
  rows.addWider();
  return { ...rows.layout(), ...marginsIn(rows) };
}

/** Where every cell of a table stands, without the equations between them and what it leaves out. */
export function placesOf(dimensions: readonly TableDimension[], cells: Cells): Places {
  const { axes, codes } = numbered(dimensions, cells);
  return new Rows(axes, codes, cells.length).layout();
}

/** The codes of a row in words, in the order of the dimensions. */
export function codesAt({ axes, codes }: Layout, row: number): string[] {
  return axes.map((axis, at) => axis.codes[codes[row * axes.length + at] ?? -1] ?? "");
}

/** Codes that a dimension does not declare are numbered behind the others; checking is not done here. */
function numbered(
  dimensions: readonly TableDimension[],
  cells: Cells,
): { axes: Axis[]; codes: Int32Array } {
  const width = dimensions.length;
  const codes = new Int32Array(cells.length * width);
  let size = 1;
  const axes = dimensions.map((dimension, at): Axis => {
    const places = new Map<string, number>();
    const place = (code: string): number => {
      const known = places.get(code);
      if (known !== undefined) return known;
      places.set(code, places.size);
      return places.size - 1;
    };
    for (const { code } of dimension.codes) place(code);
    const parents = dimension.codes.map(({ parent }) => (parent === null ? -1 : place(parent)));
    cells.forEach((cell, row) => {
      codes[row * width + at] = place(cell.codes[dimension.id] ?? "");
    });
    const padded = Int32Array.from(places.keys(), (_, code) => parents[code] ?? -1);
    const stride = size;
    size *= places.size;
    const { id } = dimension;
    return {
      id,
      codes: [...places.keys()],
      parents: padded,
      heights: heightsOf(id, padded),
      stride,
    };
  });
  if (size > Number.MAX_SAFE_INTEGER) {
    throw new RefusedError(
      "The table has more possible cells than can be numbered.",
      "Publish fewer or coarser dimensions.",
    );
  }
  return { axes, codes };
}

function heightsOf(id: string, parents: Int32Array): Int32Array {
  const heights = new Int32Array(parents.length);
  for (let code = 0; code < parents.length; code += 1) {
    let height = 0;
    for (let wider = parents[code] ?? -1; wider >= 0; wider = parents[wider] ?? -1) {
      height += 1;
      if (height > parents.length) {
        throw new RefusedError(
          `The codes of ${id} go in a circle.`,
          "Correct which code is part of which.",
        );
      }
      heights[wider] = Math.max(heights[wider] ?? 0, height);
    }
  }
  return heights;
}

/** Addresses up to this one, or this many for each cell, are looked up in a plain array. */
const denseMax = 1 << 22;
const densePerCell = 16;

/** Rows that grow while wider cells are added. */
class Rows {
  readonly axes: readonly Axis[];
  readonly ownRows: number;
  count: number;
  codes: Int32Array;
  addresses: Float64Array;
  /** Row × axis → the row of the wider cell, −1 where there is none. */
  wider: Int32Array;
  repeated = -1;
  readonly #dense: Int32Array | null;
  readonly #sparse: Map<number, number> = new Map();

  constructor(axes: readonly Axis[], codes: Int32Array, ownRows: number) {
    this.axes = axes;
    this.ownRows = ownRows;
    this.count = ownRows;
    this.codes = codes;
    this.addresses = new Float64Array(ownRows);
    this.wider = new Int32Array(ownRows * axes.length);
    const size = axes.reduce((product, axis) => product * axis.codes.length, 1);
    const isDense = size <= Math.max(denseMax, densePerCell * ownRows);
    this.#dense = isDense ? new Int32Array(size).fill(-1) : null;
    for (let row = 0; row < ownRows; row += 1) {
      let address = 0;
      for (let at = 0; at < axes.length; at += 1) {
        address += (codes[row * axes.length + at] ?? 0) * (axes[at]?.stride ?? 0);
      }
      this.addresses[row] = address;
      if (this.rowAt(address) >= 0) this.repeated = row;
      this.#place(address, row);
    }
  }

  rowAt(address: number): number {
    return (this.#dense === null ? this.#sparse.get(address) : this.#dense[address]) ?? -1;
  }

  /** Rows grow while they are walked: a wider cell that is missing has equations of its own. */
  addWider(): void {
    const width = this.axes.length;
    for (let row = 0; row < this.count; row += 1) {
      for (let at = 0; at < width; at += 1) {
        const axis = this.axes[at];
        const code = this.codes[row * width + at] ?? 0;
        const parent = axis?.parents[code] ?? -1;
        const wider = parent < 0 ? -1 : this.#widerRow(row, at, parent);
        // Only now: finding the row may have moved the rows to a larger array.
        this.wider[row * width + at] = wider;
      }
    }
  }

  layout(): Places {
    const { axes, count, codes, addresses } = this;
    const heights = new Int32Array(count);
    for (let row = 0; row < count; row += 1) {
      for (let at = 0; at < axes.length; at += 1) {
        heights[row] = (heights[row] ?? 0) + this.height(row, at);
      }
    }
    return {
      axes,
      rowCount: count,
      ownRows: this.ownRows,
      codes,
      heights,
      repeated: this.repeated,
      rowAt: (address) => this.rowAt(address),
      addressOf: (row) => addresses[row] ?? -1,
    };
  }

  height(row: number, at: number): number {
    return this.axes[at]?.heights[this.codes[row * this.axes.length + at] ?? -1] ?? 0;
  }

  #widerRow(row: number, at: number, parent: number): number {
    const width = this.axes.length;
    const code = this.codes[row * width + at] ?? 0;
    const address = (this.addresses[row] ?? 0) + (parent - code) * (this.axes[at]?.stride ?? 0);
    const found = this.rowAt(address);
    if (found >= 0) return found;
    const added = this.count;
    this.#grow(added + 1);
    this.addresses[added] = address;
    this.codes.copyWithin(added * width, row * width, (row + 1) * width);
    this.codes[added * width + at] = parent;
    this.#place(address, added);
    this.count += 1;
    return added;
  }

  #place(address: number, row: number): void {
    if (this.#dense === null) this.#sparse.set(address, row);
    else this.#dense[address] = row;
  }

  #grow(rows: number): void {
    if (this.addresses.length >= rows) return;
    const size = Math.max(16, rows * 2);
    const width = this.axes.length;
    this.addresses = larger(new Float64Array(size), this.addresses);
    this.codes = larger(new Int32Array(size * width), this.codes);
    this.wider = larger(new Int32Array(size * width), this.wider);
  }
}

function larger<T extends Int32Array | Float64Array>(to: T, from: T): T {
  to.set(from);
  return to;
}

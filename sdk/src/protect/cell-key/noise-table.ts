import { InputError } from "../../errors.ts";

/** What may happen to a count: one line of a p-table. */
export interface NoiseLine {
  /** What is added to the count. */
  readonly noise: number;
  /** Share of cell keys up to this line, its own included. */
  readonly upTo: number;
}

/** A p-table: for every small count the noise of each cell key; the last block is for all greater counts. */
export interface NoiseTable {
  /** Count → lines in the order of the keys. */
  readonly blocks: readonly (readonly NoiseLine[])[];
  /** D: greatest noise. */
  readonly noiseMax: number;
  /** V: variance of the noise of counts that have the last block. */
  readonly variance: number;
}

/**
 * Reads the p-table of counts that the R packages ptable and cellKey write as CSV, or that ptable
 * writes for tau-Argus (semicolons, and only the upper ends of the intervals). Column `i` is the
 * count, `v` what is added, `p_int_ub` or `ub` the upper end.
 *
 * @throws InputError naming the line, when it is no table of noise that keeps zero and never goes below it.
 */
export function parseNoiseTable(text: string): NoiseTable {
  const [header = "", ...lines] = text.split(/\r?\n/u).filter((line) => line.trim() !== "");
  const separator = header.includes(";") ? ";" : ",";
  const names = fieldsOf(header, separator);
  const columns = {
    i: columnOf(names, ["i"]),
    j: columnOf(names, ["j"]),
    v: columnOf(names, ["v"]),
    upTo: columnOf(names, ["p_int_ub", "ub"]),
    type: names.indexOf("type"),
  };
  const blocks: NoiseLine[][] = [];
  lines.forEach((line, place) => {
    const fields = fieldsOf(line, separator);
    const number = (column: number): number => numberOf(fields[column], place + 2);
    const [count, noise, upTo] = [number(columns.i), number(columns.v), number(columns.upTo)];
    if (columns.type >= 0 && fields[columns.type] !== "all") {
      refuse(place + 2, "is for sums and not for counts");
    }
    if (number(columns.j) !== count + noise) refuse(place + 2, "has a j that is not i plus v");
    if (count === blocks.length) blocks.push([]);
    if (count !== blocks.length - 1)
      refuse(place + 2, "breaks the order of i, which goes 0, 1, 2 …");
    if (count + noise < 0) refuse(place + 2, "would make a count negative");
    blocks.at(-1)?.push({ noise, upTo });
  });
  return checkedTable(blocks);
}

/** Ends of intervals are decimals that were rounded on the way. */
const endTolerance = 1e-6;

function checkedTable(blocks: readonly (readonly NoiseLine[])[]): NoiseTable {
  blocks.forEach((block, count) => {
    const isRising = block.every(({ upTo }, place) => upTo > (block[place - 1]?.upTo ?? 0));
    if (!isRising || Math.abs((block.at(-1)?.upTo ?? 0) - 1) > endTolerance) {
      throw new InputError(
        `The p-table does not divide all cell keys for a count of ${count}.`,
        "The upper ends of one count rise from above 0 to 1.",
      );
    }
  });
  const [zero, last] = [blocks[0], blocks.at(-1)];
  const keepsZero = zero?.every(({ noise }) => noise === 0) ?? false;
  const noises = blocks.flat().map(({ noise }) => noise);
  if (!keepsZero || last === undefined || blocks.length < 2) {
    throw new InputError(
      "The p-table has no block for 0 that leaves it 0, or no other block.",
      "Export the table again from the tool that made it.",
    );
  }
  const mean = moment(last, (noise) => noise);
  return {
    blocks,
    noiseMax: noises.reduce((most, noise) => Math.max(most, Math.abs(noise)), 0),
    variance: moment(last, (noise) => (noise - mean) ** 2),
  };
}

/** The mean of something over the keys of a block. */
function moment(block: readonly NoiseLine[], of: (noise: number) => number): number {
  return block.reduce(
    (sum, { noise, upTo }, place) => sum + (upTo - (block[place - 1]?.upTo ?? 0)) * of(noise),
    0,
  );
}

function fieldsOf(line: string, separator: string): readonly string[] {
  return line.split(separator).map((field) => field.trim().replace(/^"(.*)"$/u, "$1"));
}

function columnOf(names: readonly string[], wanted: readonly string[]): number {
  const column = names.findIndex((name) => wanted.includes(name));
  if (column >= 0) return column;
  throw new InputError(
    `The p-table has no column ${wanted.join(" or ")}.`,
    "Its columns are i, j, v and p_int_ub, with commas or semicolons between them.",
  );
}

function numberOf(field: string | undefined, line: number): number {
  if (field === undefined || !/^-?\d+(\.\d+)?(e-?\d+)?$/iu.test(field)) {
    refuse(line, "has a field that is not a number");
  }
  return Number(field);
}

function refuse(line: number, reason: string): never {
  throw new InputError(
    `Line ${line} of the p-table ${reason}.`,
    "Export the table again from the tool that made it.",
  );
}

import type { CellTable, TableDescription } from "../cells.ts";
import { noiseTableFor } from "../protect/cell-key/max-entropy.ts";
import type { NoiseTable } from "../protect/cell-key/noise-table.ts";
import { noiseOf } from "../protect/cell-key/noise.ts";
import { perturbTable } from "../protect/cell-key/perturb-table.ts";
import { cellKey, keyLimit, RecordSecret } from "../record-key.ts";
import { casesIn, describedAs, type Case, type Codes } from "./protection-table.ts";
import { compared } from "./vectors.ts";
import type { Outcome, Vectors } from "./vectors.ts";

const kind = "protection-cell-key";

interface Expecting {
  readonly expected: unknown;
}

interface RecordKeyCase extends Expecting {
  /** Hexadecimal digits. */
  readonly secret: string;
  readonly population: string;
  readonly contributor: readonly string[];
}

interface CellKeyCase extends Expecting {
  readonly keys: readonly number[];
}

interface PTableCase extends Expecting {
  readonly deviationMax: number;
  readonly variance: string;
}

/** Count → noise and the share of keys up to its line. */
type Blocks = readonly (readonly (readonly [noise: number, upTo: string])[])[];

interface NoiseCase extends Expecting {
  readonly blocks: Blocks;
  readonly count: number;
  readonly key: number;
}

interface TableCase {
  readonly table: Pick<TableDescription, "kind" | "dimensions">;
  readonly blocks: Blocks;
  readonly cells: readonly {
    readonly codes: Codes;
    readonly num: number;
    readonly den: number;
    readonly keys: { readonly num: number; readonly den: number };
    /** Null in every cell: the table is refused. */
    readonly expected: { readonly num: number; readonly den: number } | null;
  }[];
}

/** Record keys, their sums, p-tables, and the noise of counts and tables. */
export async function cellKeyOutcomes(vectors: Vectors): Promise<readonly Outcome[]> {
  const recordKeys: readonly Case<RecordKeyCase>[] = casesIn(vectors, kind, "record-keys");
  const cellKeys: readonly Case<CellKeyCase>[] = casesIn(vectors, kind, "cell-keys");
  const pTables: readonly Case<PTableCase>[] = casesIn(vectors, kind, "p-tables");
  const noises: readonly Case<NoiseCase>[] = casesIn(vectors, kind, "noise");
  const tables: readonly Case<TableCase>[] = casesIn(vectors, kind, "tables");
  return Promise.all([
    ...recordKeys.map(([id, own]) => compared(id, own.expected, () => recordKeyFound(own))),
    ...cellKeys.map(([id, own]) => compared(id, own.expected, () => cellKey(own.keys))),
    ...pTables.map(([id, own]) => compared(id, own.expected, () => pTableFound(own))),
    ...noises.map(([id, own]) => compared(id, own.expected, () => noiseFound(own))),
    ...tables.map(([id, own]) =>
      compared(
        id,
        own.cells.map(({ expected }) => expected),
        () => tableFound(own),
      ),
    ),
  ]);
}

function recordKeyFound({ secret, population, contributor }: RecordKeyCase): number {
  return new RecordSecret(Buffer.from(secret, "hex")).of(population).keyOf(contributor);
}

function pTableFound({ deviationMax, variance }: PTableCase): unknown {
  const { blocks } = noiseTableFor({ deviationMax, variance: Number(variance) });
  return blocks.map((block) => block.map(({ noise, upTo }) => [noise, upTo.toFixed(6)]));
}

function noiseTable(blocks: Blocks): NoiseTable {
  const lines = blocks.map((block) =>
    block.map(([noise, upTo]) => ({ noise, upTo: Number(upTo) })),
  );
  const noiseMax = Math.max(...lines.flat().map(({ noise }) => Math.abs(noise)));
  return { blocks: lines, noiseMax, variance: 1 };
}

function noiseFound({ blocks, count, key }: NoiseCase): number {
  return noiseOf(noiseTable(blocks), count, key / keyLimit);
}

function tableFound({ table, blocks, cells }: TableCase): unknown {
  const input: CellTable = {
    description: describedAs(table),
    cells: cells.map(({ codes, num, den }) => ({
      codes,
      num,
      den,
      contributors: table.kind === "ratio" ? Math.min(num, den) : den,
      expected: null,
      coverage: null,
      value: den === 0 ? null : num / den,
      status: den === 0 ? "M" : "A",
    })),
  };
  const keys = {
    num: cells.map((cell) => cell.keys.num),
    den: cells.map((cell) => cell.keys.den),
  };
  try {
    const noisy = perturbTable(input, { noise: noiseTable(blocks), keys });
    return noisy.table.cells.map(({ num, den }) => ({ num, den }));
  } catch {
    return cells.map(() => null);
  }
}

import type { CellTable, TableDescription } from "../cells.ts";
import { openingsOf, type Opening } from "../protect/rounding/openings.ts";
import { roundTable } from "../protect/rounding/round-table.ts";
import { casesIn, describedAs, type Case, type Codes } from "./protection-table.ts";
import { compared } from "./vectors.ts";
import type { Outcome, Vectors } from "./vectors.ts";

const kind = "protection-rounding";

/** A table as the vectors have it, and how it is rounded. */
interface Rounding {
  readonly table: Pick<TableDescription, "kind" | "dimensions">;
  readonly rule: { readonly rule: "nearest" | "midpoint"; readonly base: number };
}

interface RoundedCase extends Rounding {
  readonly cells: readonly (Numbers & {
    /** Null in every cell: the table is refused. */
    readonly expected: { readonly num: number; readonly den: number } | null;
  })[];
}

interface OpeningsCase extends Rounding {
  readonly zeros: "eligible" | "published";
  readonly rows: readonly (Numbers & {
    readonly expected: Readonly<Record<"num" | "rest" | "den", readonly [number, number]>>;
  })[];
}

interface Numbers {
  readonly codes: Codes;
  readonly num: number;
  readonly den: number;
}

/** What tables are rounded to, and what readers can say of the true numbers. */
export async function roundingOutcomes(vectors: Vectors): Promise<readonly Outcome[]> {
  const rounded: readonly Case<RoundedCase>[] = casesIn(vectors, kind, "rounded");
  const openings: readonly Case<OpeningsCase>[] = casesIn(vectors, kind, "openings");
  return Promise.all([
    ...rounded.map(([id, own]) =>
      compared(
        id,
        own.cells.map(({ expected }) => expected),
        () => roundedAs(own),
      ),
    ),
    ...openings.map(([id, own]) =>
      compared(
        id,
        own.rows.map(({ expected }) => expected),
        () => openedBy(own),
      ),
    ),
  ]);
}

async function roundedAs({ table, rule, cells }: RoundedCase): Promise<unknown> {
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
  try {
    return roundTable(input, rule).table.cells.map(({ num, den }) => ({ num, den }));
  } catch {
    return cells.map(() => null);
  }
}

function openedBy({ table, rule, zeros, rows }: OpeningsCase): unknown {
  const { num, rest, den } = openingsOf(
    { description: table, observations: rows },
    { ...rule, zeros },
  );
  return rows.map((_, row) => ({
    num: ends(num, row),
    rest: ends(rest, row),
    den: ends(den, row),
  }));
}

function ends({ least, most }: Opening, row: number): readonly unknown[] {
  return [least[row], most[row]];
}

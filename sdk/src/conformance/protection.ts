import type { CellStatus, CellTable, Largest, TableDescription } from "../cells.ts";
import { audit } from "../protect/audit/audit.ts";
import { protect } from "../protect/protect.ts";
import type { Observation, ObservationTable, Policy } from "../publication.ts";
import { describedAs, type Codes } from "./protection-table.ts";
import { compared, idOf, pathsOf, textAt } from "./vectors.ts";
import type { Outcome, Vectors } from "./vectors.ts";

type Ends = readonly [least: number, most: number | null];
type ObservationRow = Pick<Observation, "codes" | "status" | "num" | "den">;

/** A table to protect, or publications to attack. */
interface ProtectionVector {
  readonly policy: Policy;
  readonly table: Pick<TableDescription, "kind" | "sensitive" | "dimensions" | "range">;
  readonly cells?: readonly {
    readonly codes: Codes;
    readonly num: number;
    readonly den: number;
    readonly contributors: number;
    readonly largest?: Largest;
    readonly schools?: number;
    readonly status: CellStatus;
    /** `A or Q` leaves the choice open; at least one such cell of a table is Q. */
    readonly expected: "A" | "M" | "L" | "Q" | "A or Q";
  }[];
  readonly publications?: readonly (readonly ObservationRow[])[];
  readonly expected?: {
    readonly safe: boolean;
    readonly intervals: readonly {
      readonly publication: number;
      readonly codes: Codes;
      readonly num: Ends;
      readonly den: Ends;
    }[];
  };
}

/** Every table protected as it must be and proven safe, every attack with its exact intervals. */
export async function protectionOutcomes(vectors: Vectors): Promise<readonly Outcome[]> {
  const all = pathsOf(vectors, "protection").flatMap((path) => {
    const { cases }: { readonly cases: readonly ProtectionVector[] } = JSON.parse(
      textAt(vectors, path),
    );
    return cases.map((vector, place) => [idOf(path, "cases", place), vector] as const);
  });
  return Promise.all(
    all.map(([id, vector]) =>
      vector.cells === undefined ? attacked(id, vector) : protectedAs(id, vector, vector.cells),
    ),
  );
}

/** The status of every cell, `A or Q` where both would do; and whether the whole is safe. */
function protectedAs(
  id: string,
  { policy, table }: ProtectionVector,
  cells: NonNullable<ProtectionVector["cells"]>,
): Promise<Outcome> {
  const expected = { statuses: cells.map((cell) => cell.expected), choice: true, safe: true };
  return compared(id, expected, async () => {
    const input: CellTable = {
      description: describedAs(table),
      cells: cells.map((cell) => ({
        ...cell,
        expected: null,
        coverage: null,
        value: cell.status === "A" && cell.den > 0 ? cell.num / cell.den : null,
      })),
    };
    const published = await protect(input, policy, []);
    const statuses = published.observations.map(({ status }, row) => {
      const wanted = cells[row]?.expected ?? "";
      return wanted.split(" or ").includes(status) ? wanted : status;
    });
    const open = published.observations.filter((_, row) => cells[row]?.expected === "A or Q");
    const choice = open.length === 0 || open.some(({ status }) => status === "Q");
    return { statuses, choice, safe: (await audit([published], policy)).safe };
  });
}

function attacked(
  id: string,
  { policy, table, publications = [], expected }: ProtectionVector,
): Promise<Outcome> {
  const { safe = false, intervals = [] } = expected ?? {};
  const ends = intervals.map(({ num, den }) => [num, den]);
  return compared(id, { safe, ends }, async () => {
    const result = await audit(
      publications.map((rows) => publishedTable(table, rows, policy)),
      policy,
    );
    const found = intervals.map(({ publication, codes }) => {
      const cell = result.cells.find(
        (own) => own.table === publication && JSON.stringify(own.codes) === JSON.stringify(codes),
      );
      return [cell?.intervals.num, cell?.intervals.den].map((own) => [own?.least, own?.most]);
    });
    return { safe: result.safe, ends: found };
  });
}

function publishedTable(
  table: ProtectionVector["table"],
  rows: readonly ObservationRow[],
  policy: Policy,
): ObservationTable {
  const observations = rows.map((row): Observation => ({
    ...row,
    value: null,
    confidentiality: "F",
  }));
  const withheld = rows.filter(({ status }) => status === "Q").length;
  return {
    description: describedAs(table),
    observations,
    report: {
      policy,
      measures: { num: table.kind === "mean" ? "sum" : "count", den: "count" },
      method: "by hand",
      engine: { name: "none", version: "0" },
      counts: { cells: rows.length, published: rows.length - withheld, withheld },
      audit: {
        method: "none",
        provenSafe: false,
        withheldCells: withheld,
        widthMin: null,
        history: [],
      },
    },
  };
}

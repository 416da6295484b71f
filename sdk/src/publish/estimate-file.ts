import type { EstimateCell, EstimateTable } from "../cells.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { writeTable } from "./table-file.ts";

/** Columns after the dimensions. NUM and DEN are text, because they may be larger than any column of numbers. */
const columns = {
  TIME_PERIOD: "varchar",
  NUM: "varchar",
  DEN: "varchar",
  OBS_VALUE: "double",
  STANDARD_ERROR: "double",
  CONTRIBUTORS: "bigint",
  COVERAGE: "double",
  OBS_STATUS: "varchar",
  EXPECTED: "bigint",
  EXCLUDED: "bigint",
} as const;

/** Writes estimates (`.parquet` or `.csv`) and their description. Internal, like cells. */
export async function writeEstimates(
  engine: SqlEngine,
  path: string,
  { description, cells }: EstimateTable,
): Promise<void> {
  const marked = {
    internal: true,
    notice: "Not protected: never publish these figures.",
    ...description,
  };
  await writeTable(engine, path, {
    dimensions: description.dimensions.map(({ id }) => id),
    columns,
    rows: cells.map(({ codes, ...cell }) => ({
      codes,
      texts: [description.period.slice(0, 4), ...textsOf(cell)],
    })),
    description: `${JSON.stringify(marked, null, 2)}\n`,
  });
}

function textsOf(cell: Omit<EstimateCell, "codes">): readonly string[] {
  const { num, den, value, standardError, contributors, coverage, status, expected, excluded } =
    cell;
  const texts = [
    num,
    den,
    value,
    standardError,
    contributors,
    coverage,
    status,
    expected,
    excluded,
  ];
  return texts.map((text) => (text === null ? "" : String(text)));
}

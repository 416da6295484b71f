import { isCounted, isPercentage, type Registry } from "@edufed/schemas";
import type { Cell, CellTable, EstimateTable, TableDimension } from "../cells.ts";
import { areCounts, type FigureTable } from "../compute/compute-all.ts";
import { inOrder } from "../compute/counted.ts";
import { textTable } from "./io.ts";

/** A table of figures for a terminal: what it is, its cells, and what the codes of its own parts mean. */
export function figureLines(table: FigureTable, registry: Registry): readonly string[] {
  const { metric, metricVersion, period, dimensions } = table.description;
  const { head, rows } = areCounts(table)
    ? countLines(table, registry)
    : estimateLines(table, registry);
  const ids = dimensions.map(({ id }) => id);
  const numeric = new Set(head.map((_name, column) => column + ids.length));
  return [
    `${metric} ${metricVersion}, ${period}. Internal: not protected.`,
    textTable([[...ids, ...head], ...rows], numeric),
    ...partLines(table, registry),
  ];
}

interface Lines {
  /** Columns after the dimensions. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function countLines({ description, cells }: CellTable, registry: Registry): Lines {
  return {
    head: ["NUM", "DEN", "VALUE", "CONTRIBUTORS", "EXCLUDED", "COVERAGE"],
    rows: inReadingOrder(cells, description.dimensions, registry).map((cell) => [
      ...codesOf(cell, description),
      String(cell.num),
      String(cell.den),
      valueText(cell.value?.toFixed(description.decimals) ?? null, cell.status, description),
      String(cell.contributors),
      cell.excluded === undefined ? "unknown" : String(cell.excluded),
      coverageText(cell.coverage),
    ]),
  };
}

function estimateLines({ description, cells }: EstimateTable, registry: Registry): Lines {
  const hasError = cells.some(({ standardError }) => standardError !== null);
  return {
    head: ["VALUE", ...(hasError ? ["STD_ERROR"] : []), "CONTRIBUTORS", "EXCLUDED", "COVERAGE"],
    rows: inReadingOrder(cells, description.dimensions, registry).map((cell) => [
      ...codesOf(cell, description),
      valueText(cell.value, cell.status, description),
      ...(hasError ? [numberText(cell.standardError, description) ?? "unknown"] : []),
      String(cell.contributors),
      String(cell.excluded),
      coverageText(cell.coverage),
    ]),
  };
}

/** Codes of a list in the order of the list, so that grade 10 comes after grade 9; others as they are. */
function inReadingOrder<Row extends Pick<Cell, "codes">>(
  cells: readonly Row[],
  dimensions: readonly TableDimension[],
  { dimensions: declared, codeLists }: Registry,
): readonly Row[] {
  const ordered = dimensions.map((dimension) => {
    const list = codeLists.get(declared.get(dimension.id)?.codeList ?? "")?.codes ?? [];
    const ranks = new Map(list.map(({ code }, rank) => [code, rank]));
    const rank = ({ code, parent }: TableDimension["codes"][number]): number =>
      parent === null ? -1 : (ranks.get(code) ?? list.length);
    return { ...dimension, codes: dimension.codes.toSorted((a, b) => rank(a) - rank(b)) };
  });
  return inOrder(cells, ordered);
}

/** What the parts of a distribution are called: their codes are the metric's own. */
function partLines({ description }: FigureTable, { metrics }: Registry): readonly string[] {
  const metric = metrics.get(description.metric);
  if (metric === undefined || !isCounted(metric) || metric.tiers === undefined) return [];
  const { dimension, title, codes } = metric.tiers;
  const names = codes.map(({ code, title: name }) => [`  ${code}`, name.en]);
  return [`${dimension}: ${title.en}`, textTable(names, new Set())];
}

function codesOf(
  { codes }: Pick<Cell, "codes">,
  { dimensions }: Pick<CellTable["description"], "dimensions">,
): readonly string[] {
  return dimensions.map(({ id }) => codes[id] ?? "");
}

function coverageText(coverage: number | null): string {
  return coverage === null ? "unknown" : coverage.toFixed(2);
}

type Unit = Pick<FigureTable["description"], "unit" | "decimals" | "kind"> &
  Partial<Pick<EstimateTable["description"], "madeOf">>;

function valueText(value: string | null, status: Cell["status"], unit: Unit): string {
  const isCompared = (unit.madeOf ?? []).length > 0;
  if (status === "M") return isCompared ? "none: no two to compare" : "none: nobody to count";
  if (status === "L") return "none: coverage too low";
  return numberText(value, unit) ?? "none";
}

/** A share is shown as a percentage; a ratio of two groups has no unit and is none. */
function numberText(value: string | null, { unit, decimals, kind }: Unit): string | null {
  if (value === null || !isPercentage({ kind, unit })) return value;
  return `${(Number(value) * 100).toFixed(Math.max(0, decimals - 2))} %`;
}

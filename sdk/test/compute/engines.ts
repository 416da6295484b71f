import { isCounted, loadRegistry } from "@edufed/schemas";
import type { CountedMetric, Registry } from "@edufed/schemas";
import type { CellTable } from "../../src/cells.ts";
import { smallData, type RowsByEntity } from "../../src/conformance/small-data.ts";
import type { Pseudonymous } from "../../src/dataset.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { Engine } from "../../src/engine/engine.ts";
import type { ValueRow } from "../../src/engine/evaluate.ts";
import { openReference } from "../../src/engine/reference.ts";

export type { RowsByEntity };

export const registry: Registry = loadRegistry();

/** The settings of a member whose school year begins in August. */
export const config: { readonly refArea: string; readonly schoolYearStart: string } = {
  refArea: "FI-HEL",
  schoolYearStart: "--08-01",
};

/** A small data set, and every engine that the tests of metrics run on, all with the same rows. */
export interface SmallDataSet {
  readonly data: Pseudonymous;
  readonly engines: Readonly<Record<EngineName, Engine>>;
}

export type EngineName = (typeof engineNames)[number];
export const engineNames = ["duckdb", "reference"] as const;

export async function dataSet(rows: RowsByEntity): Promise<SmallDataSet> {
  const duckdb = await openDuckDb({ threads: 1 });
  return {
    data: await smallData(duckdb, registry, rows),
    engines: { duckdb, reference: openReference(new Map(Object.entries(rows))) },
  };
}

/** A small table as a reader would write it: the first line names the columns, `-` is missing. */
export function table(text: string): readonly ValueRow[] {
  const [head = "", ...lines] = text.trim().split("\n");
  const names = head.trim().split(/\s+/);
  return lines.map((line) => {
    const values = line.trim().split(/\s+/);
    return Object.fromEntries(names.map((name, index) => [name, parsed(values[index] ?? "-")]));
  });
}

/** `12` and `1.5` are numbers, `[1,-]` is a list, `'0'` is text that looks like a number. */
function parsed(text: string): ValueRow[string] {
  if (text === "-") return null;
  if (text === "true" || text === "false") return text === "true";
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (text.startsWith("["))
    return text
      .slice(1, -1)
      .split(",")
      .map((item) => (item === "-" ? null : Number(item)));
  return text.replace(/^'|'$/g, "");
}

export function metricNamed(id: string): CountedMetric {
  const metric = registry.metrics.get(id);
  if (metric === undefined || !isCounted(metric)) throw new Error(`no metric ${id} to count`);
  return metric;
}

/** A value for each parameter that has no usual one. */
export function exampleParameters({
  parameters,
}: CountedMetric): Readonly<Record<string, number | string>> {
  const without = parameters.filter((parameter) => parameter.default === undefined);
  return Object.fromEntries(
    without.map(({ id, type }) => [id, type === "decimal" ? "420.07" : "mathematics-2026"]),
  );
}

/** The first source of each population of a metric. */
export function firstSources({ populations }: CountedMetric): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(populations).flatMap(([name, { sources }]) =>
      sources.slice(0, 1).map(({ entity }) => [name, entity]),
    ),
  );
}

/** One line a cell: codes, NUM/DEN, contributors, expected, value or status. */
export function shown({ description, cells }: CellTable): readonly string[] {
  return cells.map(({ codes, num, den, contributors, expected, value, status }) =>
    [
      ...description.dimensions.map(({ id }) => codes[id]),
      `${num}/${den}`,
      contributors,
      expected ?? "-",
      value ?? status,
    ].join(" "),
  );
}

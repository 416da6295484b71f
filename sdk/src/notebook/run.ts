import type { Row, SqlEngine } from "../engine/engine.ts";
import { drawChart } from "./chart.ts";
import { broken } from "./notebook.ts";
import type { CellResult, Notebook, NotebookRun, SqlCell } from "./notebook.ts";
import type { NotebookObservation } from "./observation.ts";

/**
 * Runs a notebook's cells, in order, over one table `obs`. The engine must be this run's own: it
 * is locked once the observations are in, so that a stranger's cell can reach nothing else.
 */
export async function runNotebook(
  notebook: Notebook,
  given: {
    readonly engine: SqlEngine;
    readonly observations: readonly NotebookObservation[];
    /** Dimension ids that become columns of `obs`, whether or not a table is cut by them. */
    readonly dimensions: readonly string[];
  },
): Promise<NotebookRun> {
  const { engine, observations, dimensions } = given;
  await loadObservations(engine, observations, dimensions);
  await engine.run("SET enable_external_access = false");
  await engine.run("SET lock_configuration = true");
  const results = new Map<string, CellResult>();
  const charts = new Map<number, string>();
  for (const block of notebook.blocks) {
    // Cells build on those above them, so they run one after the other.
    if (block.kind === "sql") results.set(block.name, await runCell(engine, block, notebook.file));
    if (block.kind === "chart") {
      const rows = results.get(block.cell)?.rows ?? [];
      charts.set(block.line, await drawChart(block, rows, notebook));
    }
  }
  return { notebook, results, charts };
}

/** Loads `obs` from one bound JSON text; the observations of a whole federation are small. */
async function loadObservations(
  engine: SqlEngine,
  observations: readonly NotebookObservation[],
  dimensions: readonly string[],
): Promise<void> {
  const rows = observations.map((observation) => toRow(observation, dimensions));
  const cut = dimensions.flatMap((id) => [id, `${id}_NAME`]).map((id) => [id, "VARCHAR"] as const);
  const columns = [...leading, ...cut, ...trailing];
  const shape = JSON.stringify([Object.fromEntries(columns)]).replaceAll("'", "''");
  const names = columns.map(([name]) => `row."${name.replaceAll('"', '""')}"`).join(", ");
  await engine.run(
    `CREATE TABLE obs AS
     SELECT ${names}
     FROM (SELECT unnest(from_json(CAST(? AS JSON), '${shape}')) AS row)`,
    [JSON.stringify(rows)],
  );
}

/** Columns of `obs` before and after the dimensions, with their types. */
const leading: readonly (readonly [string, string])[] = [
  ["MEMBER", "VARCHAR"],
  ["MEMBER_NAME", "VARCHAR"],
  ["METRIC", "VARCHAR"],
];
const trailing: readonly (readonly [string, string])[] = [
  ["TIME_PERIOD", "VARCHAR"],
  ["OBS_VALUE", "DOUBLE"],
  ["OBS_STATUS", "VARCHAR"],
  ["CONF_STATUS", "VARCHAR"],
  ["NUM", "BIGINT"],
  ["DEN", "BIGINT"],
  ["UNIT", "VARCHAR"],
  ["COVERAGE", "DOUBLE"],
  ["SOURCE", "VARCHAR"],
];

function toRow(observation: NotebookObservation, dimensions: readonly string[]): Row {
  const { codes, names } = observation;
  return {
    MEMBER: observation.member,
    MEMBER_NAME: observation.memberName,
    METRIC: observation.metric,
    ...Object.fromEntries(dimensions.map((id) => [id, codes[id] ?? null])),
    ...Object.fromEntries(dimensions.map((id) => [`${id}_NAME`, names[id] ?? null])),
    TIME_PERIOD: observation.period,
    OBS_VALUE: observation.value,
    OBS_STATUS: observation.status,
    CONF_STATUS: observation.confidentiality,
    NUM: observation.num,
    DEN: observation.den,
    UNIT: observation.unit,
    COVERAGE: observation.coverage,
    SOURCE: observation.source,
  };
}

/** Keeps the answer as a table, so that later cells can ask it again. */
async function runCell(engine: SqlEngine, cell: SqlCell, file: string): Promise<CellResult> {
  const query = cell.text.trimEnd().replace(/;$/u, "");
  try {
    await engine.run(`CREATE TABLE "${cell.name}" AS (\n${query}\n)`);
    const columns = await engine.rows(`DESCRIBE "${cell.name}"`);
    const rows = await engine.rows(`SELECT * FROM "${cell.name}"`);
    return { columns: columns.map((column) => String(column["column_name"])), rows };
  } catch (cause) {
    const words = wordsOf(cause);
    const inner = /LINE (?<line>\d+):/u.exec(words)?.groups?.["line"];
    throw broken({
      file,
      line: cell.line + (inner === undefined ? 0 : Number(inner) - 1),
      problem: `sql ${cell.name}: ${words.split("\nLINE")[0]?.trim().replaceAll("\n", " ") ?? ""}`,
      remedy: "Correct the query; it may read `obs` and the cells above it, and nothing else.",
      cause,
    });
  }
}

/** The engine's own words, which may lie beneath a wrapping error. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? wordsOf(error.cause) : error.message;
}

import { globSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "../errors.ts";
import { countedRows } from "./counted-rows.ts";
import { openDuckDb } from "./duckdb.ts";
import type { Engine } from "./engine.ts";
import type { CountedRow, Plan } from "./plan.ts";
import { columnsRead } from "./plan-columns.ts";
import { keysOf } from "./record-key-sql.ts";
import { sparkDialect } from "./spark-dialect.ts";
import { sparkProcess, type SparkRunner } from "./spark-process.ts";
import { type SparkJob, sparkPath, type SparkRelation, sparkScript } from "./spark-script.ts";
import { cellsSql } from "./sql.ts";
import { quoteIdentifier, quoteLiteral } from "./sql-text.ts";

/** Where the records are, and how scripts are run there. */
export interface SparkOptions {
  /** By the name that plans use; a script reads only what its plan needs of them. */
  readonly relations: Readonly<Record<string, SparkRelation>>;
  /** Absent: `spark-submit` on this machine, one process for each plan. */
  readonly runner?: SparkRunner;
}

/** Spark on this machine, or one that a command on this machine reaches and that shares its files. */
export function openSpark({ relations, runner }: SparkOptions): Engine {
  return new Spark(relations, runner ?? sparkProcess(["spark-submit"]));
}

/**
 * The job that counts the cells of a plan, for a member who runs its script elsewhere. A plan that asks
 * for cell keys makes a script that is as secret as the records.
 */
export function sparkJob(plan: Plan, { relations }: SparkOptions, cells: string): SparkJob {
  const read = [...columnsRead(plan)].map(
    ([name, columns]) => [name, narrowed(name, relations[name], columns)] as const,
  );
  return {
    relations: Object.fromEntries(read),
    keys: keysOf(plan),
    statement: cellsSql(plan, sparkDialect),
    cells,
  };
}

/** What Spark counted. */
export interface SparkCells {
  readonly cells: ReadonlyMap<string, readonly CountedRow[]>;
  /** Of the Spark that counted them, as it writes it into its files. */
  readonly version: string;
}

/** Reads the folder that the script of a plan wrote. */
export async function readSparkCells(plan: Plan, folder: string): Promise<SparkCells> {
  const file = cellFile(folder);
  const engine = await openDuckDb({ threads: 1 });
  try {
    const order = plan.dimensions.map(quoteIdentifier).join(", ");
    const rows = await engine.rows(
      `select * from read_parquet(${file})${order === "" ? "" : ` order by ${order}`}`,
    );
    const [written] = await engine.rows(
      `select decode(value) as version from parquet_kv_metadata(${file}) where decode(key) = 'org.apache.spark.version'`,
    );
    return { cells: countedRows(plan, rows), version: String(written?.["version"] ?? "unknown") };
  } finally {
    engine.close();
  }
}

class Spark implements Engine {
  readonly name = "spark";
  readonly #relations: SparkOptions["relations"];
  readonly #runner: SparkRunner;
  #version = "unknown";

  constructor(relations: SparkOptions["relations"], runner: SparkRunner) {
    this.#relations = relations;
    this.#runner = runner;
  }

  /** Of the Spark that counted last; before that it is unknown. */
  get version(): string {
    return this.#version;
  }

  async cells(plan: Plan): Promise<ReadonlyMap<string, readonly CountedRow[]>> {
    // A folder that mkdtemp makes is for its owner alone.
    const folder = await mkdtemp(join(tmpdir(), "edufed-spark-"));
    try {
      const written = join(folder, "cells");
      const job = sparkJob(plan, { relations: this.#relations }, sparkPath(written));
      const script = join(folder, "cells.py");
      await writeFile(script, sparkScript(job), { mode: 0o600 });
      await this.#runner.run(script);
      const { cells, version } = await readSparkCells(plan, written);
      this.#version = version;
      return cells;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  close(): void {
    this.#runner.close();
  }
}

/** A relation with the columns that are read. */
function narrowed(
  name: string,
  relation: SparkRelation | undefined,
  read: ReadonlySet<string>,
): SparkRelation {
  if (relation === undefined) {
    throw new InputError(`There are no Parquet files of ${name}.`, "Give their folder.");
  }
  const columns = Object.entries(relation.columns).filter(([column]) => read.has(column));
  const missing = [...read].filter((column) => !Object.hasOwn(relation.columns, column));
  if (missing.length > 0) {
    throw new InputError(
      `The Parquet files of ${name} have no column ${missing.join(", ")}.`,
      "Write the files with edufed, which gives them every column of the schema.",
    );
  }
  return { parquet: relation.parquet, columns: Object.fromEntries(columns) };
}

/** The one file of a finished run as an SQL literal; Spark marks a run as finished with `_SUCCESS`. */
function cellFile(folder: string): string {
  const [file, ...others] = globSync("part-*.parquet", { cwd: folder });
  if (file === undefined || others.length > 0) {
    throw new InputError(
      "The folder does not hold the cells of one run of Spark.",
      "Give the folder that the script names CELLS, after the script has ended.",
    );
  }
  return quoteLiteral(join(folder, file));
}

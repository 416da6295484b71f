import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installSpark } from "../../../scripts/spark/install.ts";
import { type SparkMode, type SparkSession, startSession } from "../../../scripts/spark/session.ts";
import type { Engine, Row, SqlEngine } from "../../src/engine/engine.ts";
import { columnsRead } from "../../src/engine/plan-columns.ts";
import { openSpark } from "../../src/engine/spark.ts";
import {
  sparkPath,
  type SparkRelation,
  sparkScript,
  sparkSource,
  type SparkType,
} from "../../src/engine/spark-script.ts";
import { quoteIdentifier, quoteLiteral } from "../../src/engine/sql-text.ts";

/** Records in Parquet files of a test file's own, and a Spark that reads them. */
export interface SparkRecords {
  /** Relations that have been given, by name; a test may add its own. */
  readonly relations: Record<string, SparkRelation>;
  /** A folder that is removed in the end. */
  readonly folder: string;
  readonly session: SparkSession;
  /** Gives Spark a relation of DuckDB as a Parquet file, instead of an earlier one of that name. */
  give(relation: string): Promise<void>;
  /** What a statement gives over everything that has been given, as DuckDB reads it. */
  rows(statement: string): Promise<readonly Row[]>;
  /** Counts with Spark what is in DuckDB at that time. */
  readonly engine: Engine;
  close(): Promise<void>;
}

/** Starts a Spark beside a DuckDB; the folder's name has every character that paths may have. */
export async function openSparkRecords(duckdb: SqlEngine, mode: SparkMode): Promise<SparkRecords> {
  const folder = mkdtempSync(join(tmpdir(), "edufed-spark [a]{b,c}*? 'é\" "));
  const session = await startSession(
    installSpark((line) => console.log(line)),
    mode,
  );
  const relations: Record<string, SparkRelation> = {};
  let count = 0;
  const place = (kind: string): string => join(folder, `${kind} ${(count += 1)}`);
  const give = async (relation: string): Promise<void> => {
    const own = place("records");
    mkdirSync(own);
    const source = quoteIdentifier(relation);
    const file = quoteLiteral(join(own, "part.parquet"));
    await duckdb.run(`copy (from ${source}) to ${file} (format parquet)`);
    const described = await duckdb.rows(`describe ${source}`);
    const columns = described.map(
      (row) => [String(row["column_name"]), typeInSpark(String(row["column_type"]))] as const,
    );
    relations[relation] = { parquet: sparkSource(own), columns: Object.fromEntries(columns) };
  };
  const spark = openSpark({ relations, runner: session });
  const engine: Engine = {
    name: spark.name,
    get version() {
      return spark.version;
    },
    async cells(plan) {
      for (const relation of columnsRead(plan).keys()) await give(relation);
      return spark.cells(plan);
    },
    close: () => spark.close(),
  };
  return {
    relations,
    folder,
    session,
    give,
    engine,
    async rows(statement) {
      const cells = place("cells");
      const script = `${cells}.py`;
      writeFileSync(script, sparkScript({ relations, statement, cells: sparkPath(cells) }));
      await session.run(script);
      const [file = ""] = globSync("*.parquet", { cwd: cells });
      return duckdb.rows(`from read_parquet([${quoteLiteral(join(cells, file))}])`);
    },
    async close() {
      await session.end();
      rmSync(folder, { recursive: true });
    },
  };
}

function typeInSpark(type: string): SparkType {
  const known = types[type];
  if (known === undefined) throw new TypeError(`no type of Spark is known for ${type}`);
  return known;
}

const types: Readonly<Record<string, SparkType>> = {
  VARCHAR: "string",
  BIGINT: "bigint",
  INTEGER: "bigint",
  DOUBLE: "double",
  BOOLEAN: "boolean",
  DATE: "date",
  "TIMESTAMP WITH TIME ZONE": "timestamp",
  "VARCHAR[]": "array<string>",
  "BIGINT[]": "array<bigint>",
  "DOUBLE[]": "array<double>",
  "BOOLEAN[]": "array<boolean>",
};

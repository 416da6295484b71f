import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { installSpark, sparkVersion } from "../../../scripts/spark/install.ts";
import { InputError } from "../../src/errors.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import type { Expression } from "../../src/engine/expression.ts";
import type { CountedRow, Plan } from "../../src/engine/plan.ts";
import { openReference } from "../../src/engine/reference.ts";
import { openSpark, readSparkCells, sparkJob } from "../../src/engine/spark.ts";
import { sparkProcess } from "../../src/engine/spark-process.ts";
import { sparkPath, sparkScript, sparkSource } from "../../src/engine/spark-script.ts";
import { quoteLiteral } from "../../src/engine/sql-text.ts";
import { failure } from "./failure.ts";
import { openSparkRecords, type SparkRecords } from "./spark-records.ts";

const installed = installSpark((line) => console.log(line));

/** Spark as a member starts it; its Java spends less on a program that is soon over. */
const submit = [
  "env",
  `JAVA_HOME=${installed.javaHome}`,
  "SPARK_LOCAL_IP=127.0.0.1",
  installed.submit,
  "--master",
  "local[2]",
  "--driver-java-options",
  "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
] as const;

let duckdb: SqlEngine;
let spark: SparkRecords;
let folder: string;
beforeAll(async () => {
  duckdb = await openDuckDb({ threads: 1 });
  spark = await openSparkRecords(duckdb, "compiled");
});
afterAll(async () => {
  await spark.close();
  duckdb.close();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "edufed-spark-test-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** A word that stands for a person's value; it may be in no message. */
const secret = "Wuthering";

const points: Expression = { kind: "column", name: "points" };

/** Adds up the points of students, each times some factors. */
function sumOf(...times: readonly Expression[]): Plan {
  return {
    populations: [
      {
        name: "students",
        relation: "student",
        contributor: ["id"],
        orderBy: "day",
        lookups: [],
        measures: [{ name: "points", aggregate: "sum", of: points }],
        dimensions: [],
      },
    ],
    questions: [
      {
        id: "POINTS",
        sums: [{ name: "NUM", parts: [{ population: "students", value: points, times }] }],
      },
    ],
    dimensions: [],
  };
}

/** So many students with as many points each. */
function students(count: number, each: number): string {
  return `select '${secret}' || range as id, date '2025-08-11' as day, ${each}::bigint as points
    from range(${count})`;
}

function giveStudents(count: number, each: number): Promise<void> {
  return duckdb.run(`create or replace table student as ${students(count, each)}`);
}

function sum(cells: ReadonlyMap<string, readonly CountedRow[]>): bigint | undefined {
  return cells.get("POINTS")?.[0]?.sums["NUM"];
}

const most = Number.MAX_SAFE_INTEGER;

describe("a sum", () => {
  test("holds what 64 bits hold, and beyond them is an error", async () => {
    await giveStudents(1, most);
    expect(sum(await spark.engine.cells(sumOf()))).toBe(BigInt(most));
    await giveStudents(1025, most);
    await expect(spark.engine.cells(sumOf())).rejects.toThrow("larger than the metric can count");
  });

  test("of products has 38 digits, and beyond them is an error", async () => {
    await giveStudents(1000, most);
    const plan = sumOf(points);
    const rows = await duckdb.rows("from student");
    const reference = openReference(new Map([["student", rows]]));
    const found = await spark.engine.cells(plan);
    expect(found).toEqual(await reference.cells(plan));
    expect(sum(found)).toBe(1000n * BigInt(most) ** 2n);
    const tooWide = await failure(spark.engine.cells(sumOf(points, points)));
    expect(tooWide).toBeInstanceOf(InputError);
    expect(tooWide.message).toContain("larger than the metric can count");
  });
});

describe("the engine", () => {
  test("leaves nothing behind, whether it counts or not", async () => {
    vi.stubEnv("TMPDIR", folder);
    await giveStudents(3, 2);
    expect(sum(await spark.engine.cells(sumOf()))).toBe(6n);
    expect(spark.engine.version).toBe(sparkVersion);
    expect(readdirSync(folder)).toEqual([]);
    await duckdb.run(
      "create or replace table student as select * replace (id as points) from student",
    );
    await failure(spark.engine.cells(sumOf()));
    expect(readdirSync(folder)).toEqual([]);
  });

  test("does not take the cells of a run that has not ended", async () => {
    await expect(readSparkCells(sumOf(), folder)).rejects.toThrow(InputError);
    for (const name of ["part-0.parquet", "part-1.parquet"]) writeFileSync(join(folder, name), "");
    await expect(readSparkCells(sumOf(), folder)).rejects.toThrow("one run of Spark");
  });
});

describe("spark-submit", () => {
  /** Where the students of a query are, and the job that adds up their points. */
  async function relationOf(query: string): Promise<string> {
    const records = join(folder, "records");
    mkdirSync(records);
    const file = quoteLiteral(join(records, "0.parquet"));
    await duckdb.run(`copy (${query}) to ${file} (format parquet)`);
    return sparkSource(records);
  }
  const columns = { id: "string", day: "date", points: "bigint" } as const;

  test("counts with a process for each plan, which leaves nothing behind", async () => {
    vi.stubEnv("TMPDIR", folder);
    const student = { parquet: await relationOf(students(3, 2)), columns };
    const engine = openSpark({ relations: { student }, runner: sparkProcess(submit) });
    const found = await engine.cells(sumOf());
    expect(sum(found)).toBe(6n);
    expect(engine.version).toBe(sparkVersion);
    expect(readdirSync(folder).filter((name) => name.startsWith("edufed"))).toEqual([]);
  });

  test("writes nothing of a value where anybody could read it", async () => {
    const parquet = await relationOf(students(20, 2));
    const job = sparkJob(
      sumOf(),
      { relations: { student: { parquet, columns } } },
      sparkPath(join(folder, "cells")),
    );
    const statement = "select cast(id as bigint) as NUM from student";
    const script = join(folder, "cells.py");
    writeFileSync(script, sparkScript({ ...job, statement }));
    const [program, ...parameters] = submit;
    const { stdout, stderr, status } = spawnSync(program, [...parameters, script], {
      encoding: "utf8",
      cwd: folder,
    });
    expect(status).toBe(1);
    expect(stdout).toContain("NotCounted: Spark stopped: CAST_INVALID_INPUT");
    expect(stdout + stderr).not.toContain(secret);
  });

  test("ends when the engine is closed", async () => {
    const runner = sparkProcess(submit);
    const script = join(folder, "endless.py");
    const statement = `select b.id from range(1000000000000) a, range(1000) b where a.id + b.id < 0`;
    const cells = sparkPath(join(folder, "cells"));
    writeFileSync(script, sparkScript({ relations: {}, statement, cells }));
    const run = failure(runner.run(script));
    // Spark makes the folder of the cells when it begins to count.
    await expect
      .poll(() => readdirSync(folder).includes("cells"), { timeout: 120_000, interval: 200 })
      .toBe(true);
    runner.close();
    expect((await run).message).toContain("its engine was closed");
    const left = spawnSync("pgrep", ["-f", script], { encoding: "utf8" }).stdout;
    expect(left).toBe("");
  });
});

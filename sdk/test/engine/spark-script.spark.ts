import { globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { InputError, OutputError } from "../../src/errors.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { Row, SqlEngine } from "../../src/engine/engine.ts";
import {
  type SparkJob,
  sparkPath,
  sparkScript,
  sparkSource,
  type SparkType,
} from "../../src/engine/spark-script.ts";
import { quoteIdentifier, quoteLiteral } from "../../src/engine/sql-text.ts";
import { everythingSaid, failure } from "./failure.ts";
import { openSparkRecords, type SparkRecords } from "./spark-records.ts";

let duckdb: SqlEngine;
let spark: SparkRecords;
beforeAll(async () => {
  duckdb = await openDuckDb({ threads: 1 });
  spark = await openSparkRecords(duckdb, "compiled");
});
afterAll(async () => {
  await spark.close();
  duckdb.close();
});

let places = 0;

/** A place in the test's folder that is not taken. */
function place(): string {
  return join(spark.folder, `place ${(places += 1)}`);
}

/** A folder of Parquet files, one for each query of DuckDB. */
async function files(...queries: readonly string[]): Promise<string> {
  const folder = place();
  mkdirSync(folder);
  for (const [index, query] of queries.entries()) {
    const file = quoteLiteral(join(folder, `${index}.parquet`));
    await duckdb.run(`copy (${query}) to ${file} (format parquet)`);
  }
  return folder;
}

/** What a statement gives, over the students of a folder when there are any. */
async function run(
  job: Partial<SparkJob>,
  folder?: string,
  columns: Readonly<Record<string, SparkType>> = {},
): Promise<readonly Row[]> {
  const own = place();
  const relations =
    folder === undefined ? {} : { student: { parquet: sparkSource(folder), columns } };
  const usual = { relations, statement: "select * from student", cells: sparkPath(own) };
  writeFileSync(`${own}.py`, sparkScript({ ...usual, ...job }));
  await spark.session.run(`${own}.py`);
  const [file = ""] = globSync("part-*.parquet", { cwd: own });
  return duckdb.rows(`from read_parquet([${quoteLiteral(join(own, file))}])`);
}

/** A word that stands for a person's value; it may be in no message. */
const secret = "Wuthering";

describe("records that DuckDB wrote as Parquet", () => {
  test("come back exactly, at the limits of every type and without a value", async () => {
    await duckdb.run(`create table "every type" as select * from (values
      ('1', 'Åse Öberg ə 😀', 9007199254740991::bigint, 0.1::double, true, date '2025-08-11',
       timestamptz '2025-10-01 06:30:00.123456+03', ['a', null, 'b'],
       [1::bigint, null, -9007199254740991], [0.5::double, null], [true, null]),
      ('2', '', -9007199254740991, 1e300, false, date '0001-01-01',
       timestamptz '1969-12-31 23:59:59.999999+00', [], [], [], []),
      ('3', null, 0, -0.5, null, date '9999-12-31',
       timestamptz '1582-10-04 00:00:00+00', null, null, null, null),
      ('4', null, null, null, null, null, null, null, null, null, null)
    ) t(id, "familyName", "gradeNumber", "scaleMin", "isHeadcount", "entryDate", "eventTime",
      "scaleLabels", "itemScores", weights, answers)`);
    await spark.give("every type");
    // A time in a file of Spark is one in UTC, and does not say so.
    const expected = await duckdb.rows(
      `select * replace ("eventTime" at time zone 'UTC' as "eventTime") from "every type" order by id`,
    );
    expect(expected).toHaveLength(4);
    expect(await spark.rows("select * from `every type` order by id")).toEqual(expected);
  });

  test("keep their time to the last step, in UTC", async () => {
    const [row] = await spark.rows(
      "select cast(eventTime as string) as told, cast(eventTime as date) as day from `every type` where id = '1'",
    );
    expect(row).toEqual({ told: "2025-10-01 03:30:00.123456", day: "2025-10-01" });
  });

  test("may have names and texts that quote, and names that differ by their case", async () => {
    const name = `a"""b\`c\\d'e \${x} é😀`;
    const quoted = quoteIdentifier(name);
    await duckdb.run(
      `create table ${quoted} as select 'x' as ${quoted}, 1::bigint as entrydate, 2::bigint as id`,
    );
    await spark.give(name);
    const inSpark = `\`${name.replaceAll("`", "``")}\``;
    const rows = await spark.rows(
      String.raw`select ${inSpark}, id as ID, entrydate as entryDate, '\"\'\\ """ $' as text from ${inSpark}`,
    );
    expect(rows).toEqual([{ [name]: "x", ID: 2, entryDate: 1, text: `"'\\ """ $` }]);
  });

  test("are read from every file of a folder, also where one has fewer columns", async () => {
    const folder = await files(
      "select 1::bigint as id",
      "select 2::bigint as id, 5::bigint as later",
    );
    const statement = "select sum(id) as ids, sum(later) as later from student";
    const rows = await run({ statement }, folder, { id: "bigint", later: "bigint" });
    expect(rows).toEqual([{ ids: 3, later: 5 }]);
  });
});

describe("the type of a column", () => {
  const wider: readonly (readonly [string, SparkType])[] = [
    ["7::tinyint", "bigint"],
    ["7::smallint", "bigint"],
    ["7::integer", "bigint"],
    ["[7, null]::integer[]", "array<bigint>"],
    ["[7, null]::smallint[]", "array<bigint>"],
    ["7::float", "double"],
    ["[7, null]::float[]", "array<double>"],
  ];
  test.each(wider)(
    "%s may be read as %s, because every value stays what it is",
    async (value, type) => {
      const folder = await files(`select ${value} as points`);
      const points = value.startsWith("[") ? "[7,null]" : 7;
      expect(await run({}, folder, { points: type })).toEqual([{ points }]);
    },
  );

  const wrong: readonly (readonly [string, SparkType, string])[] = [
    ["'7'", "bigint", "string and must be bigint"],
    ["7::double", "bigint", "double and must be bigint"],
    ["7::bigint", "double", "bigint and must be double"],
    ["7::bigint", "string", "bigint and must be string"],
    ["7::ubigint", "bigint", "decimal(20,0) and must be bigint"],
    ["7::decimal(9, 2)", "double", "decimal(9,2) and must be double"],
    ["timestamp '2025-08-11'", "timestamp", "timestamp_ntz and must be timestamp"],
    ["date '2025-08-11'", "timestamp", "date and must be timestamp"],
    ["['7']", "array<bigint>", "array<string> and must be array<bigint>"],
  ];
  test.each(wrong)("%s is refused as %s", async (value, type, words) => {
    const folder = await files(`select ${value} as points`);
    const error = await failure(run({}, folder, { points: type }));
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toBe(`student.points is ${words}.`);
  });

  test("is asked of no column that is missing, or that is spelled otherwise", async () => {
    const folder = await files("select 7::bigint as POINTS");
    const error = await failure(run({}, folder, { points: "bigint" }));
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toBe("student has no column points.");
  });
});

describe("files that cannot be read", () => {
  const words = "could not be read";

  test("are said to be damaged, without what is in them", async () => {
    const folder = await files(`select '${secret}' || range as id from range(20000)`);
    const file = join(folder, "0.parquet");
    const whole = readFileSync(file);
    writeFileSync(file, whole.fill(0x5a, 100, Math.floor(whole.length / 2)));
    const statement = "select count(distinct id) as ids from student";
    const error = await failure(run({ statement }, folder, { id: "string" }));
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toContain(words);
    expect(everythingSaid(error)).not.toContain(secret);
  });

  test("are cut off, or not Parquet at all", async () => {
    const folder = await files("select range::varchar as id from range(1000)");
    const file = join(folder, "0.parquet");
    writeFileSync(file, readFileSync(file).subarray(0, 500));
    await expect(run({}, folder, { id: "string" })).rejects.toThrow(words);
    writeFileSync(file, secret);
    await expect(run({}, folder, { id: "string" })).rejects.toThrow(words);
  });

  test("are not there", async () => {
    await expect(run({}, place(), { id: "string" })).rejects.toThrow(words);
    await expect(run({}, await files(), { id: "string" })).rejects.toThrow(words);
  });
});

describe("a statement that fails", () => {
  test.each(["9223372036854775807 + 1", "cast(1e19 as bigint)", "cast(1e300 as decimal(38, 0))"])(
    "because a number is too large is an error, and not null: %s",
    async (expression) => {
      const error = await failure(run({ statement: `select ${expression} as sum` }));
      expect(error).toBeInstanceOf(InputError);
      expect(error.message).toContain("larger than the metric can count with");
    },
  );

  test("does not repeat the value that it is about", async () => {
    const folder = await files(`select '${secret}' as id`);
    const statement = "select cast(id as bigint) as id from student";
    const error = await failure(run({ statement }, folder, { id: "string" }));
    expect(error.message).toBe("Spark stopped with CAST_INVALID_INPUT, about a value");
    expect(everythingSaid(error)).not.toContain(secret);
  });

  test("does not write into a folder that is there already", async () => {
    const cells = place();
    mkdirSync(cells);
    writeFileSync(join(cells, "part-0.parquet"), "");
    const job = { statement: "select 1 as one", cells: sparkPath(cells) };
    const error = await failure(run(job));
    expect(error).toBeInstanceOf(OutputError);
    expect(error.message).toContain("is there already");
    expect(readdirSync(cells)).toEqual(["part-0.parquet"]);
  });
});

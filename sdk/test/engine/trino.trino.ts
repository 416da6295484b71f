import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { InputError, UsageError } from "../../src/errors.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { openTrino } from "../../src/engine/trino.ts";
import { openTrinoSchema, type TrinoSchema } from "./trino-schema.ts";

let duckdb: SqlEngine;
let trino: TrinoSchema;
beforeAll(async () => {
  duckdb = await openDuckDb({ threads: 1 });
  trino = await openTrinoSchema("records");
});
afterAll(async () => {
  await trino.close();
  duckdb.close();
});

/** Every type that a column of records has, at its limits and without a value. */
const everyType = `create table "every-type" as select * from (values
  ('1', 'Åse Öberg ə 😀', 9007199254740991::bigint, 0.1::double, true, date '2025-08-11',
   timestamptz '2025-10-01 06:30:00.123456+03', ['a', null, 'b'], [1::bigint, null, -9007199254740991], '{"en":"a"}'::json),
  ('2', '', -9007199254740991::bigint, 1e300::double, false, date '0001-01-01',
   timestamptz '1969-12-31 23:59:59.999999+00', [], [], '[]'::json),
  ('3', null, null, null, null, null, null, null, null, null)
) t("id", "familyName", "gradeNumber", "scaleMin", "isHeadcount", "entryDate", "eventTime", "scaleLabels", "itemScores", "title")`;

describe("a cluster of two nodes", () => {
  test("says its version, and that both of them are active", async () => {
    expect(trino.engine.name).toBe("trino");
    expect(trino.engine.version).toMatch(/^[0-9]+$/);
    const nodes = await trino.engine.rows(
      "select coordinator, state from system.runtime.nodes order by coordinator",
    );
    expect(nodes).toEqual([
      { coordinator: false, state: "active" },
      { coordinator: true, state: "active" },
    ]);
  });

  test("reads the files of a table on the worker", async () => {
    await duckdb.run("create table numbers as select range as id from range(20000)");
    await trino.copy(duckdb, "numbers");
    const counted = await trino.engine.rows(
      `select count(*) as "rows", sum(id) as total from numbers`,
    );
    expect(counted).toEqual([{ rows: 20_000, total: 199_990_000 }]);
    const readers = await trino.engine.rows(
      "select distinct node_id from system.runtime.tasks where processed_input_rows >= 20000",
    );
    expect(readers).toEqual([{ node_id: "worker" }]);
  });

  test("gives a result of many pages whole and in its order", async () => {
    const rows = await trino.engine.rows(
      "select id, rpad('', 200, 'x') as filler from numbers order by id",
    );
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 20_000 }, (_, index) => index));
  });
});

describe("records that DuckDB wrote as Parquet", () => {
  beforeAll(async () => {
    await duckdb.run(everyType);
    await trino.copy(duckdb, "every-type");
  });

  test("come back exactly", async () => {
    const rows = await trino.engine.rows(`select * from "every-type" order by 1`);
    expect(rows).toEqual([
      {
        id: "1",
        familyname: "Åse Öberg ə 😀",
        gradenumber: 9007199254740991,
        scalemin: 0.1,
        isheadcount: true,
        entrydate: "2025-08-11",
        eventtime: "2025-10-01 03:30:00.123456",
        scalelabels: '["a",null,"b"]',
        itemscores: "[1,null,-9007199254740991]",
        title: '{"en":"a"}',
      },
      {
        id: "2",
        familyname: "",
        gradenumber: -9007199254740991,
        scalemin: 1e300,
        isheadcount: false,
        entrydate: "0001-01-01",
        eventtime: "1969-12-31 23:59:59.999999",
        scalelabels: "[]",
        itemscores: "[]",
        title: "[]",
      },
      {
        id: "3",
        familyname: null,
        gradenumber: null,
        scalemin: null,
        isheadcount: null,
        entrydate: null,
        eventtime: null,
        scalelabels: null,
        itemscores: null,
        title: null,
      },
    ]);
  });

  test("keep the spelling of a column that a statement writes", async () => {
    const rows = await trino.engine.rows(
      `select t."entryDate", "gradeNumber" as "gradeNumber" from "every-type" as t where "id" = '1'`,
    );
    expect(rows).toEqual([{ entryDate: "2025-08-11", gradeNumber: 9007199254740991 }]);
  });

  test("are read from all files of a folder, also one that comes later", async () => {
    const folder = await trino.register("growing", { id: "INTEGER" });
    await duckdb.run(`copy (select 1 as "id") to '${join(folder, "1.parquet")}' (format parquet)`);
    expect(await trino.engine.rows("select sum(id) as total from growing")).toEqual([{ total: 1 }]);
    await duckdb.run(`copy (select 2 as "id") to '${join(folder, "2.parquet")}' (format parquet)`);
    expect(await trino.engine.rows("select sum(id) as total from growing")).toEqual([{ total: 3 }]);
  });

  test("have no value in a column that a file does not have", async () => {
    const folder = await trino.register("older", { id: "INTEGER", addedLater: "BIGINT" });
    await duckdb.run(`copy (select 1 as "id") to '${join(folder, "1.parquet")}' (format parquet)`);
    expect(await trino.engine.rows(`select "addedLater" from older`)).toEqual([
      { addedLater: null },
    ]);
  });
});

describe("numbers", () => {
  test("arrive with every digit, or not at all", async () => {
    const [row] = await trino.engine.rows(
      "select decimal '12345678901234567890123456789012345678' as wide, 1e300 as large, nan() as odd",
    );
    expect(row).toEqual({
      wide: "12345678901234567890123456789012345678",
      large: 1e300,
      odd: Number.NaN,
    });
    await expect(trino.engine.rows("select 9007199254740993")).rejects.toThrow(RangeError);
    await expect(trino.engine.rows("select array[9007199254740993]")).rejects.toThrow(RangeError);
  });

  test("that are too large for their type are refused", async () => {
    const sum = "select sum(x) from (values 9223372036854775807, bigint '1') t(x)";
    await expect(trino.engine.rows(sum)).rejects.toThrow("larger than the metric can count with");
  });
});

/** A word that stands for a person's value; it may be in no message. */
const secret = "Wuthering";

describe("what goes wrong", () => {
  const wrong: readonly (readonly [string, string, typeof InputError | typeof UsageError])[] = [
    ["a table that is not there", `select * from "${secret}"`, InputError],
    ["a column that is not there", `select "${secret}" from numbers`, InputError],
    ["a catalog that is not there", `select 1 from "${secret}".a.b`, UsageError],
    ["a schema that is not there", `select 1 from "${secret}".b`, UsageError],
  ];
  test.each(wrong)("is the operator's to mend when it is %s", async (_name, sql, kind) => {
    const error = await failure(trino.engine.rows(sql));
    expect(error).toBeInstanceOf(kind);
    expect(everythingSaid(error)).not.toContain(secret);
  });

  const quoting = [
    ["a text that is no number", `select cast('${secret}' as bigint)`],
    ["a statement that is not SQL", `select '${secret}' from where`],
    ["a failure of the statement's own", `select fail('${secret}')`],
  ] as const;
  test.each(quoting)("is said without the value when it is %s", async (_name, sql) => {
    expect(everythingSaid(await failure(trino.engine.rows(sql)))).not.toContain(secret);
  });

  test("names a damaged file's trouble and nothing that is in it", async () => {
    await duckdb.run(`create table damaged as select '${secret}' as "id" from range(1000)`);
    const file = await trino.copy(duckdb, "damaged");
    writeFileSync(file, readFileSync(file).subarray(0, 100));
    const error = await failure(trino.engine.rows("select count(distinct id) from damaged"));
    expect(error).toBeInstanceOf(InputError);
    expect(everythingSaid(error)).toMatch(/could not be read \([A-Z_]+\)/);
    expect(everythingSaid(error)).not.toContain(secret);
  });

  test("ends a statement when the engine is closed", async () => {
    const engine = await openTrino(trino.options);
    const slow = engine.rows(
      "select count(*) from numbers a, numbers b, numbers c where a.id + b.id > c.id",
    );
    setTimeout(() => engine.close(), 500);
    await expect(slow).rejects.toThrow("abort");
    await expect.poll(runningStatements, { timeout: 10_000 }).toBe(0);
  });
});

async function runningStatements(): Promise<unknown> {
  const [row] = await trino.engine.rows(
    "select count(*) as running from system.runtime.queries where state = 'RUNNING' and query like '%numbers c%' and query not like '%runtime%'",
  );
  return row?.["running"];
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable("it did not fail"),
    (error: unknown) => error,
  );
}

/** Everything that an error and its causes say. */
function everythingSaid(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return `${error.message} ${JSON.stringify(error)} ${error.stack} ${everythingSaid(error.cause)}`;
}

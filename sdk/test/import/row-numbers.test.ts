import { afterAll, beforeAll, expect, test } from "vitest";
import { loadRegistry } from "@edufed/schemas";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { readRecords } from "../../src/import/records.ts";
import { makeFolder } from "./folder.ts";

/** Enough for several threads to read one file at the same time. */
const records = 400_000;

let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 4 });
});
afterAll(() => {
  engine.close();
});

test.each([
  ["csv", "FORMAT csv, HEADER", 1],
  ["ndjson", "FORMAT json", 0],
  ["parquet", "FORMAT parquet, ROW_GROUP_SIZE 20000", 1],
] as const)(
  "%s: rows keep their numbers when a large file is read in parallel",
  async (format, options, header) => {
    using folder = makeFolder();
    const path = `${folder.path}/student.${format}`;
    await engine.run(
      `COPY (SELECT CAST(n AS VARCHAR) AS id, '1' AS sex, repeat('x', 80) AS address FROM range(1, ${records + 1}) AS t(n)) TO '${path}' (${options})`,
    );
    await readRecords(engine, [path], loadRegistry());
    const id = format === "ndjson" ? "id ->> '$'" : "id";
    const [row] = await engine.rows(
      `SELECT count(*) AS n, count_if(_row <> CAST(${id} AS BIGINT) + ${header}) AS moved FROM student__raw`,
    );
    expect(row).toEqual({ n: records, moved: 0 });
  },
);

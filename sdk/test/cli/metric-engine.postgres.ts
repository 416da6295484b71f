import { loadConformance } from "@edufed/schemas";
import { afterAll, beforeAll, expect, test } from "vitest";
import { metricVector } from "../../src/conformance/metrics.ts";
import { registry } from "../compute/engines.ts";
import { openPostgresRecords, type PostgresRecords } from "../engine/postgres-records.ts";
import { edufed, root } from "./edufed.ts";

const vector = metricVector(loadConformance(), "metrics/PTR/census-day.json");

let postgres: PostgresRecords;
beforeAll(async () => {
  postgres = await openPostgresRecords();
  await postgres.give(new Map(Object.entries(vector.records)), registry.entities);
});
afterAll(() => postgres.close());

test("figures are counted where a database holds the records", async () => {
  const by = vector.dimensions.join(",");
  const { code, out, err } = await edufed(
    root,
    ...["metric", "run", "PTR", "--engine", postgres.address, "--json"],
    ...["--period", vector.period, ...(by === "" ? [] : ["--by", by])],
  );
  expect(err).toContain("not checked by this command");
  expect(code).toBe(0);
  const [{ description, cells }] = JSON.parse(out);
  expect(description.engine).toMatch(/^postgres \d/);
  const [whole] = vector.cells;
  expect(cells[0]).toMatchObject({ num: whole?.num, den: whole?.den });
});

test.each([
  ["both places are named", ["--data", "records", "--engine", "postgres://a@b/c"], "two places"],
  ["no place is named", [], "Nothing says where the records are"],
  ["the address is of no engine", ["--engine", "mysql://a@b/c"], "none that there is"],
  ["a password stands in the address", ["--engine", "trino://a:secret@b/c/d"], "seen by everyone"],
  ["a port is none", ["--engine", "trino://secret@h:99999/c/s"], "does not say user, host"],
  ["a name is none", ["--engine", "trino://secret%ZZ@h:1/c/s"], "does not say user, host"],
  ["a folder has no records for Spark", ["--engine", "spark:/nowhere"], "no Parquet of any entity"],
])("it is told when %s", async (_what, options, message) => {
  const { code, err } = await edufed(root, "metric", "run", "PTR", ...options);
  expect(err).toContain(message);
  expect(err).not.toContain("secret");
  expect(code).toBe(2);
});

import { loadConformance } from "@edufed/schemas";
import { afterAll, beforeAll, expect, test } from "vitest";
import { metricVector } from "../../src/conformance/metrics.ts";
import { smallData } from "../../src/conformance/small-data.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import { registry } from "../compute/engines.ts";
import { openTrinoSchema, type TrinoSchema } from "../engine/trino-schema.ts";
import { edufed, root } from "./edufed.ts";

const vector = metricVector(loadConformance(), "metrics/PTR/census-day.json");

let trino: TrinoSchema;
beforeAll(async () => {
  trino = await openTrinoSchema("metric_engine");
  const duckdb = await openDuckDb({ threads: 1 });
  await smallData(duckdb, registry, vector.records);
  for (const entity of Object.keys(vector.records)) await trino.copy(duckdb, entity);
  duckdb.close();
});
afterAll(() => trino.close());

test("figures are counted where a cluster holds the records", async () => {
  const { server, user, catalog, schema } = trino.options;
  const address = `trino://${user}@${new URL(server).host}/${catalog}/${schema}`;
  const by = vector.dimensions.join(",");
  const { code, out, err } = await edufed(
    root,
    ...["metric", "run", "PTR", "--engine", address, "--json"],
    ...["--period", vector.period, ...(by === "" ? [] : ["--by", by])],
  );
  expect(err).toContain("not checked by this command");
  expect(code).toBe(0);
  const [{ description, cells }] = JSON.parse(out);
  expect(description.engine).toMatch(/^trino \d/);
  const [whole] = vector.cells;
  expect(cells[0]).toMatchObject({ num: whole?.num, den: whole?.den });
});

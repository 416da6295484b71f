import { describe, expect, test } from "vitest";
import { planMetric } from "../../src/compute/plan-metric.ts";
import { postgresDialect } from "../../src/engine/postgres-dialect.ts";
import { cellsSql } from "../../src/engine/sql.ts";
import { config, exampleParameters, firstSources, metricNamed, registry } from "./engines.ts";

describe("the SQL of a metric is meant to be read in the words of PostgreSQL too", () => {
  test.each([
    ["ASSESS_MEDIAN", []],
    ["ATT_CHRONIC", ["SCHOOL", "SEX"]],
  ])("%s", async (id, dimensions) => {
    const metric = metricNamed(id);
    const relations = new Map(
      [...registry.entities.keys()].map((entity) => [entity, { entity, name: entity }]),
    );
    const question = {
      metric,
      registry,
      dimensions,
      period: "2025/2026",
      config,
      parameters: exampleParameters(metric),
      sources: firstSources(metric),
    };
    const sql = cellsSql(planMetric(question, relations).plan, postgresDialect);
    await expect(`${sql}\n`).toMatchFileSnapshot(`./sql/postgres/${id}.sql`);
  });
});

import { type CountedMetric, isCounted } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { planMetric } from "../../src/compute/plan-metric.ts";
import { cellsSql } from "../../src/engine/sql.ts";
import { config, exampleParameters, firstSources, registry } from "./engines.ts";

/** The breakdown that shows most of each metric: an own property and a joined one. */
const cuts: Readonly<Record<string, readonly string[]>> = {
  ATT_CHRONIC: ["SCHOOL", "SEX"],
  ATT_RATE: ["GRADE"],
  ENG_DIGITAL: ["SCHOOL"],
  PTR: ["REF_AREA"],
  WHO5_MEAN: ["SEX"],
};

/** As few draws as a metric allows, so that a reader sees the end of its text. */
function fewDraws({
  plausible,
  replicates,
  parameters,
}: CountedMetric): Readonly<Record<string, number>> {
  const counts = new Set([plausible?.count, replicates?.count]);
  return Object.fromEntries(
    parameters.flatMap(({ id, minimum }) =>
      counts.has(id) && minimum !== undefined ? [[id, minimum] as const] : [],
    ),
  );
}

describe("the SQL of a metric is meant to be read", () => {
  test.each(
    [...registry.metrics.values()].filter(isCounted).map((metric) => [metric.id, metric] as const),
  )("%s", async (id, metric) => {
    const relations = new Map(
      [...registry.entities.keys()].map((entity) => [entity, { entity, name: entity }]),
    );
    const question = {
      metric,
      registry,
      dimensions: cuts[id] ?? [],
      period: "2025/2026",
      config,
      parameters: { ...exampleParameters(metric), ...fewDraws(metric) },
      sources: firstSources(metric),
    };
    const sql = cellsSql(planMetric(question, relations).plan);
    await expect(`${sql}\n`).toMatchFileSnapshot(`./sql/${id}.sql`);
  });
});

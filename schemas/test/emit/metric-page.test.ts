import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { entityPage } from "../../src/emit/markdown/entity-page.ts";
import { metricPage } from "../../src/emit/markdown/metric-page.ts";
import type { CountedMetric, Metric } from "../../src/metric.ts";
import { counted, derived } from "../every-part.ts";
import { sampleWith } from "../sample-registry.ts";

const registry = sampleWith();

function expected(name: string): string {
  return join(import.meta.dirname, "expected", `${name}.txt`);
}

test.each<readonly [string, Metric]>([
  ["a metric that is counted", counted],
  ["a metric that is made of others", derived],
])("the page of %s shows each of its parts", async (_what, metric) => {
  const text = metricPage(metric, registry);
  await expect(text).toMatchFileSnapshot(expected(`${metric.id}.md`));
});

describe("the unit of a metric", () => {
  test.each([
    ["a share of students", { ...counted, kind: "share" }, "share, shown as a percentage"],
    ["a parity index", { ...derived, kind: "parity" }, "`1`"],
    ["an effect size", derived, "`1`"],
    ["a mean of points", { ...counted, kind: "mean", unit: "{score}" }, "`{score}`"],
  ] as const)("of %s is said as it is", (_what, metric, unit) => {
    expect(metricPage(metric, registry)).toContain(`- **Unit:** ${unit}\n`);
  });
});

test("an entity is counted by the metrics that look it up", () => {
  const looking: CountedMetric = {
    ...counted,
    populations: {
      riders: {
        title: { en: "Riders" },
        sources: Object.values(counted.populations)
          .flatMap(({ sources }) => sources)
          .map((source) => ({
            ...source,
            lookups: [{ entity: "bus-ride", on: { id: "id" }, columns: { rides: "count(*)" } }],
          })),
      },
    },
  };
  const ride = registry.entities.get("bus-ride");
  if (ride === undefined) throw new Error("The sample has bus rides.");
  const metrics = new Map([[looking.id, looking]]);
  expect(entityPage(ride, { ...registry, metrics }, new Map())).toContain(
    "- **Counted by:** [RIDERS](../../metrics/riders/)",
  );
});

import { join } from "node:path";
import type { Metric } from "@edufed/schemas";
import { expect, test } from "vitest";
import { counted, derived } from "../../../schemas/test/every-part.ts";
import { metricLines } from "../../src/cli/metric-lines.ts";

test.each<readonly [string, Metric]>([
  ["is counted", counted],
  ["is made of others", derived],
])("a metric that %s is shown with each of its parts", async (_what, metric) => {
  const file = join(import.meta.dirname, "expected", `metric-${metric.id}.txt`);
  await expect(`${metricLines(metric).join("\n")}\n`).toMatchFileSnapshot(file);
});

test("a parameter that a question has to set is shown as such", () => {
  const parameters = [{ id: "test", description: "The assessment.", type: "text" } as const];
  expect(metricLines({ ...counted, parameters })).toContain(
    "  test (has to be said): The assessment.",
  );
});

import { loadConformance } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import {
  engineNames,
  inOrder,
  metricCells,
  type MetricVector,
} from "../../src/conformance/metrics.ts";
import { pathsOf, vectorAt } from "../../src/conformance/vectors.ts";
import { registry } from "../compute/engines.ts";
import { testTools } from "./tools.ts";

const vectors = loadConformance();
const paths = pathsOf(vectors, "metrics");

test("every metric of the standard has vectors", () => {
  const covered = new Set(paths.map((path) => path.split("/")[1]));
  expect([...covered]).toEqual([...registry.metrics.keys()].toSorted());
});

describe.each(engineNames)("on the %s engine", (engine) => {
  test.each(paths.map((path) => vectorAt<MetricVector>(vectors, path)))(
    "$metric: $description",
    async (vector) => {
      using tools = testTools();
      const found = await metricCells(vector, engine, registry, tools);
      expect(found).toEqual(inOrder(vector.cells));
    },
  );
});

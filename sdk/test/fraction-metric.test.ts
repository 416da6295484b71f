import { loadRegistry, type Metric } from "@edufed/schemas";
import { expect, test } from "vitest";
import { counted, derived } from "../../schemas/test/every-part.ts";
import { InputError } from "../src/errors.ts";
import { readDescription } from "../src/publish/cell-description.ts";
import { isFraction } from "../src/cells.ts";

const registry = loadRegistry();

const { weight: _w, plausible: _p, replicates: _r, ...unweighted } = counted;

test.each<readonly [string, boolean, Metric]>([
  ["share", true, { ...unweighted, kind: "share" }],
  ["ratio", true, { ...unweighted, kind: "ratio" }],
  ["mean", true, { ...unweighted, kind: "mean" }],
  ["weighted mean", false, { ...unweighted, kind: "mean", weight: "rides" }],
  [
    "mean of drawn values",
    false,
    {
      ...unweighted,
      kind: "mean",
      plausible: { list: "draws", as: "draw", count: "ridesMin" },
    },
  ],
  ["distribution", false, counted],
  ["deviation", false, { ...counted, kind: "deviation" }],
  ["quantile", false, { ...counted, kind: "quantile" }],
  ["difference", false, { ...derived, kind: "difference" }],
  ["parity", false, { ...derived, kind: "parity" }],
  ["effect", false, derived],
  ["range", false, { ...derived, kind: "range" }],
  ["survival", false, { ...derived, kind: "survival" }],
])("whether the figure of a %s is NUM ÷ DEN of its cell: %s", (_kind, is, metric) => {
  expect(isFraction(metric)).toBe(is);
});

test("cells of a figure that is not NUM ÷ DEN are not read for publication", async () => {
  const metrics = new Map([[derived.id, derived]]);
  const text = JSON.stringify({ metric: derived.id, period: "2025/2026", dimensions: [] });
  const reading = readDescription(text, "cells.json", { ...registry, metrics });
  await expect(reading).rejects.toThrow(InputError);
  await expect(reading).rejects.toThrow(/RIDERS_GAP \(effect\) are not sums whose parts add up/u);
});

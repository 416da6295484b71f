import { expect, test } from "vitest";
import type { CellTable } from "../../src/cells.ts";
import { withOwnNames } from "../../src/compute/own-names.ts";
import { dataSet, registry } from "./engines.ts";

const table = (id: string, code: string): CellTable => ({
  description: {
    metric: "PTR",
    metricVersion: "1.0.0",
    formalHash: "sha256:0",
    kind: "ratio",
    unit: "{student}/{teacher}",
    decimals: 2,
    denominatorScale: 1,
    sensitive: false,
    contributor: "staff",
    coverageMin: "0",
    quantity: { num: "n", den: "d" },
    parameters: {},
    sourcesUsed: {},
    period: "2025/2026",
    dimensions: [
      {
        id,
        codes: [
          { code: "_T", parent: null },
          { code, parent: "_T" },
        ],
      },
    ],
    engine: "none",
  },
  cells: [],
});

const organisation = [{ id: "s1", name: '{"en":"Harbour School","fi":"Sataman koulu"}' }];

test("a school's code carries the name that its organisation has; a total has none", async () => {
  const { data } = await dataSet({ organisation });
  const { description } = await withOwnNames(table("SCHOOL", "s1"), data, registry);
  data.engine.close();
  expect(description.dimensions[0]?.codes).toEqual([
    { code: "_T", parent: null },
    { code: "s1", parent: "_T", name: { en: "Harbour School", fi: "Sataman koulu" } },
  ]);
});

test("a code without an organisation, and a code of a list, stay as they are", async () => {
  const { data } = await dataSet({ organisation });
  expect(await withOwnNames(table("SCHOOL", "s2"), data, registry)).toEqual(table("SCHOOL", "s2"));
  expect(await withOwnNames(table("SEX", "F"), data, registry)).toEqual(table("SEX", "F"));
  data.engine.close();
});

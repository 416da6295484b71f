import { isCounted, loadRegistry } from "@edufed/schemas";
import type { CountedMetric } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { formalHash } from "../../src/formal-hash.ts";

const metrics = [...loadRegistry().metrics.values()].filter(isCounted);

describe("the formal hash of a metric", () => {
  test("is one of its own for every metric of the standard", async () => {
    const all = await hashes(metrics);
    expect(all.length).toBeGreaterThan(0);
    expect(new Set(all).size).toBe(all.length);
  });

  const informal: readonly (readonly [
    what: string,
    change: (metric: CountedMetric) => CountedMetric,
  ])[] = [
    ["a translation", (metric) => ({ ...metric, title: { ...metric.title, fi: "Toinen nimi" } })],
    [
      "a better definition text",
      (metric) => ({ ...metric, definition: { en: "In other words." } }),
    ],
    ["a caution", (metric) => ({ ...metric, cautions: [] })],
    ["a patch version", (metric) => ({ ...metric, version: "1.0.1" })],
    ["an alias", (metric) => ({ ...metric, aliases: ["other"] })],
    ["the name of a population", (metric) => ({ ...metric, populations: renamed(metric) })],
    [
      "the description of a parameter",
      (metric) => ({
        ...metric,
        parameters: metric.parameters.map((one) => ({ ...one, description: "x" })),
      }),
    ],
  ];

  const formal: readonly (readonly [
    what: string,
    change: (metric: CountedMetric) => CountedMetric,
  ])[] = [
    ["the numerator", (metric) => ({ ...metric, numerator: { ...metric.numerator, value: "0" } })],
    [
      "the denominator",
      (metric) => ({ ...metric, denominator: { ...metric.denominator, value: "2" } }),
    ],
    ["the decimals", (metric) => ({ ...metric, decimals: metric.decimals + 1 })],
    ["the unit", (metric) => ({ ...metric, unit: "{other}" })],
    ["the least coverage", (metric) => ({ ...metric, coverageMin: "0.123" })],
    ["who is counted", (metric) => ({ ...metric, populations: narrowed(metric) })],
    ["a dimension", (metric) => ({ ...metric, dimensions: [...metric.dimensions, "OTHER"] })],
  ];

  test.each(informal)("does not change with %s", async (_what, change) => {
    expect(await hashes(metrics.map(change))).toEqual(await hashes(metrics));
  });

  test.each(formal)("changes with %s", async (_what, change) => {
    const before = await hashes(metrics);
    expect((await hashes(metrics.map(change))).filter((hash) => before.includes(hash))).toEqual([]);
  });
});

function hashes(of: readonly CountedMetric[]): Promise<readonly string[]> {
  return Promise.all(of.map(formalHash));
}

function renamed({ populations }: CountedMetric): CountedMetric["populations"] {
  return Object.fromEntries(
    Object.entries(populations).map(([id, population]) => [
      id,
      { ...population, title: { en: "Others" } },
    ]),
  );
}

function narrowed({ populations }: CountedMetric): CountedMetric["populations"] {
  return Object.fromEntries(
    Object.entries(populations).map(([id, population]) => [
      id,
      { ...population, include: "1 = 1" },
    ]),
  );
}

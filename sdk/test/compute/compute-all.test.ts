import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isCounted, type Metric } from "@edufed/schemas";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleParameters } from "../../src/compute/check-metric.ts";
import { areCounts, computeAll, type FigureTable } from "../../src/compute/compute-all.ts";
import { isFraction } from "../../src/cells.ts";
import { compute } from "../../src/compute/compute.ts";
import type { ComputeRequest } from "../../src/compute/counted.ts";
import { estimate } from "../../src/compute/estimate.ts";
import { smallData } from "../../src/conformance/small-data.ts";
import type { Pseudonymous } from "../../src/dataset.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { EduFedError } from "../../src/errors.ts";
import { profiles } from "../../src/synth/profile.ts";
import { synthesise } from "../../src/synth/synth.ts";
import { config, registry } from "./engines.ts";

/** How many students the synthetic system has. */
const students = 40;

let folder: string;
let engine: SqlEngine;
let data: Pseudonymous;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "edufed-compute-all-"));
  engine = await openDuckDb({ threads: 1 });
  const profile = profiles["helsinki"];
  if (profile === undefined) throw new Error("There is a profile of Helsinki.");
  const entities = await synthesise(engine, { profile, students, seed: 7, folder });
  data = await smallData(
    engine,
    registry,
    Object.fromEntries(entities.map((entity) => [entity, []])),
  );
  for (const entity of entities) {
    await engine.run(
      `insert into "${entity}" by name from read_parquet('${join(folder, entity)}.parquet')`,
    );
  }
});

afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

function request(metric: Metric, dimensions: readonly string[] = []): ComputeRequest {
  const parameters = { ...exampleParameters(metric, registry), ...assessmentOf(metric) };
  return { metric, dimensions, parameters, data, registry, config, period: "2025/2026" };
}

/** The assessment of a grade, as synthetic systems have it. */
function assessmentOf({ id }: Metric): Readonly<Record<string, string>> {
  return id.startsWith("ASSESS_") || id === "MPL" ? { assessment: "assessment-3" } : {};
}

/** The table of one question alone; undefined where these records cannot answer it. */
async function alone(each: ComputeRequest): Promise<FigureTable | undefined> {
  try {
    const { metric } = each;
    return isFraction(metric) ? await compute(each) : await estimate(each);
  } catch (error) {
    if (error instanceof EduFedError) return undefined;
    throw error;
  }
}

/** Statements of replicate weights are long, and no other than those of weights. */
const chosenFrom = [...registry.metrics.values()].filter(
  (metric) => !isCounted(metric) || metric.replicates === undefined,
);

/** Questions about some metrics, uncut or cut in one way. */
const questions = fc
  .shuffledSubarray(chosenFrom, { minLength: 6, maxLength: 6 })
  .chain((metrics) =>
    fc.tuple(
      ...metrics.map((metric) =>
        fc.constantFrom([], ...metric.dimensions.map((id) => [id])).map((by) => ({ metric, by })),
      ),
    ),
  );

describe("tables that are computed together", () => {
  test("are the same as one by one, whatever is asked together", async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(questions, async (chosen) => {
        const asked: ComputeRequest[] = [];
        const expected: FigureTable[] = [];
        for (const { metric, by } of chosen) {
          const table = await alone(request(metric, by));
          if (table === undefined) continue;
          asked.push(request(metric, by));
          expected.push(table);
        }
        expect(await computeAll(asked)).toEqual(expected);
        compared += asked.length;
      }),
      { numRuns: 4, endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(4);
  }, 120_000);

  test("may be the same table twice, and the whole of a table is that of every other cut", async () => {
    const metric = registry.metrics.get("ATT_CHRONIC");
    if (metric === undefined || !isCounted(metric)) throw new Error("There is a chronic absence.");
    const asked = [[], ["SEX"], ["SEX", "GRADE"], ["SEX"]].map((by) => request(metric, by));
    const tables = await computeAll(asked);
    expect(tables[1]).toEqual(tables[3]);
    const wholes = tables.map(({ cells: [first] }) => ({ ...first, codes: {} }));
    for (const whole of wholes) expect(whole).toEqual(wholes[0]);
  });

  test("keep apart what a comparison of two metrics is made of, and what comes after it", async () => {
    const ids = ["ASSESS_EFFECT", "ATT_RATE", "ASSESS_SD"];
    const asked = ids.flatMap((id) => registry.metrics.get(id) ?? []).map((each) => request(each));
    const expected = [];
    for (const each of asked) expected.push(await alone(each));
    expect(expected.map((table) => table?.description.metric)).toEqual(ids);
    expect(await computeAll(asked)).toEqual(expected);
  });

  test("are kept apart where they are about two data sets, or under two settings", async () => {
    const rate = registry.metrics.get("ATT_RATE");
    if (rate === undefined) throw new Error("There is a rate of attendance.");
    const other = await openDuckDb({ threads: 1 });
    const day = { studentId: "s", schoolId: "a", date: "2025-09-01", granularity: "day" };
    const few = await smallData(other, registry, {
      "attendance-record": [{ id: "1", ...day, status: "absentExcused" }],
      organisation: [{ id: "a", areaCode: "FI-HEL" }],
    });
    const [own, strange] = [request(rate), { ...request(rate), data: few }];
    const elsewhere = {
      ...strange,
      dimensions: ["REF_AREA"],
      config: { ...config, refArea: "FI" },
    };
    const asked = [own, strange, elsewhere, { ...strange, dimensions: ["REF_AREA"] }];
    const expected = [];
    for (const each of asked) expected.push(await alone(each));
    expect(expected.every((table) => table !== undefined)).toBe(true);
    expect(await computeAll(asked)).toEqual(expected);
    other.close();
  });

  test("are none when nothing is asked", async () => {
    expect(await computeAll([])).toEqual([]);
  });

  test("fail as a whole when one of them cannot be computed", async () => {
    const [rate, gap] = ["ATT_RATE", "GPI"].map((id) => registry.metrics.get(id));
    if (rate === undefined || gap === undefined) throw new Error("Both are in the standard.");
    await expect(computeAll([request(rate), request(gap, ["SEX"])])).rejects.toThrow(
      /GPI cannot be cut by/u,
    );
  });
});

describe("counts and estimates", () => {
  test.each([
    ["ATT_RATE", true],
    ["PTR", true],
    ["WHO5_MEAN", true],
    ["ATT_TIERS", false],
    ["GPI", false],
    ["ASSESS_SD", false],
    ["ASSESS_MEDIAN", false],
    ["ASSESS_MEAN", false],
  ])("%s is a table of counts: %s", async (id, is) => {
    const metric = registry.metrics.get(id);
    if (metric === undefined) throw new Error(`There is ${id}.`);
    const [table] = await computeAll([request(metric)]);
    expect(table !== undefined && areCounts(table)).toBe(is);
  });

  test("what is made of other metrics cannot be counted, and an estimate is no table of counts", async () => {
    const [gap, tiers] = ["GPI", "ATT_TIERS"].map((id) => registry.metrics.get(id));
    if (gap === undefined || tiers === undefined) throw new Error("Both are in the standard.");
    await expect(compute(request(gap))).rejects.toThrow(/made of other metrics/u);
    await expect(compute(request(tiers))).rejects.toThrow(/is an estimate/u);
  });
});

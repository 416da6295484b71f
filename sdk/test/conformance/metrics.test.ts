import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compute } from "../../src/compute/compute.ts";
import type { ValueRow } from "../../src/engine/evaluate.ts";
import { config, dataSet, engineNames, metricNamed, registry } from "../compute/engines.ts";
import type { EngineName } from "../compute/engines.ts";

/** Given these records, expect these cells. */
interface Vector {
  readonly description: string;
  readonly metric: string;
  readonly period: string;
  readonly dimensions: readonly string[];
  readonly parameters?: Readonly<Record<string, number | string>>;
  readonly records: Readonly<Record<string, readonly ValueRow[]>>;
  readonly cells: readonly {
    readonly codes: Readonly<Record<string, string>>;
    readonly num: number;
    readonly den: number;
    readonly contributors: number;
    readonly expected: number | null;
    readonly value: string | null;
    readonly status: string;
  }[];
}

const folder = fileURLToPath(new URL("../../../schemas/conformance/metrics", import.meta.url));
const files = globSync("*/*.json", { cwd: folder }).toSorted();

test("every metric of the standard has vectors", () => {
  const covered = new Set(files.map((file) => file.split("/")[0]));
  expect([...covered]).toEqual([...registry.metrics.keys()].toSorted());
});

describe.each(engineNames)("on %s", (engine) => {
  test.each(files.map((file) => [readVector(file)]))("$metric: $description", async (vector) => {
    expect(await cellsOf(vector, engine)).toEqual(inOrder(vector.cells));
  });
});

function readVector(file: string): Vector {
  const vector: Vector = JSON.parse(readFileSync(join(folder, file), "utf8"));
  return vector;
}

async function cellsOf(vector: Vector, name: EngineName): Promise<Vector["cells"]> {
  const { data, engines } = await dataSet(vector.records);
  const metric = metricNamed(vector.metric);
  try {
    const { cells } = await compute({
      data,
      metric,
      registry,
      config,
      dimensions: vector.dimensions,
      period: vector.period,
      ...(vector.parameters === undefined ? {} : { parameters: vector.parameters }),
      engineOverride: engines[name],
    });
    return inOrder(
      cells.map(({ codes, num, den, contributors, expected, value, status }) => {
        const text = value?.toFixed(metric.decimals) ?? null;
        return { codes, num, den, contributors, expected, value: text, status };
      }),
    );
  } finally {
    data.engine.close();
  }
}

function inOrder(cells: Vector["cells"]): Vector["cells"] {
  const key = ({ codes }: Vector["cells"][number]): string =>
    Object.keys(codes)
      .toSorted()
      .map((id) => `${id}=${codes[id]}`)
      .join();
  return cells.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

import {
  conformanceSuite,
  levelVerdicts,
  loadConformance,
  loadRegistry,
  type Suite,
} from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { runConformance, type ConformanceResult } from "../../src/conformance/run.ts";
import type { Vectors } from "../../src/conformance/vectors.ts";
import { testTools } from "./tools.ts";

const registry = loadRegistry();
const all = loadConformance();

/** The files of the suite that a test looks at, with their manifest. */
function part(isPart: (path: string) => boolean): {
  readonly suite: Suite;
  readonly vectors: Vectors;
} {
  const vectors = new Map([...all].filter(([path]) => isPart(path)));
  expect(vectors.size).toBeGreaterThan(0);
  return { suite: conformanceSuite("1.0.0", vectors), vectors };
}

async function result(of: ReturnType<typeof part>): Promise<ConformanceResult> {
  using tools = testTools();
  return runConformance({ ...of, registry, tools });
}

/** One file with one value in it replaced, as an implementation that gets it wrong would see it. */
function altered(path: string, change: (text: string) => string): ReturnType<typeof part> {
  const text = all.get(path) ?? "";
  expect(change(text)).not.toBe(text);
  const vectors = new Map([[path, change(text)]]);
  return { suite: conformanceSuite("1.0.0", vectors), vectors };
}

describe("this program", () => {
  test("conforms at every level that small kinds of cases prove", async () => {
    const of = part((path) => /^(?:canonical|pseudonyms|signatures|protection)/u.test(path));
    const { kinds, failures } = await result(of);
    expect(failures).toEqual([]);
    expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(
      Object.keys(of.suite.kinds).toSorted(),
    );
    expect(kinds.every(({ cases, passed }) => cases > 0 && passed === cases)).toBe(true);
  });

  test("reads and judges the records of an entity as the suite expects, alone and as data", async () => {
    const of = part((path) => path.startsWith("entities/student/"));
    const { kinds, failures } = await result(of);
    expect(failures).toEqual([]);
    expect(levelVerdicts(of.suite, kinds)).toEqual([
      { level: "reads-records", verdict: "conforms" },
      { level: "validates", verdict: "conforms" },
    ]);
  });
});

describe("a case that comes out otherwise is found:", () => {
  test.each([
    ["a pseudonym", "pseudonyms.json", '"s-1"', '"s-2"', "pseudonyms#cases/0"],
    [
      "a canonical form",
      "canonical.json",
      '"[1,true,null]"',
      '"[1, true,null]"',
      "canonical#accepted/1",
    ],
    [
      "a signature",
      "signatures.json",
      '"valid": [true]',
      '"valid": [false]',
      "signatures#envelopes/0",
    ],
    [
      "a protected cell",
      "protection/all-or-nothing.json",
      '"expected": "Q"',
      '"expected": "A"',
      "protection/all-or-nothing#cases/0",
    ],
    [
      "an attack",
      "protection/audit.json",
      '"safe": false',
      '"safe": true',
      "protection/audit#cases",
    ],
    [
      "a cell of a metric",
      "metrics/ATT_RATE/days.json",
      /"num": \d+/u,
      '"num": 99999',
      "metrics/ATT_RATE/days",
    ],
    [
      "a record",
      "entities/student/valid/minimal.json",
      /"sex": "\d"/u,
      '"sex": "7"',
      "entities/student/valid/minimal",
    ],
  ])("%s", async (_what, path, before, after, id) => {
    const { kinds, failures } = await result(altered(path, (text) => text.replace(before, after)));
    expect(failures[0]?.id).toContain(id);
    expect(kinds[0]?.failed).toContain(failures[0]?.id);
  });

  test("and one of a kind that nothing runs is skipped, with the reason", async () => {
    const vectors = new Map([["speed.json", JSON.stringify({ description: "fast" })]]);
    const suite = conformanceSuite("1.0.0", vectors);
    const { kinds } = await result({ suite, vectors });
    expect(kinds).toMatchObject([
      { kind: "speed", passed: 0, failed: [], skipped: [{ cases: 1 }] },
    ]);
  });
});

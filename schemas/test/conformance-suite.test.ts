import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { caseIds, conformanceSuite, suiteText, textDigest } from "../src/conformance-suite.ts";
import { loadConformance, loadRegistry } from "../src/registry.ts";

const one = JSON.stringify({ description: "one", record: {}, findings: [{ code: "missing" }] });
const two = JSON.stringify({
  description: "two",
  keys: [{ id: "k" }],
  accepted: [{ description: "a" }, { description: "b" }],
  refused: [{ description: "c" }],
});

const pair = JSON.stringify({
  rule: "exit",
  passing: { description: "d" },
  failing: { description: "e" },
});

describe("the manifest of a suite", () => {
  const suite = conformanceSuite(
    "1.0.0",
    new Map([
      ["entities/bus/valid/full.json", one],
      ["entities/bus/invalid/late.json", one],
      ["entities/tram/valid/full.json", one],
      ["canonical.json", two],
      ["protection/audit.json", two],
      ["rules/exit.json", pair],
      ["diff/base.json", JSON.stringify({ entities: {}, policy: { description: "p" } })],
    ]),
  );

  test("counts a file as one case, one with described parts as many, and material as none", () => {
    expect(suite.kinds).toEqual({
      canonical: { cases: 3 },
      entities: { cases: 3, parts: { bus: 2, tram: 1 } },
      protection: { cases: 3 },
      rules: { cases: 2 },
    });
    expect(suite.files["diff/base.json"]?.isMaterial).toBe(true);
    expect(suite.files["canonical.json"]?.lists).toEqual({ accepted: 2, refused: 1 });
  });

  test("names every case", () => {
    expect(caseIds(suite)).toEqual([
      "canonical#accepted/0",
      "canonical#accepted/1",
      "canonical#refused/0",
      "entities/bus/invalid/late",
      "entities/bus/valid/full",
      "entities/tram/valid/full",
      "protection/audit#accepted/0",
      "protection/audit#accepted/1",
      "protection/audit#refused/0",
      "rules/exit#passing",
      "rules/exit#failing",
    ]);
  });

  test("has the levels that its cases can prove, and no other", () => {
    expect(suite.levels.map(({ id }) => id)).toEqual([
      "reads-records",
      "validates",
      "protects",
      "canonicalises",
    ]);
  });

  test("has the digest of every file, which any change of a byte changes", () => {
    expect(suite.files["canonical.json"]?.digest).toBe(textDigest(two));
    expect(textDigest(`${two} `)).not.toBe(textDigest(two));
    expect(textDigest("abc")).toBe(
      "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });
});

test("suite.json is the manifest of the vectors that lie beside it", () => {
  const vectors = loadConformance();
  expect(vectors.size).toBeGreaterThan(500);
  const written = readFileSync(join(import.meta.dirname, "../conformance/suite.json"), "utf8");
  expect(written).toBe(suiteText(conformanceSuite(loadRegistry().version, vectors)));
});

import { expect, test } from "vitest";
import { diffOutcomes } from "../src/conformance-diff.ts";
import { loadConformance } from "../src/registry.ts";

const vectors = new Map([...loadConformance()].filter(([path]) => path.startsWith("diff/")));
const first = "diff/01-entity-removed.json";

test("this program classifies every change as the suite expects", () => {
  const outcomes = diffOutcomes(vectors);
  expect(outcomes.length).toBeGreaterThan(100);
  expect(outcomes.filter(({ passed }) => !passed)).toEqual([]);
});

test.each([
  ["another step", '"step": "major"', '"step": "minor"'],
  [
    "another rule",
    '"rule": "entity-removed",\n            "pointer"',
    '"rule": "other",\n            "pointer"',
  ],
  ["another place", '"pointer": "entities/enrolment"', '"pointer": "entities/student"'],
  ["a change less", /"changes": \[[^\]]*\]/u, '"changes": []'],
])("a case that expects %s fails, and says what was found", (_what, before, after) => {
  const text = vectors.get(first) ?? "";
  const altered = text.replace(before, after);
  expect(altered).not.toBe(text);
  const outcomes = diffOutcomes(new Map([...vectors, [first, altered]]));
  const outcome = outcomes.find(({ passed }) => !passed);
  expect(outcome?.id).toMatch(/^diff\/01-entity-removed#cases\/\d+$/u);
  expect(outcome?.difference).toMatch(/^expected .*, found /u);
});

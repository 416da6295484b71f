import { describe, expect, test } from "vitest";
import { catalogue, changeRules } from "../../src/diff/catalogue.ts";
import { diff, stepOf } from "../../src/diff.ts";
import { answer, base, diffVectors } from "./vectors.ts";

const vectors = diffVectors();

test("the catalogue has sixty rules, numbered from 1, and each has a vector", () => {
  expect(catalogue.map(({ number }) => number)).toEqual(
    Array.from({ length: 60 }, (_, index) => index + 1),
  );
  const named = catalogue.map(({ number, id }) => `${String(number).padStart(2, "0")}-${id}`);
  expect(vectors.map(([name]) => name)).toEqual(named);
  expect(vectors.map(([, { number, rule }]) => ({ number, id: rule }))).toEqual(
    catalogue.map(({ number, id }) => ({ number, id })),
  );
});

describe.each(vectors)("%s", (_name, { rule, cases }) => {
  test("its first case is what the rule is about, with the step of the catalogue", () => {
    const [first] = cases;
    if (first === undefined) throw new Error("A vector has a case.");
    const { steps, findings } = answer(first, first.expected);
    const found = [...steps, ...(findings ?? [])].map((each) => each.rule);
    expect(found).toContain(rule);
    const own = steps.find((each) => each.rule === rule);
    const entry = catalogue.find(({ id }) => id === rule);
    expect(own?.step ?? "process").toBe(entry?.step);
  });

  test.each(cases)("$description", (one) => {
    const { changes, steps, findings } = answer(one, one.expected);
    expect(sorted(changes)).toEqual(sorted(one.expected.changes));
    expect(stepOf(steps)).toBe(one.expected.step);
    expect(findings?.map((each) => ({ rule: each.rule, pointer: each.pointer }))).toEqual(
      one.expected.findings,
    );
  });
});

test("a release does not differ from itself", () => {
  expect(diff(base, structuredClone(base))).toEqual([]);
});

test("a change is a sentence, and says its number", () => {
  const all = vectors.flatMap(([, { cases }]) =>
    cases.flatMap((one) => answer(one, one.expected).steps),
  );
  expect(all.length).toBeGreaterThan(100);
  for (const { text, number, rule } of all) {
    expect(text).toMatch(/^\S.*\.$/u);
    expect(number).toBe(changeRules[rule].number);
  }
});

function sorted<T extends { readonly rule: string; readonly pointer: string }>(
  changes: readonly T[],
): readonly T[] {
  return changes.toSorted((one, other) =>
    `${one.pointer} ${one.rule}` < `${other.pointer} ${other.rule}` ? -1 : 1,
  );
}

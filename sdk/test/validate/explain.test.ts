import { loadRegistry } from "@edufed/schemas";
import { expect, test } from "vitest";
import { allChecks, explain, type Explanation } from "../../src/validate/explain.ts";

const registry = loadRegistry();

test("a code, a check and a declared rule are explained", () => {
  expect(explain("ambiguous-date", registry)?.fix).toMatch(/YYYY-MM-DD/);
  expect(explain("student/birthYear/minimum", registry)).toMatchObject({
    title: "birthYear is below 1900.",
    entity: "student",
    pointer: "/birthYear",
  });
  expect(explain("student-birth-year-of-birth-date", registry)).toMatchObject({
    entity: "student",
    pointer: "/birthYear",
  });
  expect(explain("student/shoeSize/minimum", registry)).toBeUndefined();
  expect(explain("nonsense", registry)).toBeUndefined();
});

test("every check of the standard has an id of its own, a title, a reason and a remedy", () => {
  const checks = allChecks(registry);
  expect(checks.length).toBeGreaterThan(300);
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  const unexplained = checks.filter(({ id }) => !isComplete(explain(id, registry)));
  expect(unexplained.map(({ id }) => id)).toEqual([]);
});

function isComplete(explanation: Explanation | undefined): boolean {
  if (explanation === undefined) return false;
  const { title, why, fix } = explanation;
  return [title, why, fix].every((sentence) => /^\S.*\.$/.test(sentence));
}

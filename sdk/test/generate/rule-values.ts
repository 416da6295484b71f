import type { ValueType } from "@edufed/schemas";
import fc from "fast-check";
import type { ValueRow } from "../../src/engine/evaluate.ts";

const texts = [
  "",
  "0",
  "7",
  "2025/2026",
  "2024/2026",
  "2026",
  "ä",
  "\u{1F600}x",
  "\uFB00",
  "\uD800",
  "x\uDC00",
];
const days = ["2024-02-29", "2025-08-11", "2025-12-31", "2026-01-01", "2026-08-10"];
const numbers = [-1.5, -1, -0, 0, 1, 2, 3, 6, 60, 2014, 2025, 2 ** 53 - 1, -(2 ** 53) + 1];
const integers = numbers.filter((number) => Number.isInteger(number));

/** A value that can be read as the property, or one that is not there; no other is judged. */
export function valueOf(
  type: ValueType,
  literals: readonly string[],
): fc.Arbitrary<ValueRow[string]> {
  return fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
    { weight: 4, arbitrary: knownValueOf(type, literals) },
  );
}

function knownValueOf(
  type: ValueType,
  literals: readonly string[],
): fc.Arbitrary<ValueRow[string]> {
  switch (type.kind) {
    case "string":
      return fc.constantFrom(...texts, ...literals);
    case "code":
      return fc.constantFrom(...type.codes.slice(0, 20), ...literals);
    case "integer":
      return fc.constantFrom(...integers);
    case "number":
      return fc.constantFrom(...numbers);
    case "boolean":
      return fc.boolean();
    case "date":
      return fc.constantFrom(...days);
    case "date-time":
      return fc.constantFrom(...days.map((day) => `${day}T08:00:00Z`));
    case "list":
      return listOf(type.item, literals);
    case "object":
      return fc.constant("{}");
  }
}

function listOf(item: ValueType, literals: readonly string[]): fc.Arbitrary<ValueRow[string]> {
  const items = knownValueOf(item, literals).filter(
    (value) => typeof value === "string" || typeof value === "number",
  );
  return fc.array(fc.oneof({ weight: 4, arbitrary: items }, fc.constant(null)), { maxLength: 4 });
}

import { expect, test } from "vitest";
import { knownKeywords } from "../../src/diff/schema.ts";
import { loadCurrent } from "../../src/release-files.ts";
import { isObject } from "../../src/release.ts";

test("every keyword of the standard's schemas is one that the comparison knows", () => {
  const { entities, exchange } = loadCurrent();
  const used = new Set(
    [...Object.values(entities), ...Object.values(exchange)].flatMap((schema) =>
      keywordsOf(schema),
    ),
  );
  expect(used.size).toBeGreaterThan(25);
  expect([...used].filter((keyword) => !knownKeywords.has(keyword))).toEqual([]);
});

function keywordsOf(schema: unknown): readonly string[] {
  if (!isObject(schema)) return [];
  const { properties, items, additionalProperties } = schema;
  const inner = isObject(properties) ? Object.values(properties) : [];
  return [
    ...Object.keys(schema),
    ...[...inner, items, additionalProperties].flatMap((part) => keywordsOf(part)),
  ];
}

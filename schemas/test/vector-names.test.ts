import { expect, test } from "vitest";
import { change } from "../src/diff/change.ts";
import { vectorFindings } from "../src/process/vector.ts";
import { loadConformance } from "../src/registry.ts";
import { loadCurrent } from "../src/release-files.ts";
import { isObject } from "../src/release.ts";

const standard = loadCurrent();

/** Pointers of everything in a schema that has a name, and of what its lists hold. */
function pointersIn(schema: unknown, pointer: string): readonly string[] {
  if (!isObject(schema)) return [];
  const { items, properties } = schema;
  const inner = isObject(items)
    ? [`${pointer}/items`, ...pointersIn(items, `${pointer}/items`)]
    : [];
  const named = Object.entries(isObject(properties) ? properties : {}).flatMap(
    ([name, property]) => {
      const at = `${pointer}/properties/${name}`;
      return [at, ...pointersIn(property, at)];
    },
  );
  return [...inner, ...named];
}

test("rule 59 finds the examples of everything that the standard has", () => {
  const pointers = [
    ...Object.entries(standard.entities).flatMap(([name, schema]) =>
      pointersIn(schema, `entities/${name}`),
    ),
    ...Object.keys(standard.rules).map((id) => `rules/${id}`),
  ];
  expect(pointers.length).toBeGreaterThan(500);
  const changes = pointers.map((pointer) =>
    change("optional-field-added", { pointer, name: pointer, travels: false }, "It is new."),
  );
  const vectors = [...loadConformance().keys()];
  expect(vectorFindings(standard, changes, vectors)).toEqual([]);
});

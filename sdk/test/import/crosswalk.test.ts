import { loadRegistry } from "@edufed/schemas";
import { expect, test } from "vitest";
import {
  type CrosswalkFile,
  loadCrosswalk,
  parseCrosswalk,
  type PropertyRules,
  templateParts,
  usedColumns,
} from "../../src/import/crosswalk.ts";

const registry = loadRegistry();
const files = [...loadCrosswalk("contoso").files.values()];
const targets = files.flatMap((file) =>
  [[file.entity, file.properties] as const, ...file.also].map(([entity, rules]) => ({
    name: `${file.name} → ${entity}`,
    entity,
    rules,
  })),
);

test("the Contoso crosswalk names the four kinds of file", () => {
  expect(files.map(({ name }) => name)).toEqual([
    "studentattendance",
    "studentdemographics",
    "students",
    "studentsectionmark",
  ]);
});

test.each(targets)(
  "$name: fills properties that exist, and all that are required",
  ({ entity, rules }) => {
    const properties = registry.entities.get(entity)?.properties ?? [];
    const names = new Set(properties.map(({ name }) => name));
    const required = properties.filter((property) => property.required).map(({ name }) => name);
    expect([...rules.keys()].filter((name) => !names.has(name))).toEqual([]);
    expect(required.filter((name) => !rules.has(name))).toEqual([]);
  },
);

test.each(targets)("$name: maps only to codes that exist", ({ entity, rules }) => {
  expect(strangeCodes(entity, rules)).toEqual([]);
});

function strangeCodes(entity: string, rules: PropertyRules): readonly string[] {
  return (registry.entities.get(entity)?.properties ?? []).flatMap(({ name, type }) => {
    const rule = rules.get(name);
    if (rule?.kind !== "column" || type.kind !== "code") return [];
    return Object.values(rule.codes ?? {}).filter((code) => !type.codes.includes(code));
  });
}

test.each(files)(
  "$name: no column is both read and left out, and each one left out has a reason",
  (file: CrosswalkFile) => {
    const used = usedColumns(file);
    expect([...file.leftOut.keys()].filter((column) => used.has(column))).toEqual([]);
    expect([...file.leftOut.values()].filter((reason) => reason.length < 10)).toEqual([]);
  },
);

test("a template is literal text and columns in turn", () => {
  expect(templateParts("{a}/{b c}!")).toEqual([
    { column: "a" },
    { text: "/" },
    { column: "b c" },
    { text: "!" },
  ]);
});

test("a crosswalk that says something unknown is not accepted", () => {
  const properties = { id: { term: "id", relation: "equivalent", read: "guessed" } };
  const table = { records: { student: { row: "id", properties } } };
  expect(() => parseCrosswalk({ id: "x", title: "X", tables: { t: table } })).toThrow(/read/);
});

import { loadRegistry } from "@edufed/schemas";
import { expect, test } from "vitest";
import type { PostgresColumn } from "../../src/engine/postgres-catalogue.ts";
import { copySql, selectedColumns } from "../../src/import/postgres-select.ts";

const student = loadRegistry().entities.get("student");
if (student === undefined) throw new Error("the standard has students");

const column = (name: string, type: string, category: string, kind = "b"): PostgresColumn => ({
  name,
  type,
  kind,
  category,
});

const columns = [
  column("id", "text", "S"),
  column("birthDate", "timestamp", "D"),
  column("shoeSize", "int4", "N"),
];

test("a table is read in the order of its key, rows of equal keys as they lie there", () => {
  const table = { schema: 'a"b', name: "student", hasRowPlaces: true, columns };
  expect(copySql(student, table, selectedColumns(student, table))).toBe(
    `COPY (
  SELECT row_number() OVER (ORDER BY "id", tableoid, ctid) AS _row,
    "id"::pg_catalog.text AS "id",
    CASE WHEN pg_catalog.isfinite("birthDate") AND "birthDate" = pg_catalog.date_trunc('day', "birthDate") THEN "birthDate"::pg_catalog.date::pg_catalog.text ELSE pg_catalog.to_json("birthDate") #>> '{}' END AS "birthDate"
  FROM "a""b"."student"
) TO STDOUT (FORMAT csv)`,
  );
});

test("rows of a view that have equal keys are ordered by everything they say", () => {
  const table = { schema: "public", name: "student", hasRowPlaces: false, columns };
  expect(copySql(student, table, selectedColumns(student, table))).toContain(
    `(ORDER BY "id", (CASE WHEN`,
  );
});

test.each([
  ["text", "S", "b", "VARCHAR"],
  ["bpchar", "S", "b", "VARCHAR"],
  ["level", "E", "e", "VARCHAR"],
  ["uuid", "U", "b", "VARCHAR"],
  ["date", "D", "b", "VARCHAR"],
  ["timestamptz", "D", "b", "VARCHAR"],
  ["int2", "N", "b", "BIGINT"],
  ["int8", "N", "b", "BIGINT"],
  ["numeric", "N", "b", "JSON"],
  ["float4", "N", "b", "JSON"],
  ["bool", "B", "b", "BOOLEAN"],
  ["jsonb", "U", "b", "JSON"],
  ["_text", "A", "b", "JSON"],
  ["address", "C", "c", "JSON"],
  ["bytea", "U", "b", "BLOB"],
])("a column of type %s travels in the form that is exact for it", (type, category, kind, form) => {
  const table = {
    schema: "public",
    name: "student",
    hasRowPlaces: true,
    columns: [column("id", type, category, kind)],
  };
  expect(selectedColumns(student, table).map((each) => each.form)).toEqual([form]);
});

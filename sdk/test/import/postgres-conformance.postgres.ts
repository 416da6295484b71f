import type { Entity, ValueType } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { type Vector, vectors } from "../tables/vectors.ts";
import { makeFolder } from "./folder.ts";
import { cluster, found, registry, renewSchema, school, verdicts } from "./postgres-school.ts";

/** Column types as the generated tables have them. */
const scalarColumns = {
  string: "text",
  code: "text",
  integer: "bigint",
  number: "double precision",
  boolean: "boolean",
  date: "date",
  "date-time": "timestamptz",
  object: "jsonb",
} as const;

function columnOf(type: ValueType): string {
  if (type.kind !== "list") return scalarColumns[type.kind];
  return type.item.kind === "string" || type.item.kind === "code" ? "text[]" : "jsonb";
}

function table(entity: Entity, columnType: (type: ValueType) => string): string {
  const columns = entity.properties.map(({ name, type }) => `"${name}" ${columnType(type)}`);
  return `create table school."${entity.name}" (${columns.join(", ")});`;
}

function entityNamed(name: string): Entity {
  const entity = registry.entities.get(name);
  if (entity === undefined) throw new Error(`no entity ${name}`);
  return entity;
}

/** Vectors of which every name is a property: a table with another column is another matter. */
const known = vectors().filter(({ entity, record }) => {
  const names = new Set(entityNamed(entity).properties.map(({ name }) => name));
  return Object.keys(record).every((name) => names.has(name));
});

/** How the records of an entity are put into a table, and into a file in the table's order. */
interface Arrangement {
  readonly columnType: (type: ValueType) => string;
  readonly insert: (vector: Vector, place: number) => string;
  /** SQL of a key's column as it is sorted. */
  readonly sorted: (column: string) => string;
  readonly file: (
    entity: Entity,
    rows: readonly Vector[],
  ) => { readonly name: string; readonly text: string };
  /** Lines before the first record. */
  readonly header: 0 | 1;
}

/** The number of records that were compared. */
async function compare({
  columnType,
  insert: inserted,
  sorted,
  file,
  header,
}: Arrangement): Promise<number> {
  const entities = [...Map.groupBy(known, ({ entity }) => entity)].map(([name, all]) => ({
    entity: entityNamed(name),
    all,
  }));
  const tables = entities.map(({ entity }) => table(entity, columnType));
  const places = entities.map(
    ({ entity }) => `alter table school."${entity.name}" add "place" int;`,
  );
  const rows = entities.flatMap(({ all }) => all.map(inserted));
  renewSchema([...tables, ...places, ...rows].join("\n"));
  const files = entities.map(({ entity, all }) => {
    const order = [...entity.key.map((name) => sorted(`"${name}"`)), "ctid"].join(", ");
    const list = cluster.psql(`select "place" from school."${entity.name}" order by ${order}`);
    return file(
      entity,
      list
        .split("\n")
        .filter(Boolean)
        .flatMap((place) => all[Number(place)] ?? []),
    );
  });
  using folder = makeFolder(Object.fromEntries(files.map(({ name, text }) => [name, text])));
  const ofTables = (await found([school])).filter(({ code }) => code !== "unknown-column");
  const ofFiles = await found([folder.path]);
  const moved = ofTables.map((finding) => ({
    ...finding,
    rows: (finding.rows ?? []).map((row) => row + header),
  }));
  expect(verdicts(moved)).toEqual(verdicts(ofFiles));
  expect(ofFiles.length).toBeGreaterThan(100);
  return rows.length;
}

function literal(value: unknown): string {
  return `'${(typeof value === "string" ? value : JSON.stringify(value)).replaceAll("'", "''")}'`;
}

function insert(
  { entity, record }: Vector,
  place: number,
  value: (value: unknown) => string,
): string {
  const entries = Object.entries(record);
  const names = entries.map(([name]) => `"${name}", `).join("");
  return `insert into school."${entity}" (${names}"place") values (${entries.map(([, each]) => `${value(each)}, `).join("")}${place});`;
}

const ndjson = ({ name }: Entity, rows: readonly object[]): { name: string; text: string } => ({
  name: `${name}.ndjson`,
  text: rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
});

describe("the records of the conformance suite have the findings that they have in files", () => {
  test("in tables of jsonb", async () => {
    const compared = await compare({
      columnType: () => "jsonb",
      insert: (vector, place) => insert(vector, place, (value) => literal(JSON.stringify(value))),
      sorted: (column) => `${column}::text collate "C"`,
      file: (entity, rows) =>
        ndjson(
          entity,
          rows.map(({ record }) => record),
        ),
      header: 0,
    });
    expect(compared).toBeGreaterThan(300);
  }, 300_000);

  test("in tables of text, as in CSV", async () => {
    const asText = (value: unknown): string =>
      value === null || value === undefined
        ? ""
        : typeof value === "string"
          ? value
          : JSON.stringify(value);
    const compared = await compare({
      columnType: () => "text",
      insert: (vector, place) =>
        insert(vector, place, (value) => (asText(value) === "" ? "NULL" : literal(asText(value)))),
      sorted: (column) => column,
      file: (entity, rows) => {
        const names = entity.properties.map(({ name }) => name);
        const lines = rows.map(({ record }) => {
          const values = new Map<string, unknown>(Object.entries(record));
          return names
            .map((name) =>
              asText(values.get(name)) === ""
                ? ""
                : `"${asText(values.get(name)).replaceAll('"', '""')}"`,
            )
            .join(",");
        });
        return { name: `${entity.name}.csv`, text: `${[names.join(","), ...lines].join("\n")}\n` };
      },
      header: 1,
    });
    expect(compared).toBeGreaterThan(300);
  }, 300_000);

  test("in tables of their own types, as the server itself writes them in JSON", async () => {
    const compared = await compare({
      columnType: columnOf,
      insert: ({ entity, record }, place) => `do $do$ begin
  insert into school."${entity}" select * from jsonb_populate_record(null::school."${entity}", ${literal(JSON.stringify({ ...record, place }))});
exception when others then null; end $do$;`,
      sorted: (column) => column,
      file: (entity, rows) => {
        const places = rows.map((row) =>
          known.filter(({ entity: of }) => of === entity.name).indexOf(row),
        );
        const written = cluster.psql(
          `set timezone = 'UTC'; select to_jsonb(t) from school."${entity.name}" as t`,
        );
        const byPlace = new Map(
          written
            .split("\n")
            .filter(Boolean)
            .map((text) => {
              const { place, ...values } = JSON.parse(text);
              return [
                place,
                Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)),
              ] as const;
            }),
        );
        return ndjson(
          entity,
          places.map((place) => byPlace.get(place) ?? {}),
        );
      },
      header: 0,
    });
    expect(compared).toBeGreaterThan(300);
  }, 300_000);
});

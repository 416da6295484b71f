import type { Entity, Property, Registry, ValueType } from "../model.ts";
import { generatedNotice } from "./type-names.ts";

/**
 * One table per entity in DuckDB's types. Keys and limits that SQL can state are constraints; a
 * list of scalars is a native list, an object is JSON text.
 */
export function emitSql(registry: Registry): Readonly<Record<string, string>> {
  const tables = [...registry.entities.values()].map((entity) => table(entity));
  return {
    "sdk/src/generated/tables.sql": [`-- ${generatedNotice}`, ...tables].join("\n\n") + "\n",
  };
}

type TypeOf<K extends ValueType["kind"]> = Extract<ValueType, { readonly kind: K }>;

const scalarTypes: Readonly<Record<Exclude<ValueType["kind"], "list">, string>> = {
  string: "VARCHAR",
  code: "VARCHAR",
  object: "VARCHAR",
  integer: "BIGINT",
  number: "DOUBLE",
  boolean: "BOOLEAN",
  date: "DATE",
  "date-time": "TIMESTAMPTZ",
};

function sqlType(type: ValueType): string {
  if (type.kind !== "list") return scalarTypes[type.kind];
  return type.item.kind === "object" ? scalarTypes.object : `${sqlType(type.item)}[]`;
}

function table(entity: Entity): string {
  const name = identifier(entity.name);
  const comments = entity.properties.map(
    (property) =>
      `COMMENT ON COLUMN ${name}.${identifier(property.name)} IS ${literal(property.description)};`,
  );
  const columns = entity.properties.map((property) => column(property));
  const lines = [...columns, ...primaryKey(entity)];
  return [
    `CREATE TABLE ${name} (\n${lines.join(",\n")}\n);`,
    ...keyWithOptionalParts(entity),
    `COMMENT ON TABLE ${name} IS ${literal(entity.description)};`,
    ...comments,
  ].join("\n");
}

function primaryKey(entity: Entity): readonly string[] {
  if (hasOptionalKey(entity)) return [];
  return [`  PRIMARY KEY (${entity.key.map(identifier).join(", ")})`];
}

/** SQL takes two unknown values for different; in a key, an absent part is a value like any other. */
function keyWithOptionalParts(entity: Entity): readonly string[] {
  if (!hasOptionalKey(entity)) return [];
  const parts = entity.key.map((name) =>
    isRequired(entity, name)
      ? identifier(name)
      : `coalesce(CAST(${identifier(name)} AS VARCHAR), '')`,
  );
  const index = identifier(`${entity.name}-key`);
  return [`CREATE UNIQUE INDEX ${index} ON ${identifier(entity.name)} (${parts.join(", ")});`];
}

function hasOptionalKey(entity: Entity): boolean {
  return entity.key.some((name) => !isRequired(entity, name));
}

function isRequired(entity: Entity, name: string): boolean {
  return entity.properties.some((property) => property.name === name && property.required);
}

function column(property: Property): string {
  const name = identifier(property.name);
  const checks = constraints(name, property.type);
  return [
    `  ${name} ${sqlType(property.type)}`,
    ...(property.required && !property.nullable ? ["NOT NULL"] : []),
    ...checks.map((check) => `CHECK (${check})`),
  ].join(" ");
}

/** The limits of a value that SQL can state; those of lists and objects are left to the validators. */
function constraints(name: string, type: ValueType): readonly string[] {
  if (type.kind === "code") return [`${name} IN (${type.codes.map(literal).join(", ")})`];
  if (type.kind === "integer" || type.kind === "number") return numberLimits(name, type);
  return type.kind === "string" ? textLimits(name, type) : [];
}

function numberLimits(
  name: string,
  { minimum, maximum }: TypeOf<"integer" | "number">,
): readonly string[] {
  return [
    ...(minimum === undefined ? [] : [`${name} >= ${minimum}`]),
    ...(maximum === undefined ? [] : [`${name} <= ${maximum}`]),
  ];
}

function textLimits(name: string, { pattern, lengthMax }: TypeOf<"string">): readonly string[] {
  return [
    ...(pattern === undefined ? [] : [`regexp_matches(${name}, ${literal(pattern)})`]),
    ...(lengthMax === undefined ? [] : [`length(${name}) <= ${lengthMax}`]),
  ];
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

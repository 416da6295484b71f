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

/** The DuckDB type of a property's column. */
export function sqlType(type: ValueType): string {
  switch (type.kind) {
    case "string":
    case "code":
    case "object":
      return "VARCHAR";
    case "integer":
      return "BIGINT";
    case "number":
      return "DOUBLE";
    case "boolean":
      return "BOOLEAN";
    case "date":
      return "DATE";
    case "date-time":
      return "TIMESTAMPTZ";
    case "list":
      return type.item.kind === "object" ? "VARCHAR" : `${sqlType(type.item)}[]`;
  }
}

function table(entity: Entity): string {
  const name = identifier(entity.name);
  const key = `  PRIMARY KEY (${entity.key.map(identifier).join(", ")})`;
  const lines = [...entity.properties.map((property) => column(property)), key];
  const comments = entity.properties.map(
    (property) =>
      `COMMENT ON COLUMN ${name}.${identifier(property.name)} IS ${literal(property.description)};`,
  );
  return [
    `CREATE TABLE ${name} (\n${lines.join(",\n")}\n);`,
    `COMMENT ON TABLE ${name} IS ${literal(entity.description)};`,
    ...comments,
  ].join("\n");
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

function constraints(column: string, type: ValueType): readonly string[] {
  switch (type.kind) {
    case "code":
      return [`${column} IN (${type.codes.map(literal).join(", ")})`];
    case "integer":
    case "number":
      return [
        ...(type.minimum === undefined ? [] : [`${column} >= ${type.minimum}`]),
        ...(type.maximum === undefined ? [] : [`${column} <= ${type.maximum}`]),
      ];
    case "string":
      return [
        ...(type.pattern === undefined
          ? []
          : [`regexp_matches(${column}, ${literal(type.pattern)})`]),
        ...(type.lengthMax === undefined ? [] : [`length(${column}) <= ${type.lengthMax}`]),
      ];
    case "list":
    case "object":
    case "boolean":
    case "date":
    case "date-time":
      return [];
  }
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

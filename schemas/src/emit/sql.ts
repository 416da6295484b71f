import type { Entity, Property, Registry, ValueType } from "../model.ts";
import { dialects, type SqlDialect } from "./sql-dialect.ts";
import { identifier, literal, portableCondition } from "./sql-text.ts";
import { foreignKeys, hasOptionalKey, isRequired } from "./table-keys.ts";
import { generatedNotice } from "./type-names.ts";

/**
 * One table per entity, for DuckDB and for PostgreSQL. Keys, limits that a column can state and
 * rules within one record are constraints under the names that findings have. References come in a
 * file of their own, for after the loading: a member loads in any order, and DuckDB adds none later.
 */
export function emitSql(registry: Registry): Readonly<Record<string, string>> {
  return {
    "schemas/generated/tables.duckdb.sql": tables(registry, dialects.duckdb),
    "schemas/generated/tables.postgres.sql": tables(registry, dialects.postgres),
    "schemas/generated/references.postgres.sql": referenceConstraints(registry),
  };
}

function tables(registry: Registry, dialect: SqlDialect): string {
  const parts = [...registry.entities.values()].map((entity) => table(entity, registry, dialect));
  const head = [
    `-- ${generatedNotice}`,
    `-- The record entities of EduFed ${registry.version} for ${dialect.title}.`,
    `-- ${dialect.discretion}`,
    "-- Rules that are warnings, and rules that look at other records, are not constraints.",
    ...[...dialect.notStated, ...rulesNotStated(registry)].map(
      (limit) => `-- Not stated here, and checked by edufed validate: ${limit}.`,
    ),
  ];
  return `${[head.join("\n"), ...parts].join("\n\n")}\n`;
}

function table(entity: Entity, registry: Registry, dialect: SqlDialect): string {
  const name = identifier(entity.name);
  const columns = entity.properties.map((property) => column(entity, property, dialect));
  const lines = [...columns, ...primaryKey(entity), ...ruleChecks(entity, registry)];
  const comments = entity.properties.map(
    (property) =>
      `COMMENT ON COLUMN ${name}.${identifier(property.name)} IS ${literal(comment(property))};`,
  );
  return [
    `CREATE TABLE ${name} (\n${lines.map((line) => `  ${line}`).join(",\n")}\n);`,
    ...keyWithOptionalParts(entity, dialect),
    `COMMENT ON TABLE ${name} IS ${literal(entity.description)};`,
    ...comments,
  ].join("\n");
}

/** The description, and what a reader of a table needs to know beside the column's type. */
function comment(property: Property): string {
  const { description, unit, references, privacy, deprecated } = property;
  const list = codeListOf(property.type);
  return [
    description,
    ...(list === undefined ? [] : [`Code list: ${list}.`]),
    ...(unit === undefined ? [] : [`Unit: ${unit}.`]),
    ...(references === undefined ? [] : [`Key of ${references}.`]),
    `Privacy class: ${privacy}.`,
    ...(deprecated === undefined
      ? []
      : [`Deprecated since ${deprecated.since}: ${deprecated.reason}`]),
  ].join(" ");
}

function codeListOf(type: ValueType): string | undefined {
  if (type.kind === "list") return codeListOf(type.item);
  return type.kind === "code" ? type.list : undefined;
}

function column(entity: Entity, property: Property, dialect: SqlDialect): string {
  const name = identifier(property.name);
  const checks = dialect
    .limits(property, entity)
    .map(
      ({ keyword, holds }) =>
        `CONSTRAINT ${identifier(`${entity.name}/${property.name}/${keyword}`)} CHECK (${holds})`,
    );
  return [
    `${name} ${dialect.typeOf(property.type)}`,
    ...(property.required && !property.nullable ? ["NOT NULL"] : []),
    ...checks,
  ].join(" ");
}

/** A rule that judges one record by itself is a check of its table: true or unknown passes. */
function ruleChecks(entity: Entity, { rules }: Registry): readonly string[] {
  return rules.flatMap(({ id, entity: judged, severity, check }) => {
    if (judged !== entity.name || severity !== "error" || check.kind !== "record") return [];
    const condition = portableCondition(check.holds, entity);
    return condition === undefined ? [] : [`CONSTRAINT ${identifier(id)} CHECK (${condition})`];
  });
}

/** Rules within one record that say something which the two databases say differently. */
function rulesNotStated({ rules, entities }: Registry): readonly string[] {
  return rules.flatMap(({ id, entity: judged, severity, check }) => {
    const entity = entities.get(judged);
    if (entity === undefined || severity !== "error" || check.kind !== "record") return [];
    return portableCondition(check.holds, entity) === undefined ? [`the rule ${id}`] : [];
  });
}

function primaryKey(entity: Entity): readonly string[] {
  if (hasOptionalKey(entity)) return [];
  return [`PRIMARY KEY (${entity.key.map(identifier).join(", ")})`];
}

/** SQL takes two unknown values for different; in a key, an absent part is a value like any other. */
function keyWithOptionalParts(entity: Entity, dialect: SqlDialect): readonly string[] {
  if (!hasOptionalKey(entity)) return [];
  const parts = entity.key.map((name) => ({
    column: identifier(name),
    required: isRequired(entity, name),
  }));
  return [dialect.uniqueIndex(identifier(entity.name), identifier(`${entity.name}-key`), parts)];
}

/** Foreign keys of PostgreSQL, for a database in which every table is loaded. */
function referenceConstraints(registry: Registry): string {
  const lines = [...registry.entities.values()].flatMap((entity) =>
    foreignKeys(entity, registry).map(({ property, target, key }) => {
      const name = identifier(`${entity.name}/${property}/reference`);
      const from = `${identifier(entity.name)} ADD CONSTRAINT ${name} FOREIGN KEY (${identifier(property)})`;
      return `ALTER TABLE ${from} REFERENCES ${identifier(target)} (${identifier(key)});`;
    }),
  );
  const head = [
    `-- ${generatedNotice}`,
    `-- References between the tables of EduFed ${registry.version}. Run it when every table that is`,
    "-- named here is loaded; leave out those that refer to a table you do not keep.",
  ];
  return `${[...head, "", ...lines].join("\n")}\n`;
}

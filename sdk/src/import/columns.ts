import type { Entity } from "@edufed/schemas";
import type { Finding } from "../finding.ts";
import { wordsOf } from "../finding-text.ts";
import type { Located } from "./locate.ts";
import { nearest } from "./nearest.ts";

/**
 * What the header says that the entity does not: columns without a property, and required
 * properties without a column. JSON has no header (`null`); there it is a matter of each record.
 */
export function columnFindings(
  entity: Entity,
  source: Located,
  columns: readonly string[] | null,
): readonly Finding[] {
  if (columns === null) return [];
  return [...unknownColumns(entity, source, columns), ...missingColumns(entity, source, columns)];
}

/** A file of records without a record. */
export function emptyFinding(entity: Entity, source: Located): Finding {
  return {
    code: "empty-file",
    severity: "warning",
    entity: entity.name,
    file: source.place,
    rule: `${entity.name}/empty-file`,
    ...wordsOf({ code: "empty-file" }),
    count: 1,
  };
}

function unknownColumns(
  entity: Entity,
  source: Located,
  columns: readonly string[],
): readonly Finding[] {
  const names = entity.properties.map((property) => property.name);
  return columns.flatMap((column, index) => {
    if (names.includes(column)) return [];
    const meant = nearest(
      column,
      names.filter((name) => !columns.includes(name)),
    );
    return [
      {
        code: "unknown-column",
        severity: "error",
        entity: entity.name,
        file: source.place,
        ...(source.format === "csv" ? { row: 1 } : {}),
        rule: `${entity.name}/unknown-column`,
        ...wordsOf({ code: "unknown-column", column: nameOrPosition(column, index), meant }),
        count: 1,
      } as const,
    ];
  });
}

function missingColumns(
  entity: Entity,
  source: Located,
  columns: readonly string[],
): readonly Finding[] {
  return entity.properties
    .filter((property) => property.required && !columns.includes(property.name))
    .map((property) => missingColumn(entity, source, property.name));
}

function missingColumn(entity: Entity, source: Located, property: string): Finding {
  return {
    code: "missing-column",
    severity: "error",
    entity: entity.name,
    file: source.place,
    ...(source.format === "csv" ? { row: 1 } : {}),
    pointer: `/${property}`,
    rule: `${entity.name}/${property}/required`,
    ...wordsOf({ code: "missing-column", property }),
    count: 1,
  };
}

/** A header that does not look like a name may be somebody's data; its place is enough. */
function nameOrPosition(column: string, index: number): string {
  return /^[\p{L}_][\p{L}\p{N}_ .:-]{0,63}$/u.test(column) ? `“${column}”` : `number ${index + 1}`;
}

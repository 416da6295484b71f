import type { Entity, Property } from "@edufed/schemas";
import type { Finding } from "../finding.ts";
import { type FindingLanguage, wordsOf } from "../finding-text.ts";
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
  language?: FindingLanguage,
): readonly Finding[] {
  if (columns === null) return [];
  return [
    ...unknownColumns(entity, source, columns, language),
    ...missingColumns(entity, source, columns, language),
  ];
}

/** A file of records without a record. */
export function emptyFinding(entity: Entity, source: Located, language?: FindingLanguage): Finding {
  return {
    code: "empty-file",
    severity: "warning",
    entity: entity.name,
    file: source.place,
    rule: `${entity.name}/empty-file`,
    ...wordsOf({ code: "empty-file" }, language),
    count: 1,
  };
}

function unknownColumns(
  entity: Entity,
  source: Located,
  columns: readonly string[],
  language: FindingLanguage | undefined,
): readonly Finding[] {
  const names = entity.properties.map((property) => property.name);
  const absent = names.filter((name) => !columns.includes(name));
  return columns.flatMap((column, index) => {
    if (names.includes(column)) return [];
    const meant = nearest(column, absent);
    return [
      {
        code: "unknown-column",
        severity: "error",
        entity: entity.name,
        file: source.place,
        ...(source.format === "csv" ? { row: 1 } : {}),
        rule: `${entity.name}/unknown-column`,
        ...wordsOf(
          { code: "unknown-column", column: shownName(column), position: index + 1, meant },
          language,
        ),
        count: 1,
      } as const,
    ];
  });
}

function missingColumns(
  entity: Entity,
  source: Located,
  columns: readonly string[],
  language: FindingLanguage | undefined,
): readonly Finding[] {
  return entity.properties
    .filter((property) => property.required && !columns.includes(property.name))
    .map((property) => missingColumn(entity, source, property, language));
}

function missingColumn(
  entity: Entity,
  source: Located,
  { name, type }: Property,
  language: FindingLanguage | undefined,
): Finding {
  return {
    code: "missing-column",
    severity: "error",
    entity: entity.name,
    file: source.place,
    ...(source.format === "csv" ? { row: 1 } : {}),
    pointer: `/${name}`,
    rule: `${entity.name}/${name}/required`,
    ...wordsOf({ code: "missing-column", property: name, expected: type.kind }, language),
    count: 1,
  };
}

/** A header that does not look like a name may be somebody's data; its place is enough. */
function shownName(column: string): string | undefined {
  return /^[\p{L}_][\p{L}\p{N}_ .:-]{0,63}$/u.test(column) ? column : undefined;
}

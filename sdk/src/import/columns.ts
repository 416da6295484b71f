import type { Entity, Property } from "@edufed/schemas";
import { extensionPrefix } from "../extension-name.ts";
import type { Finding } from "../finding.ts";
import { type FindingLanguage, wordsOf } from "../finding-text.ts";
import { fold, nearest } from "./nearest.ts";
import { renamedColumns } from "./renamed-columns.ts";

/** Where columns stand: in the header of files, or in a table. */
interface Source {
  readonly format: string;
  readonly place: string;
}

/**
 * What the header says that the entity does not: columns without a property, and required
 * properties without a column. JSON has no header (`null`); there it is a matter of each record.
 */
export function columnFindings(
  entity: Entity,
  source: Source,
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
export function emptyFinding(entity: Entity, source: Source, language?: FindingLanguage): Finding {
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
  source: Source,
  columns: readonly string[],
  language: FindingLanguage | undefined,
): readonly Finding[] {
  const names = entity.properties.map((property) => property.name);
  const absent = names.filter((name) => !columns.includes(name));
  const isShown = mayBeShown(names, columns);
  // Columns of a table are not renamed: only files are written anew.
  const renamed = source.format === "postgres" ? undefined : renamedColumns(entity, columns);
  return columns.flatMap((column, index) => {
    if (names.includes(column)) return [];
    const meant = renamed?.get(column) ?? nearest(column, absent);
    const position = index + 1;
    return [
      {
        code: "unknown-column",
        severity: "error",
        entity: entity.name,
        file: source.place,
        ...(source.format === "csv" ? { row: 1 } : {}),
        rule: `${entity.name}/unknown-column`,
        ...wordsOf(
          { code: "unknown-column", ...(isShown(column) ? { column } : {}), position, meant },
          language,
        ),
        count: 1,
        ...(renamed?.has(column) === true ? { fixable: 1 } : {}),
      } as const,
    ];
  });
}

function missingColumns(
  entity: Entity,
  source: Source,
  columns: readonly string[],
  language: FindingLanguage | undefined,
): readonly Finding[] {
  return entity.properties
    .filter((property) => property.required && !columns.includes(property.name))
    .map((property) => missingColumn(entity, source, property, language));
}

function missingColumn(
  entity: Entity,
  source: Source,
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

/**
 * Whether a cell of the header may be shown. Where the first row is a record it holds somebody's
 * data, names of people among them, so a cell is shown only if it is a property in another spelling,
 * or if it is written like a name and at least half of its row are properties or written as members
 * write their own. Of every other column its place is enough.
 */
function mayBeShown(
  names: readonly string[],
  columns: readonly string[],
): (column: string) => boolean {
  const known = new Set(names.map(fold));
  const isName = (column: string): boolean =>
    known.has(fold(column)) || extensionPrefix(column) !== undefined;
  const isHeader = columns.filter(isName).length * 2 >= columns.length;
  return (column) => looksLikeName.test(column) && (isHeader || known.has(fold(column)));
}

const looksLikeName = /^[\p{L}_][\p{L}\p{N}_ .:-]{0,63}$/u;

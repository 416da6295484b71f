import type { Entity, Property } from "@edufed/schemas";
import { RefusedError } from "../errors.ts";

/** What happens to one column on the way to the shareable profile. */
export type ColumnFate =
  | { readonly kind: "keep"; readonly column: string }
  | { readonly kind: "rekey"; readonly column: string; readonly domain: string }
  | { readonly kind: "year"; readonly column: string; readonly to: string; readonly merge: boolean }
  | { readonly kind: "drop"; readonly column: string; readonly why: string };

/** The sensitive properties a purpose has declared that it needs, as `entity/property`. */
export type SensitiveNeeds = ReadonlySet<string>;

/**
 * The shareable profile of an entity, derived from its privacy classes: direct identifiers are
 * dropped, keys re-keyed, quasi-identifiers coarsened as declared, sensitive properties dropped
 * unless the purpose declares them. A column without a property is refused, never kept.
 */
export function shareable(
  entity: Entity,
  columns: readonly string[],
  needs: SensitiveNeeds,
): readonly ColumnFate[] {
  const properties = new Map(entity.properties.map((property) => [property.name, property]));
  const fates = columns.map((column) => {
    const property = properties.get(column);
    if (property === undefined) throw unclassified(entity, column);
    return fateOf(entity, property, needs, columns);
  });
  const made = new Set(fates.flatMap((fate) => (fate.kind === "year" ? [fate.to] : [])));
  return fates.filter((fate) => !(fate.kind === "keep" && made.has(fate.column)));
}

function fateOf(
  entity: Entity,
  property: Property,
  needs: SensitiveNeeds,
  columns: readonly string[],
): ColumnFate {
  const column = property.name;
  switch (property.privacy) {
    case "direct":
      return { kind: "drop", column, why: "identifies a person directly" };
    case "pseudonym":
      return { kind: "rekey", column, domain: property.references ?? `${entity.name}/${column}` };
    case "sensitive":
      return needs.has(`${entity.name}/${column}`)
        ? { kind: "keep", column }
        : { kind: "drop", column, why: "is sensitive and this purpose has not declared it" };
    case "quasi":
      return coarsened(property, columns);
    case "ordinary":
      return { kind: "keep", column };
  }
}

function coarsened(property: Property, columns: readonly string[]): ColumnFate {
  const { name: column, generalise } = property;
  if (generalise === undefined) return { kind: "keep", column };
  if (generalise.method === "year" && generalise.to !== undefined) {
    return { kind: "year", column, to: generalise.to, merge: columns.includes(generalise.to) };
  }
  return { kind: "drop", column, why: "is too fine for the shareable profile" };
}

function unclassified(entity: Entity, column: string): RefusedError {
  return new RefusedError(
    `${entity.name}.${column} has no privacy class, so nothing of this data set was pseudonymised.`,
    "Remove the column, or declare it in the schema with its privacy class.",
  );
}

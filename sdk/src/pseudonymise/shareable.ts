import { type Entity, fateOf, type Property, type SensitiveNeeds } from "@edufed/schemas";
import { RefusedError } from "../errors.ts";

export type { SensitiveNeeds } from "@edufed/schemas";

/** What happens to one column on the way to the shareable profile. */
export type ColumnFate =
  | { readonly kind: "keep"; readonly column: string }
  | { readonly kind: "rekey"; readonly column: string; readonly domain: string }
  | { readonly kind: "year"; readonly column: string; readonly to: string; readonly merge: boolean }
  | { readonly kind: "drop"; readonly column: string; readonly why: string };

/** A purpose says what it needs in the words of the standard; sensitive data of an extension never stay. */
const noNeeds: SensitiveNeeds = new Set();

/**
 * The shareable profile of the columns that are there: each has the fate that the standard gives its
 * property. A column without a property is refused, never kept.
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
    return columnFate(entity, property, needs, columns);
  });
  const made = new Set(fates.flatMap((fate) => (fate.kind === "year" ? [fate.to] : [])));
  return fates.filter((fate) => !(fate.kind === "keep" && made.has(fate.column)));
}

/** A year that is made joins the one that is given, where there is one. */
function columnFate(
  entity: Entity,
  property: Property,
  needs: SensitiveNeeds,
  columns: readonly string[],
): ColumnFate {
  const column = property.name;
  const fate = fateOf(entity, property, property.extension === undefined ? needs : noNeeds);
  return fate.kind === "year"
    ? { ...fate, column, merge: columns.includes(fate.to) }
    : { ...fate, column };
}

function unclassified(entity: Entity, column: string): RefusedError {
  return new RefusedError(
    `${entity.name}.${column} has no privacy class, so nothing of this data set was pseudonymised.`,
    "Remove the column, or declare it in the schema with its privacy class.",
  );
}

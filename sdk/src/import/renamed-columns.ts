import type { Entity } from "@edufed/schemas";

/**
 * Columns that have a property's name in another spelling: `Birth_Year` is birthYear where no other
 * column could be, and no column has the name itself.
 */
export function renamedColumns(
  entity: Entity,
  columns: readonly string[],
): ReadonlyMap<string, string> {
  const names = new Set(entity.properties.map(({ name }) => name));
  const unknown = Map.groupBy(
    columns.filter((column) => !names.has(column)),
    folded,
  );
  const absent = Map.groupBy(
    [...names].filter((name) => !columns.includes(name)),
    folded,
  );
  const renamed = [...unknown].flatMap(([spelling, [column, ...others]]) => {
    const [name, ...rivals] = absent.get(spelling) ?? [];
    if (column === undefined || name === undefined) return [];
    return others.length + rivals.length > 0 ? [] : [[column, name] as const];
  });
  return new Map(renamed);
}

/** A name by its letters and digits; what separates words and the case of letters is spelling. */
function folded(name: string): string {
  return name
    .normalize("NFC")
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_.-]/gu, "");
}

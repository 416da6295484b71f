import type { ValueType } from "@edufed/schemas";

/** Engine types of whole numbers, of any size. */
export const wholeTypes: RegExp = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/;
/** Engine types of numbers that may have a fraction. */
export const fractionTypes: RegExp = /^(FLOAT|DOUBLE|DECIMAL\(.*\))$/;

/** A list of scalars that comes typed, as in Parquet. */
export interface NativeItems {
  /** SQL of the list in the property's own type. */
  readonly value: string;
  /** SQL conditions: what is wrong with the list, or with an item of it. */
  readonly problems: readonly { readonly keyword: "type" | "items/type"; readonly when: string }[];
}

/**
 * Reads a typed list without losing anything; undefined where its items are of another type. An item
 * that is null where none may be, or not a finite number, is wrong.
 */
export function nativeItems(
  list: Extract<ValueType, { kind: "list" }>,
  raw: string,
  types: { readonly own: string; readonly item: string },
): NativeItems | undefined {
  const own = types.own.replace(/\[\]$/, "");
  if (own === types.own || !carries(list.item, own, types.item)) return undefined;
  const carried = own === types.item ? raw : `TRY_CAST(${raw} AS ${types.item}[])`;
  const wrong = wrongItem(list, raw);
  const lost = { keyword: "type", when: `${raw} IS NOT NULL AND (${carried}) IS NULL` } as const;
  const problems = carried === raw ? [] : [lost];
  if (wrong === undefined) return { value: carried, problems };
  return {
    value: `CASE WHEN NOT (${wrong}) THEN ${carried} END`,
    problems: [...problems, { keyword: "items/type", when: wrong }],
  };
}

/** Whether every item has a value of the other type: whole numbers of another size, exact decimals. */
function carries({ kind }: ValueType, own: string, item: string): boolean {
  if (kind === "number") return wholeTypes.test(own) || fractionTypes.test(own);
  return kind === "integer" ? wholeTypes.test(own) : own === item;
}

function wrongItem(
  { item, itemNullable }: Extract<ValueType, { kind: "list" }>,
  raw: string,
): string | undefined {
  if (item.kind === "number") {
    const finite = `coalesce(isfinite(CAST(item AS DOUBLE)), ${itemNullable})`;
    return `coalesce(len(list_filter(${raw}, lambda item: NOT ${finite})) > 0, FALSE)`;
  }
  return itemNullable ? undefined : `coalesce(list_position(${raw}, NULL) > 0, FALSE)`;
}

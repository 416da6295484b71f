import type { LocalisedText } from "@edufed/schemas";
import { isTotal } from "../compare/total.ts";
import type { Context } from "./context.ts";

/** A code of a cell with its name. */
export interface NamedCode {
  readonly dimension: string;
  readonly code: string;
  readonly label: LocalisedText | null;
  readonly isTotal: boolean;
}

/** The codes of a cell, named as the publication names them. */
export async function namedCodes(
  codes: Readonly<Record<string, string>>,
  cell: { readonly publication: string; readonly member: string } | null,
  context: Context,
): Promise<readonly NamedCode[]> {
  const names = cell === null ? null : await context.names(cell.publication);
  const refArea = context.members.get(cell?.member ?? "")?.refArea ?? "";
  return Object.entries(codes).map(([dimension, code]) => ({
    dimension,
    code,
    label: names?.[dimension]?.[code] ?? null,
    isTotal: isTotal(context.registry.dimensions, dimension, code, refArea),
  }));
}

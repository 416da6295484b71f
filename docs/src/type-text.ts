import type { ValueType } from "@edufed/schemas";

/** The code list of a property, whether it holds one code or a list of them. */
export function listOf(type: ValueType): string | undefined {
  if (type.kind === "code") return type.list;
  return type.kind === "list" ? listOf(type.item) : undefined;
}

/** An example as it is written in a file. */
export function exampleText(example: unknown): string {
  return typeof example === "string" ? example : JSON.stringify(example);
}

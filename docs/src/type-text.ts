import type { ValueType } from "@edufed/schemas";

/** A property's type in words a data clerk knows. */
export function typeText(type: ValueType): string {
  switch (type.kind) {
    case "string":
      return "text";
    case "code":
      return "code";
    case "integer":
      return `whole number${rangeText(type)}`;
    case "number":
      return `number${rangeText(type)}`;
    case "boolean":
      return "true or false";
    case "date":
      return "day";
    case "date-time":
      return "day and time";
    case "list":
      return `list of ${typeText(type.item)}`;
    case "object":
      return "group of values";
  }
}

function rangeText(range: { readonly minimum?: number; readonly maximum?: number }): string {
  const { minimum, maximum } = range;
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `, ${minimum} or more`;
  return maximum === undefined ? "" : `, at most ${maximum}`;
}

/** The code list of a property, whether it holds one code or a list of them. */
export function listOf(type: ValueType): string | undefined {
  if (type.kind === "code") return type.list;
  return type.kind === "list" ? listOf(type.item) : undefined;
}

/** An example as it is written in a file. */
export function exampleText(example: unknown): string {
  return typeof example === "string" ? example : JSON.stringify(example);
}

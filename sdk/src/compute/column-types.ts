import type { Entity, Property, ValueType } from "@edufed/schemas";
import type { ExpressionType, ScalarKind } from "../engine/expression-type.ts";

/** What an expression finds in each property of an entity. */
export function columnTypes(entity: Entity): ReadonlyMap<string, ExpressionType> {
  return new Map(entity.properties.map((property) => [property.name, typeOfProperty(property)]));
}

function typeOfProperty({ type, required, nullable }: Property): ExpressionType {
  return { kind: kindOf(type), nullable: nullable || !required };
}

function kindOf(type: ValueType): ScalarKind {
  switch (type.kind) {
    case "string":
    case "code":
      return "string";
    case "integer":
    case "number":
    case "boolean":
    case "date":
    case "date-time":
      return type.kind;
    case "list":
      return kindOfList(type.item);
    case "object":
      return "other";
  }
}

function kindOfList(item: ValueType): ScalarKind {
  if (item.kind === "integer") return "integer-list";
  if (item.kind === "string" || item.kind === "code") return "string-list";
  return item.kind === "number" ? "number-list" : "other";
}

import type { Entity, Property } from "@edufed/schemas";
import { type ExpressionType, kindOf } from "../engine/expression-type.ts";

/** What an expression finds in each property of an entity. */
export function columnTypes(entity: Entity): ReadonlyMap<string, ExpressionType> {
  return new Map(entity.properties.map((property) => [property.name, typeOfProperty(property)]));
}

function typeOfProperty({ type, required, nullable }: Property): ExpressionType {
  return { kind: kindOf(type), nullable: nullable || !required };
}

import type { Registry } from "@edufed/schemas";
import type { RecordValidator } from "./record.ts";
import { schemaCompiler } from "./schema-compiler.ts";

/**
 * Validators of the entities that a member's extensions add to, made from their schemas: the generated
 * ones are closed. For `validateRecord`; entities without an extension are not in the map.
 */
export async function extendedValidators(
  registry: Registry,
): Promise<ReadonlyMap<string, RecordValidator>> {
  const ajv = await schemaCompiler();
  const extended = [...registry.entities.values()].filter(({ properties }) =>
    properties.some(({ extension }) => extension !== undefined),
  );
  return new Map(extended.map(({ name, schema }) => [name, ajv.compile(schema)]));
}

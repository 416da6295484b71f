import { formats, multipleOfPrecision, type Registry } from "@edufed/schemas";
import type { RecordValidator } from "./record.ts";

/**
 * Validators of the entities that a member's extensions add to, made from their schemas: the generated
 * ones are closed. For `validateRecord`; entities without an extension are not in the map.
 */
export async function extendedValidators(
  registry: Registry,
): Promise<ReadonlyMap<string, RecordValidator>> {
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  const ajv = new Ajv2020({
    allErrors: true,
    // Errors come with their schema, which has the examples.
    verbose: true,
    strict: false,
    unicodeRegExp: true,
    formats,
    multipleOfPrecision,
  });
  const extended = [...registry.entities.values()].filter(({ properties }) =>
    properties.some(({ extension }) => extension !== undefined),
  );
  return new Map(extended.map(({ name, schema }) => [name, ajv.compile(schema)]));
}

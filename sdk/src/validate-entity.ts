import { recordChecks } from "./generated/records.ts";
import type { EntityName, EntityRecords } from "./generated/types.ts";
import { nearest } from "./import/nearest.ts";
import type { ValidateOptions, Validation } from "./validate/one-record.ts";

/**
 * A record of an entity with its type, or what is wrong with the value: the schema, the code lists
 * and every declared rule that one record decides, in a browser too. What needs other records (keys,
 * references, rules between records) is for `validateRecords`, and a data set for `validate` of
 * `@edufed/sdk/member`. Who needs one entity only imports `@edufed/sdk/records/<entity>`.
 */
export function validate<E extends EntityName>(
  entity: E,
  value: unknown,
  options: ValidateOptions = {},
): Validation<EntityRecords[E]> {
  if (!Object.hasOwn(recordChecks, entity)) throw unknownEntity(entity);
  return recordChecks[entity](value, options);
}

/** For programs that are not checked by a compiler: the name may be misspelt, or stand in the wrong place. */
function unknownEntity(name: unknown): RangeError {
  if (typeof name !== "string") {
    return new RangeError("validate takes the name of an entity first, as text, then the value.");
  }
  const meant = nearest(name, Object.keys(recordChecks));
  // What is nothing like a name may be somebody's data.
  const shown = /^[A-Za-z_-]{1,64}$/.test(name) ? ` “${name}”` : " of this name";
  const question = meant === undefined ? "entityNames lists them." : `Did you mean “${meant}”?`;
  return new RangeError(`There is no entity${shown}. ${question}`);
}

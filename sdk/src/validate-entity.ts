import { recordChecks } from "./generated/records.ts";
import type { EntityName, EntityRecords } from "./generated/types.ts";
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
  if (!Object.hasOwn(recordChecks, entity)) throw new RangeError(`no entity ${entity}`);
  return recordChecks[entity](value, options);
}

import type { Finding } from "../finding.ts";
import type { EntityName } from "../generated/types.ts";
import { validators } from "../generated/validators.js";
import { recordFindings, type RecordValidator } from "./one-record.ts";
import { decidesRecord, type ParsedRule } from "./rules.ts";
import { interpreted } from "./runnable-rule.ts";

export type { RecordValidator } from "./one-record.ts";

/**
 * Validates one record in process, in a browser too: the same codes, rule ids and words as a whole
 * data set gets. Rules are given parsed; what needs other records (keys, references, rules between
 * records) is not checked here but by `validateRecords`.
 * The validator is the standard's own; a member's extensions bring theirs.
 */
export function validateRecord(
  entity: EntityName,
  value: unknown,
  rules: readonly ParsedRule[] = [],
  validator: RecordValidator = validators[entity],
): readonly Finding[] {
  const errors = validator(value) ? [] : (validator.errors ?? []);
  return recordFindings(value, {
    entity,
    errors,
    rules: rules
      .filter(({ rule }) => rule.entity === entity)
      .filter(decidesRecord)
      .map(interpreted),
  });
}

import { readFile } from "node:fs/promises";
import { InputError } from "../errors.ts";
import type { PolicyChanges } from "../protect/policy.ts";
import { policyChangesShape, policyMembers } from "../publish/policy-shape.ts";
import { parse } from "../publish/shape.ts";

/** Reads the limits that somebody raises, as JSON. */
export async function readPolicyChanges(file: string): Promise<PolicyChanges> {
  let source: string;
  try {
    source = await readFile(file, "utf8");
  } catch (cause) {
    throw new InputError(`The policy ${file} cannot be read.`, remedy, { cause });
  }
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (cause) {
    throw new InputError(`The policy ${file} is not JSON.`, remedy, { cause });
  }
  return policyChanges(value, file);
}

/** Limits of a policy out of unknown data; a limit that does not exist, or of another kind, is an error. */
export function policyChanges(value: unknown, file: string): PolicyChanges {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InputError(`The policy in ${file} is not an object.`, remedy);
  }
  const strange = Object.keys(value).find((name) => !policyMembers.includes(name));
  if (strange !== undefined) {
    throw new InputError(
      `The policy in ${file} has no limit called “${strange}”.`,
      `Its entries are: ${policyMembers.join(", ")}.`,
    );
  }
  const parsed = parse(policyChangesShape, value);
  if ("value" in parsed) return parsed.value;
  throw new InputError(`In the policy of ${file}, ${parsed.problem}`, remedy);
}

const remedy = 'Write the limits that you raise, for example {"contributorsMin": 15}.';

import { readFile } from "node:fs/promises";
import { InputError } from "../errors.ts";
import { defaultPolicy, type PolicyChanges } from "../protect/policy.ts";

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
  const kinds = new Map(Object.entries(defaultPolicy).map(([name, limit]) => [name, typeof limit]));
  for (const [name, limit] of Object.entries(value)) {
    const kind = kinds.get(name);
    if (kind === undefined) {
      throw new InputError(
        `The policy in ${file} has no limit called “${name}”.`,
        `Its entries are: ${[...kinds.keys()].join(", ")}.`,
      );
    }
    if (typeof limit !== kind) {
      throw new InputError(
        `In the policy of ${file}, ${name} must be a ${kind === "number" ? "number" : "text"}.`,
        remedy,
      );
    }
  }
  return value;
}

const remedy = 'Write the limits that you raise, for example {"contributorsMin": 15}.';

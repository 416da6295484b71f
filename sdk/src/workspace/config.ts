import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { InputError } from "../errors.ts";
import type { MemberConfig } from "../member-config.ts";

/** Name of the file that makes a folder a member workspace. */
export const configFile = "edufed.config.json";

const monthDay = "^--(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const text = { type: "string", minLength: 1 } as const;
const count = { type: "integer", minimum: 0 } as const;

const configSchema = {
  type: "object",
  additionalProperties: false,
  required: [
    "member",
    "name",
    "refArea",
    "languages",
    "schoolYearStart",
    "engine",
    "contact",
    "licence",
    "policy",
    "checkersMin",
  ],
  properties: {
    member: { type: "string", pattern: "^[A-Z]{2}(-[A-Z0-9]{1,10})?$" },
    name: {
      type: "object",
      additionalProperties: false,
      required: ["en"],
      properties: { en: text, fi: text, sv: text, az: text },
    },
    refArea: { type: "string", pattern: "^[A-Z]{2}(-[A-Z0-9]{1,10})?$" },
    languages: { type: "array", items: text, minItems: 1, uniqueItems: true },
    schoolYearStart: { type: "string", pattern: monthDay },
    engine: { enum: ["duckdb"] },
    contact: text,
    licence: text,
    checkersMin: count,
    policy: { type: "object" },
  },
} as const;

const validate = new Ajv2020({ allErrors: true }).compile<MemberConfig>(configSchema);

/** Text of `edufed.config.json` → configuration; the error names the entry and what it must be. */
export function parseConfig(source: string, file: string): MemberConfig {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (cause) {
    throw new InputError(`${file} is not valid JSON.`, "Mend it, or run `edufed init` anew.", {
      cause,
    });
  }
  if (validate(value)) return value;
  throw new InputError(`${file}: ${(validate.errors ?? []).map(inWords).join("; ")}.`, remedy);
}

const remedy = "Correct the file; `edufed init --help` explains every entry.";

function inWords(error: ErrorObject): string {
  const where = error.instancePath === "" ? "the file" : error.instancePath;
  const extra: unknown = error.params["additionalProperty"];
  return `${where} ${error.message ?? "is wrong"}${typeof extra === "string" ? ` (${extra})` : ""}`;
}

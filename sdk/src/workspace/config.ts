import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { InputError } from "../errors.ts";
import type { MemberConfig } from "../member-config.ts";

const text = { type: "string", minLength: 1, pattern: "\\S" } as const;
const memberId = { type: "string", pattern: "^[A-Z]{2}(-[A-Z0-9]{1,10})?$" } as const;

/** A threshold is a number of records or a share of them. */
const threshold = {
  type: "object",
  additionalProperties: false,
  required: ["rule", "rationale"],
  properties: {
    rule: text,
    records: { type: "integer", minimum: 1 },
    share: { type: "number", exclusiveMinimum: 0, maximum: 1 },
    rationale: text,
    until: {
      type: "string",
      pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    },
  },
  oneOf: [{ required: ["records"] }, { required: ["share"] }],
} as const;

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
    member: memberId,
    name: {
      type: "object",
      additionalProperties: false,
      required: ["en"],
      properties: { en: text, fi: text, sv: text, az: text },
    },
    refArea: memberId,
    languages: {
      type: "array",
      items: { type: "string", pattern: "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$" },
      minItems: 1,
      uniqueItems: true,
    },
    schoolYearStart: {
      type: "string",
      pattern:
        "^--((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))$",
    },
    engine: { enum: ["duckdb"] },
    contact: text,
    licence: text,
    checkersMin: { type: "integer", minimum: 0, maximum: 10 },
    policy: { type: "object" },
    extensions: {
      type: "array",
      items: { type: "string", pattern: "^extensions/[a-z][a-z0-9]{1,11}\\.json$" },
      uniqueItems: true,
    },
    quality: {
      type: "object",
      additionalProperties: false,
      required: ["thresholds"],
      properties: { thresholds: { type: "array", items: threshold } },
    },
  },
} as const;

const validate = new Ajv2020({ allErrors: true }).compile<MemberConfig>(configSchema);

/** What each entry must be, in words; these are also what `edufed init` asks for. */
const meaning: Readonly<Record<keyof typeof configSchema.properties, string>> = {
  member: "a country in two capital letters, with a part of it if need be: FI-HEL, AZ",
  name: "the system's name by language, English at least",
  refArea: "the area code of the whole system, written like a member id: FI-HEL, AZ",
  languages: "language codes in small letters, each once: fi,sv,en",
  schoolYearStart: "a month and a day that every year has, written --MM-DD: --08-01",
  engine: "duckdb",
  contact: "an address for readers; it may not be empty",
  licence: "the licence of the publications; it may not be empty",
  policy: "the disclosure policy",
  checkersMin: "a whole number from 0 to 10: how many people check before the publisher signs",
  quality:
    "thresholds, each with the id of a rule, either the records (a whole number) or the share (above 0, at most 1) that may break it, a rationale, and if need be the last day until which it holds (YYYY-MM-DD)",
  extensions: "files of your own properties, each named after its prefix: extensions/hel.json",
};

/** Text of `edufed.config.json` → configuration; the error names each wrong entry and what it must be. */
export function parseConfig(source: string, file: string): MemberConfig {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (cause) {
    throw new InputError(`${file} is not valid JSON.`, "Look for a missing comma or quote.", {
      cause,
    });
  }
  const problems = configProblems(value);
  if (problems.length === 0 && validate(value)) return value;
  throw new InputError(`${file}: ${problems.join("; ")}.`, "Correct these entries of the file.");
}

/** What is wrong with a configuration, one sentence for each entry; empty when nothing is. */
export function configProblems(value: unknown): readonly string[] {
  if (validate(value)) return [];
  return [...new Set((validate.errors ?? []).map(inWords))];
}

function inWords({ keyword, instancePath, params, message }: ErrorObject): string {
  if (keyword === "additionalProperties" && instancePath === "") {
    return `“${String(params["additionalProperty"])}” is not an entry`;
  }
  const [, place] = instancePath.split("/");
  const entry = place ?? String(params["missingProperty"]);
  const [, words] = Object.entries(meaning).find(([name]) => name === entry) ?? [];
  if (words === undefined) return `the file ${message ?? "is wrong"}`;
  return keyword === "required" && instancePath === ""
    ? `${entry} is missing (${words})`
    : `${entry} must be ${words}`;
}

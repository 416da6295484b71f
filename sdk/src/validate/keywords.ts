import type { ExpectedKind, FindingFacts, Subject } from "../finding-text/table.ts";

/**
 * JSON Schema keywords as findings. The plan for SQL and the validator of one record both go
 * through here, so that a mistake has the same code and words wherever it is found.
 */

/** Keywords that constrain; every other keyword of the profile describes. */
export const constraining: ReadonlySet<string> = new Set([
  "type",
  "enum",
  "minimum",
  "maximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "pattern",
  "format",
  "minItems",
  "maxItems",
  "uniqueItems",
]);

/** What a keyword constrains. */
export interface Constrained {
  /** As a reader knows it; empty for the record itself and for a name that may not be shown. */
  readonly property: string;
  /** Whether it is the items of the list that the property is. */
  readonly isItem: boolean;
  /** Id of the check. */
  readonly check: string;
  /** The examples of the schema in which the keyword stands. */
  readonly examples: unknown;
}

/**
 * What breaking a keyword means. `argument` is the keyword's value in the schema. Undefined for a
 * keyword that is not of the profile.
 */
export function factsOf(
  keyword: string,
  argument: unknown,
  { property, isItem, check, examples }: Constrained,
): FindingFacts | undefined {
  const about = subjectOf(property, isItem);
  const limit = limitFacts(keyword, Number(argument), about);
  if (limit !== undefined) return limit;
  switch (keyword) {
    case "required":
      return { code: "missing", property };
    case "type":
      return { code: "wrong-type", ...about, ...kindOf(argument) };
    case "enum":
      return { code: "unknown-code", ...about, codes: textsOf(argument), check };
    case "pattern":
      return { code: "wrong-format", ...about, ...patternFacts(String(argument), examples) };
    case "format":
      return { code: "wrong-format", ...about, format: argument === "date" ? "date" : "date-time" };
    case "uniqueItems":
      return { code: "wrong-items", property, side: "unique" };
    case "additionalProperties":
      return { code: "unknown-property", property };
    default:
      return undefined;
  }
}

function subjectOf(property: string, isItem: boolean): Subject {
  return isItem ? { property, isItem } : { property };
}

/** A pattern, with the first text that the schema gives as an example of it. */
function patternFacts(
  pattern: string,
  examples: unknown,
): Pick<FindingFacts<"wrong-format">, "format" | "pattern" | "example"> {
  const [example] = textsOf(examples);
  return { format: "pattern", pattern, ...(example === undefined ? {} : { example }) };
}

function limitFacts(keyword: string, limit: number, about: Subject): FindingFacts | undefined {
  if (keyword === "multipleOf") return { code: "out-of-range", side: "step", ...about, limit };
  const limited = limits[keyword];
  return limited && { code: limited.code, side: limited.side, ...about, limit };
}

const limits: Readonly<
  Record<
    string,
    {
      readonly code: "out-of-range" | "wrong-length" | "wrong-items";
      readonly side: "minimum" | "maximum";
    }
  >
> = {
  minimum: { code: "out-of-range", side: "minimum" },
  maximum: { code: "out-of-range", side: "maximum" },
  minLength: { code: "wrong-length", side: "minimum" },
  maxLength: { code: "wrong-length", side: "maximum" },
  minItems: { code: "wrong-items", side: "minimum" },
  maxItems: { code: "wrong-items", side: "maximum" },
};

const kinds: Readonly<Record<string, ExpectedKind>> = {
  string: "string",
  integer: "integer",
  number: "number",
  boolean: "boolean",
  array: "list",
  object: "object",
};

/** `["integer","null"]` is a whole number that may be unknown. */
function kindOf(type: unknown): Pick<FindingFacts<"wrong-type">, "expected" | "isNullable"> {
  const names = Array.isArray(type) ? textsOf(type) : String(type).split(",");
  const expected = kinds[names.find((name) => name !== "null") ?? "string"] ?? "string";
  return { expected, ...(names.includes("null") ? { isNullable: true } : {}) };
}

function textsOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
}

import type { ExpectedKind, FindingFacts } from "../finding-text.ts";

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

/**
 * What breaking a keyword means. `argument` is the keyword's value in the schema; `property` the
 * property's name as a reader knows it, empty for the record itself and for a name that may not be
 * shown; `check` the id of the check. Undefined for a keyword that is not of the profile.
 */
export function factsOf(
  keyword: string,
  argument: unknown,
  property: string,
  check: string,
): FindingFacts | undefined {
  const limit = limitFacts(keyword, Number(argument), property);
  if (limit !== undefined) return limit;
  switch (keyword) {
    case "required":
      return { code: "missing", property };
    case "type":
      return { code: "wrong-type", property, expected: expectedKind(argument) };
    case "enum":
      return { code: "unknown-code", property, codes: textsOf(argument), check };
    case "pattern":
      return { code: "wrong-format", property, format: "pattern", pattern: String(argument) };
    case "format":
      return { code: "wrong-format", property, format: argument === "date" ? "date" : "date-time" };
    case "uniqueItems":
      return { code: "wrong-items", property, side: "unique" };
    case "additionalProperties":
      return { code: "unknown-property", property };
    default:
      return undefined;
  }
}

function limitFacts(keyword: string, limit: number, property: string): FindingFacts | undefined {
  if (keyword === "multipleOf") return { code: "out-of-range", side: "step", property, limit };
  const limited = limits[keyword];
  return limited && { code: limited.code, side: limited.side, property, limit };
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
function expectedKind(type: unknown): ExpectedKind {
  const names = Array.isArray(type) ? textsOf(type) : String(type).split(",");
  return kinds[names.find((name) => name !== "null") ?? "string"] ?? "string";
}

function textsOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
}

import type { Ajv2020 } from "ajv/dist/2020.js";
import { newAjv } from "./ajv.ts";
import { formats, regexFormat } from "./formats.ts";

/** The keywords that the profile adds to JSON Schema; they describe and never refuse a value. */
const profileKeywords: readonly string[] = [
  "x-domain",
  "x-stability",
  "x-key",
  "x-period",
  "x-privacy",
  "x-privacy-basis",
  "x-aggregation",
  "x-unit",
  "x-code-list",
  "x-generalise",
  "x-references",
  "x-group-min",
  "x-source-terms",
  "x-deprecated",
];

/** What editors read: a sentence for each value of an `enum`. */
const editorKeywords: readonly string[] = ["enumDescriptions"];

/** What the schemas of publication/ say besides. */
const exchangeKeywords: readonly string[] = [
  "x-graphql-type",
  "x-graphql-link",
  "x-graphql-scalar",
  "x-code-descriptions",
  "x-unit-property",
  "x-exchange-entity",
];

/**
 * An Ajv for draft 2020-12 that knows the profile's keywords and formats and reports every mistake.
 * It takes the meta-schemas of this package and what has kept them, so it does not check schemas
 * against the draft again, which would cost more than everything else it does.
 */
export function jsonSchemaValidator(): Ajv2020 {
  const ajv = newAjv({
    allErrors: true,
    strictTypes: false,
    strictRequired: false,
    validateSchema: false,
  });
  ajv.addVocabulary([...profileKeywords, ...editorKeywords, ...exchangeKeywords]);
  ajv.addFormat("date", formats.date);
  ajv.addFormat("date-time", formats["date-time"]);
  ajv.addFormat("regex", regexFormat);
  return ajv;
}

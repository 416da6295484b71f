import { formats, multipleOfPrecision } from "@edufed/schemas";
import type { Ajv2020 } from "ajv/dist/2020.js";

/** What compiles schemas where the program runs: of values within objects, and of extended entities. */
export async function schemaCompiler(): Promise<Ajv2020> {
  const { Ajv2020: Compiler } = await import("ajv/dist/2020.js");
  return new Compiler({
    allErrors: true,
    // Errors come with their schema, which has the examples.
    verbose: true,
    strict: false,
    unicodeRegExp: true,
    formats,
    multipleOfPrecision,
  });
}

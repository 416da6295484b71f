import { jsonSchemaValidator } from "../json-schema.ts";
import type { Problem } from "../registry-error.ts";
import { within, type Place } from "./place.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** Every example, at any depth of a schema, is valid where it stands. */
export function exampleProblems(schema: JsonObject, place: Place): readonly Problem[] {
  const ajv = jsonSchemaValidator();
  const problemsOf = (part: JsonObject, at: Place): readonly Problem[] => {
    const examples: unknown = part["examples"];
    const own = Array.isArray(examples) ? invalid(part, examples, at) : [];
    return [
      ...own,
      ...parts(part).flatMap(([path, below]) => problemsOf(below, within(at, ...path))),
    ];
  };
  const invalid = (part: JsonObject, examples: readonly unknown[], at: Place) => {
    const validate = ajv.compile(part);
    return examples.flatMap((example, index) => {
      if (validate(example)) return [];
      const message = `is not valid: ${ajv.errorsText(validate.errors, { dataVar: "it" })}`;
      return [{ ...within(at, "examples", index), message }];
    });
  };
  const { $id: _, ...root } = schema;
  return problemsOf(root, place);
}

/** The schemas right inside a schema, each with the way to it. */
function parts(schema: JsonObject): readonly (readonly [readonly string[], JsonObject])[] {
  const properties = Object.entries(asObject(schema["properties"])).map(
    ([name, property]) => [["properties", name], asObject(property)] as const,
  );
  const items = schema["items"];
  return items === undefined ? properties : [...properties, [["items"], asObject(items)]];
}

function asObject(value: unknown): JsonObject {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

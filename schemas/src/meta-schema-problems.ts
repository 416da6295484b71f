import type { ErrorObject } from "ajv";
import { type Place, within } from "./lint/place.ts";
import type { Problem } from "./registry-error.ts";

/** Ajv's errors about one file as problems a contributor can act on; one mistake, one problem. */
export function brokenKeywords(file: string, errors: readonly ErrorObject[]): readonly Problem[] {
  return problemsOf(errors, (error) => ({ file, pointer: error.instancePath }));
}

/** The same for who looks for the line: a name that has no business somewhere is the place itself. */
export function brokenPlaces(file: string, errors: readonly ErrorObject[]): readonly Problem[] {
  return problemsOf(errors, ({ keyword, instancePath, params }) => {
    const place = { file, pointer: instancePath };
    return keyword === "additionalProperties"
      ? within(place, String(params["additionalProperty"]))
      : place;
  });
}

function problemsOf(
  errors: readonly ErrorObject[],
  placeOf: (error: ErrorObject) => Place,
): readonly Problem[] {
  const problems = errors
    .filter(({ keyword }) => keyword !== "if" && keyword !== "not")
    .map((error) => ({ ...placeOf(error), message: messageOf(error) }));
  return problems.filter(
    (problem, index) => index === problems.findIndex((other) => same(problem, other)),
  );
}

function same(one: Problem, other: Problem): boolean {
  return one.pointer === other.pointer && one.message === other.message;
}

function messageOf({ keyword, params, message, schemaPath }: ErrorObject): string {
  switch (keyword) {
    case "additionalProperties":
      if (schemaPath.endsWith("/then/additionalProperties")) {
        return `${String(params["additionalProperty"])} does not go with the kind that is given here`;
      }
      return `${String(params["additionalProperty"])} is not a keyword of the profile or of this file`;
    case "propertyNames":
      return `${String(params["propertyName"])} is not written as a name has to be here`;
    case "enum":
      return `must be one of ${allowed(params["allowedValues"])}`;
    case "const":
      return `must be ${JSON.stringify(params["allowedValue"])}`;
    case "false schema":
      return `has no place here (${schemaPath.split("/").slice(-3).join("/")})`;
    default:
      return message ?? `breaks ${keyword}`;
  }
}

function allowed(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(", ") : "";
}

import type { ErrorObject } from "ajv";
import type { Problem } from "./registry-error.ts";

/** Ajv's errors about one file as problems a contributor can act on; one mistake, one problem. */
export function brokenKeywords(file: string, errors: readonly ErrorObject[]): readonly Problem[] {
  const problems = errors
    .filter(({ keyword }) => keyword !== "if" && keyword !== "not")
    .map((error) => ({ file, pointer: pointerOf(error), message: messageOf(error) }));
  return problems.filter(
    (problem, index) => index === problems.findIndex((other) => same(problem, other)),
  );
}

/** A name that has no business there is the place itself. */
function pointerOf({ keyword, instancePath, params }: ErrorObject): string {
  if (keyword !== "additionalProperties") return instancePath;
  const name = String(params["additionalProperty"]);
  return `${instancePath}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
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

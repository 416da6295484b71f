import type { FindingFacts } from "../finding-text.ts";
import { factsOf } from "./keywords.ts";

/** What a JSON Schema validator says about a value; Ajv's error objects have this shape. */
export interface KeywordError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The schema in which the keyword stands, from a validator that was told to give it. */
  readonly parentSchema?: unknown;
}

/** One mistake in one record: which check, where, and the facts for its words. */
export interface Mistake {
  readonly rule: string;
  readonly pointer: string;
  readonly facts: FindingFacts;
}

/**
 * The validator's errors as mistakes with our rule ids. A value of the wrong type has that one
 * mistake: what else its schema asks cannot be judged. Nor can a list with an item of the wrong type.
 */
export function mistakesOf(
  entity: string,
  errors: readonly KeywordError[],
  record: unknown,
): readonly Mistake[] {
  const wrongType = new Set(
    errors.filter((error) => error.keyword === "type").map((error) => error.instancePath),
  );
  const wrongLists = new Set([...wrongType].flatMap((path) => listAround(path, record)));
  const judged = ({ keyword, instancePath }: KeywordError): boolean =>
    keyword === "type" ||
    (!wrongType.has(instancePath) &&
      !wrongLists.has(instancePath) &&
      !listAround(instancePath, record).some((list) => wrongLists.has(list)));
  const strange = objectsOfData(errors, record);
  return errors.filter(judged).flatMap((error) => mistakeOf(entity, error, record, strange));
}

function mistakeOf(
  entity: string,
  error: KeywordError,
  record: unknown,
  strange: ReadonlySet<string>,
): readonly Mistake[] {
  const { keyword, instancePath, params } = error;
  const isUnknown = keyword === "additionalProperties";
  const name = params["missingProperty"] ?? params["additionalProperty"];
  const isShown =
    typeof name === "string" && isName(name) && !(isUnknown && strange.has(instancePath));
  const pointer = isShown ? `${instancePath}/${name}` : instancePath;
  const path = keyword === "required" ? pointer : instancePath;
  const rule = ruleId(entity, path, record, keyword);
  const property = isUnknown && !isShown ? "" : readable(pointer);
  const facts = factsOf(keyword, argumentOf(error), {
    property,
    isItem: isListItem(pointer, record),
    check: rule,
    examples: examplesOf(error),
  });
  return facts === undefined ? [] : [{ rule, pointer, facts }];
}

/**
 * Pointers of the record and the objects within it of whose names more than half are no properties: these may
 * be names of people or of what is said of them, as in a list that somebody wrote as an object.
 */
function objectsOfData(errors: readonly KeywordError[], record: unknown): ReadonlySet<string> {
  const unknown = Map.groupBy(
    errors.filter(({ keyword }) => keyword === "additionalProperties"),
    (error) => error.instancePath,
  );
  const strange = [...unknown].filter(([pointer, { length }]) => {
    const object = pointer.split("/").slice(1).reduce(childOf, record);
    if (typeof object !== "object" || object === null) return false;
    return 2 * length > Object.keys(object).filter((name) => name !== "$schema").length;
  });
  return new Set(strange.map(([pointer]) => pointer));
}

/** `/items/0/id` is the rule `<entity>/items/items/id/…`: a place in a list is said by the word items. */
function ruleId(entity: string, pointer: string, record: unknown, keyword: string): string {
  let value = record;
  const segments = pointer
    .split("/")
    .slice(1)
    .map((segment) => {
      const isItem = Array.isArray(value);
      value = childOf(value, segment);
      return isItem ? "items" : segment;
    });
  const check = keyword === "additionalProperties" ? "unknown-property" : keyword;
  return [entity, ...segments, check].join("/");
}

/** Pointer of the list in which a value is an item, if it is. */
function listAround(pointer: string, record: unknown): readonly string[] {
  const end = pointer.lastIndexOf("/");
  if (end < 1 || !/^\/\d+$/.test(pointer.slice(end))) return [];
  const list = pointer.slice(0, end);
  const around = list.split("/").slice(1).reduce(childOf, record);
  return Array.isArray(around) ? [list] : [];
}

function childOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}

/** A validator gives the examples of a pattern with its error, or the schema that has them. */
function examplesOf({ params, parentSchema }: KeywordError): unknown {
  return params["examples"] ?? childOf(parentSchema, "examples");
}

function isListItem(pointer: string, record: unknown): boolean {
  return listAround(pointer, record).length > 0;
}

function argumentOf({ params }: KeywordError): unknown {
  return (
    params["limit"] ??
    params["multipleOf"] ??
    params["allowedValues"] ??
    params["type"] ??
    params["pattern"] ??
    params["format"]
  );
}

/** `/scale/min` is `scale.min` to a reader; places in a list are left out. */
function readable(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .filter((segment) => !/^\d+$/.test(segment))
    .join(".");
}

/** An unknown property's name may be somebody's data; only what looks like a name is shown. */
function isName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/.test(text);
}

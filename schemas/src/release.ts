import { shapeAjv } from "./ajv.ts";
import type { Community } from "./community.ts";
import { brokenKeywords } from "./meta-schema-problems.ts";
import type { Crosswalk } from "./crosswalk.ts";
import type { Dimension, Metric } from "./metric.ts";
import type { CodeList, Entity, Registry } from "./model.ts";
import type { Rule } from "./rule.ts";
import { RegistryError } from "./registry-error.ts";
import { policyShape, pseudonymShape, releaseShape } from "./release-shape.ts";

/** A JSON object: a schema, or a part of one. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The whole standard in one JSON document. An entity is its closed JSON Schema with every reference
 * followed; codes stand once, in their list. Everything that can change is here, and nothing else.
 */
export interface Release extends Community {
  readonly version: string;
  readonly entities: Readonly<Record<string, JsonObject>>;
  readonly codeLists: Readonly<Record<string, CodeList>>;
  readonly dimensions: Readonly<Record<string, Dimension>>;
  readonly rules: Readonly<Record<string, Rule>>;
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly crosswalks: Readonly<Record<string, Crosswalk>>;
  /** Schemas of what travels, by the name of their file in publication/. */
  readonly exchange: Readonly<Record<string, JsonObject>>;
}

/** What a release is made of besides the registry. */
export interface ReleaseParts {
  readonly exchange: ReadonlyMap<string, object>;
  readonly community: Community;
}

/** The standard as it is now. */
export function releaseOf(registry: Registry, { exchange, community }: ReleaseParts): Release {
  return {
    version: registry.version,
    entities: mapped(registry.entities, entitySchema),
    codeLists: Object.fromEntries(registry.codeLists),
    dimensions: Object.fromEntries(registry.dimensions),
    rules: Object.fromEntries(registry.rules.map((rule) => [rule.id, rule])),
    metrics: Object.fromEntries(registry.metrics),
    crosswalks: Object.fromEntries(registry.crosswalks),
    exchange: mapped(exchange, (schema) => ({ ...schema })),
    ...community,
  };
}

/** The one text of a release: names in the order of their characters, a new line at the end. */
export function releaseText(release: Release): string {
  return `${JSON.stringify(sorted(release), null, 2)}\n`;
}

/**
 * A release from its JSON value. Throws a RegistryError that says where the value is not what a
 * release is; `file` is where it was read.
 */
export function parseRelease(json: unknown, file: string): Release {
  const ajv = shapeAjv();
  if (ajv.validate<Release>(releaseShape, json)) return json;
  throw new RegistryError(brokenKeywords(file, ajv.errors ?? []));
}

/** policy.json and pseudonym.json from their JSON values. Throws a RegistryError as parseRelease does. */
export function parseCommunity({ policy, pseudonym }: Record<keyof Community, unknown>): Community {
  const ajv = shapeAjv();
  if (!ajv.validate<Community["policy"]>(policyShape, policy)) {
    throw new RegistryError(brokenKeywords("policy.json", ajv.errors ?? []));
  }
  if (!ajv.validate<Community["pseudonym"]>(pseudonymShape, pseudonym)) {
    throw new RegistryError(brokenKeywords("pseudonym.json", ajv.errors ?? []));
  }
  return { policy, pseudonym };
}

/** The schema with the terms that crosswalks bind to its properties, and without codes. */
function entitySchema({ schema, properties }: Entity): JsonObject {
  const terms = new Map(properties.map(({ name, sourceTerms }) => [name, sourceTerms]));
  const own = withoutCodes(schema);
  if (!isObject(own) || !isObject(own["properties"])) return schema;
  const bound = Object.entries(own["properties"]).map(([name, property]) => {
    const of = terms.get(name) ?? [];
    return [name, isObject(property) && of.length > 0 ? bind(property, of) : property];
  });
  return { ...own, properties: Object.fromEntries(bound) };
}

function bind(property: JsonObject, terms: readonly string[]): JsonObject {
  return { ...property, "x-source-terms": [...terms].toSorted() };
}

function withoutCodes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCodes);
  if (!isObject(value)) return value;
  const own = Object.entries(value).filter(
    ([name]) => name !== "enum" || value["x-code-list"] === undefined,
  );
  return Object.fromEntries(own.map(([name, part]) => [name, withoutCodes(part)]));
}

/** Whether a value is a JSON object and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const names = Object.keys(value).toSorted();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}

function mapped<T, U>(
  values: ReadonlyMap<string, T>,
  change: (value: T) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries([...values].map(([name, value]) => [name, change(value)]));
}

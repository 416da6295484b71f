import type { Entity, Property } from "@edufed/schemas";
import type { Expression } from "../engine/expression.ts";
import { isNested } from "../engine/reading.ts";
import type { Severity } from "../finding.ts";
import type { FindingFacts } from "../finding-text.ts";
import { constraining, factsOf } from "./keywords.ts";
import { sqlPattern } from "./pattern.ts";
import { type BetweenCheck, ownColumns, type ParsedRule } from "./rules.ts";

/** One thing that is checked about the records of an entity, as data. */
export interface Check {
  /** `<entity>/<property>/<keyword>`, `<entity>/key`, or the id of a declared rule. Stable. */
  readonly id: string;
  readonly entity: string;
  readonly severity: Severity;
  /** JSON Pointer of what a reader should look at. */
  readonly pointer?: string;
  readonly facts: FindingFacts;
  readonly test: Test;
}

/** How a check is decided. */
export type Test =
  | { readonly kind: "missing"; readonly property: Property }
  /** The value cannot be read as its type. */
  | {
      readonly kind: "reading";
      readonly property: Property;
      readonly keyword: "type" | "format" | "items/type";
    }
  /** A keyword of the schema, on the value or on the items of a list. */
  | {
      readonly kind: "keyword";
      readonly property: Property;
      readonly keyword: string;
      readonly argument: unknown;
      readonly ofItems: boolean;
    }
  | { readonly kind: "unknown-property" }
  /** Judged only where every property that it looks at can be read. */
  | {
      readonly kind: "rule";
      readonly holds: Expression;
      readonly properties: readonly Property[];
    }
  /** A declared rule that one record does not decide; `properties` are those of its own record. */
  | {
      readonly kind: "between";
      readonly check: BetweenCheck;
      readonly properties: readonly Property[];
    }
  | { readonly kind: "key"; readonly properties: readonly Property[] }
  | { readonly kind: "reference"; readonly property: Property; readonly to: string }
  /** Not expressible over columns: each value goes through the record validator. */
  | { readonly kind: "record"; readonly property: Property };

/** The properties of a record on which a check depends. */
export function decidingColumns({ test }: Check): readonly Property[] {
  if (test.kind === "unknown-property") return [];
  return "properties" in test ? test.properties : [test.property];
}

/** Everything that is checked about an entity's records, in the order of its properties. */
export function checksOf(entity: Entity, rules: readonly ParsedRule[]): readonly Check[] {
  return [
    unknownPropertyCheck(entity),
    ...entity.properties.flatMap((property) => propertyChecks(entity, property)),
    ...rules
      .filter(({ rule }) => rule.entity === entity.name)
      .map((parsed) => ruleCheck(entity, parsed)),
    ...keyCheck(entity),
    ...entity.properties.flatMap((property) => referenceCheck(entity, property)),
  ];
}

function propertyChecks(entity: Entity, property: Property): readonly Check[] {
  const pointer = `/${property.name}`;
  const check = (keyword: string, facts: FindingFacts, test: Test): Check => ({
    id: `${entity.name}/${property.name}/${keyword}`,
    entity: entity.name,
    severity: "error",
    pointer,
    facts,
    test,
  });
  const missing = property.required
    ? [
        check(
          "required",
          { code: "missing", property: property.name },
          { kind: "missing", property },
        ),
      ]
    : [];
  const schema = schemaOf(entity, property);
  if (isNested(property.type) || needsRecordValidator(schema)) {
    const facts = {
      code: "wrong-type",
      property: property.name,
      expected: property.type.kind,
      ...(property.nullable ? { isNullable: true } : {}),
    } as const;
    return [...missing, check("record", facts, { kind: "record", property })];
  }
  const own = keywordsOf(schema).map((keyword) => [keyword, false] as const);
  const items = keywordsOf(itemsOf(schema)).map((keyword) => [keyword, true] as const);
  const checks = [...own, ...items].flatMap(([[keyword, argument], ofItems]) => {
    const examples = (ofItems ? itemsOf(schema) : schema)["examples"];
    const name = ofItems ? `items/${keyword}` : keyword;
    const id = `${entity.name}/${property.name}/${name}`;
    const about = { property: property.name, isItem: ofItems, check: id, examples };
    const facts = factsOf(keyword, argument, about);
    if (facts === undefined) return [];
    return [check(name, facts, testOf(property, keyword, argument, ofItems))];
  });
  return [...missing, ...checks];
}

function testOf(property: Property, keyword: string, argument: unknown, ofItems: boolean): Test {
  if (keyword === "type")
    return { kind: "reading", property, keyword: ofItems ? "items/type" : "type" };
  if (keyword === "format") return { kind: "reading", property, keyword: "format" };
  return { kind: "keyword", property, keyword, argument, ofItems };
}

function unknownPropertyCheck(entity: Entity): Check {
  return {
    id: `${entity.name}/unknown-property`,
    entity: entity.name,
    severity: "error",
    facts: { code: "unknown-property", property: "" },
    test: { kind: "unknown-property" },
  };
}

function ruleCheck(entity: Entity, { rule, check }: ParsedRule): Check {
  const own = ownColumns(check);
  const properties = entity.properties.filter(({ name }) => own.has(name));
  return {
    id: rule.id,
    entity: entity.name,
    severity: rule.severity,
    pointer: `/${rule.property}`,
    facts: { code: "rule", message: rule.message, fix: rule.fix },
    test:
      check.kind === "record"
        ? { kind: "rule", holds: check.holds, properties }
        : { kind: "between", check, properties },
  };
}

function keyCheck(entity: Entity): readonly Check[] {
  const properties = entity.properties.filter((property) => entity.key.includes(property.name));
  if (properties.length === 0) return [];
  return [
    {
      id: `${entity.name}/key`,
      entity: entity.name,
      severity: "error",
      pointer: `/${properties[0]?.name ?? ""}`,
      facts: { code: "duplicate-key", properties: entity.key },
      test: { kind: "key", properties },
    },
  ];
}

/** A key names its own record; only the other references can lead nowhere. */
function referenceCheck(entity: Entity, property: Property): readonly Check[] {
  const to = property.references;
  const isOwnKey = to === entity.name && entity.key.includes(property.name);
  if (to === undefined || isOwnKey) return [];
  return [
    {
      id: `${entity.name}/${property.name}/reference`,
      entity: entity.name,
      severity: "warning",
      pointer: `/${property.name}`,
      facts: { code: "unknown-reference", property: property.name, entity: to, checked: true },
      test: { kind: "reference", property, to },
    },
  ];
}

type Keywords = Readonly<Record<string, unknown>>;

function schemaOf(entity: Entity, property: Property): Keywords {
  return objectOf(objectOf(entity.schema["properties"])[property.name]);
}

function itemsOf(schema: Keywords): Keywords {
  return objectOf(schema["items"]);
}

function keywordsOf(schema: Keywords): readonly (readonly [string, unknown])[] {
  return Object.entries(schema).filter(([keyword]) => constraining.has(keyword));
}

/** A pattern that the engine's expressions cannot say exactly, or a keyword unknown to them. */
function needsRecordValidator(schema: Keywords): boolean {
  const items = itemsOf(schema);
  const patterns = [schema["pattern"], items["pattern"]];
  return (
    patterns.some((pattern) => typeof pattern === "string" && sqlPattern(pattern) === undefined) ||
    [...Object.keys(schema), ...Object.keys(items)].some((keyword) => !isUnderstood(keyword))
  );
}

const describing = new Set([
  "items",
  "title",
  "description",
  "examples",
  "default",
  "deprecated",
  "$comment",
]);

function isUnderstood(keyword: string): boolean {
  return constraining.has(keyword) || describing.has(keyword) || keyword.startsWith("x-");
}

function objectOf(value: unknown): Keywords {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

import { recordsOf } from "../../metric-use.ts";
import type { Deprecation, Entity, Property, Registry, ValueType } from "../../model.ts";
import type { Related, RuleCheck } from "../../rule.ts";
import { fateOf, shareableExample, staysBehind } from "../../profiles.ts";
import { exampleRecord } from "../example-record.ts";
import { elsewhere } from "./elsewhere.ts";
import { code, facts, page, pageLink, prose, table } from "./text.ts";

/** What an entity is, what each of its properties means, where else it is kept, and what refers to it. */
export function entityPage(
  entity: Entity,
  registry: Registry,
  conformance: ReadonlyMap<string, string>,
): string {
  const example = exampleRecord(entity, conformance);
  return page({ title: entity.title, description: entity.description }, [
    prose(entity.description),
    facts([
      ["Name", code(entity.name)],
      ["Domain", entity.domain],
      ["Stability", entity.stability],
      ["Deprecated", deprecation(entity)],
      ["Key", entity.key.map(code).join(", ")],
      [
        "School year",
        entity.period === undefined ? undefined : `from ${code(entity.period.property)}`,
      ],
      ["Counted by", usedBy(entity, registry)],
    ]),
    "## Properties",
    table(
      ["Property", "Type", "Required", "Privacy"],
      entity.properties.map((property) => [
        `[${property.name}](#${property.name.toLowerCase()})`,
        typeText(property),
        property.required ? "yes" : "no",
        property.privacy,
      ]),
    ),
    "## An example",
    "As the member keeps it:",
    json(example),
    ...whenSharedExample(entity, example),
    "## Each property",
    ...entity.properties.flatMap((property) =>
      section(property, {
        heading: "###",
        path: property.name,
        whenShared: whenShared(entity, property),
      }),
    ),
    ...rules(entity, registry),
    ...elsewhere(entity, registry),
  ]);
}

function json(value: unknown): string {
  return ["```json", JSON.stringify(value, null, 2), "```"].join("\n");
}

function deprecation({ deprecated }: { readonly deprecated?: Deprecation }): string | undefined {
  if (deprecated === undefined) return undefined;
  const { since, reason, replacement, removal } = deprecated;
  const instead = replacement === undefined ? "" : ` Use ${code(replacement)}.`;
  return `since ${since}, to be removed in ${removal}. ${prose(reason)}${instead}`;
}

/** A heading with the property's description and facts; those inside an object follow it. */
function section(
  property: Property,
  { heading, path, whenShared: shared }: Place,
): readonly string[] {
  return [
    `${heading} ${path}`,
    prose(property.description),
    facts([
      ["Type", typeText(property)],
      ["Limits", limits(property.type)],
      ["Unit", property.unit === undefined ? undefined : code(property.unit)],
      ["Refers to", property.references && pageLink("entities", property.references)],
      ["Privacy", [property.privacy, ...property.privacyBasis].join(", ")],
      ["When shared", shared],
      ["In tables", roleText[property.aggregation]],
      ["Fewest contributors of a cell", property.groupMin?.toString()],
      ["Stability", property.stability],
      ["Deprecated", deprecation(property)],
      ["Examples", property.examples.map(code).join(", ")],
      ["Elsewhere", property.sourceTerms.map(code).join(", ")],
    ]),
    ...inside(property.type).flatMap((leaf) =>
      section(leaf, { heading: "####", path: `${path}.${leaf.name}` }),
    ),
  ];
}

/** Where a section stands. What is inside an object is shared as the object is. */
interface Place {
  readonly heading: string;
  readonly path: string;
  readonly whenShared?: string;
}

function whenSharedExample(
  entity: Entity,
  example: Readonly<Record<string, unknown>>,
): readonly string[] {
  if (staysBehind(entity)) {
    return [
      "A record is sensitive by being there: none leaves the member, except for a purpose that has declared its need.",
    ];
  }
  return [
    "As it may leave the member, for a purpose that needs nothing sensitive:",
    json(shareableExample(entity, example)),
  ];
}

const roleText: Readonly<Record<Property["aggregation"], string>> = {
  dimension: "may cut them",
  measure: "may be counted or summed",
  key: "only joins records",
  never: "never",
};

function whenShared(entity: Entity, property: Property): string {
  const fate = fateOf(entity, property);
  switch (fate.kind) {
    case "keep":
      return "as it is";
    case "rekey":
      return "replaced by a pseudonym";
    case "year":
      return `its year, as ${code(fate.to)}`;
    case "drop":
      return property.privacy === "sensitive"
        ? "left out, except for a purpose that has declared its need"
        : "left out";
  }
}

/** The properties of an object or of the objects in a list; a localised text is one thing. */
function inside(type: ValueType): readonly Property[] {
  const object = type.kind === "list" ? type.item : type;
  return object.kind === "object" && !isLocalisedText(object.properties) ? object.properties : [];
}

function isLocalisedText(properties: readonly Property[]): boolean {
  return properties.map(({ name }) => name).join() === "en,fi,sv,az";
}

function typeText({ type, nullable }: Property): string {
  return nullable ? `${valueText(type)} or null` : valueText(type);
}

const kindText: Readonly<Record<Exclude<ValueType["kind"], "code" | "list" | "object">, string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  date: "date",
  "date-time": "date and time",
};

function valueText(type: ValueType): string {
  if (type.kind === "code") return `code of ${pageLink("code-lists", type.list)}`;
  if (type.kind === "list") {
    return `list of: ${valueText(type.item)}${type.itemNullable ? " or null" : ""}`;
  }
  if (type.kind !== "object") return kindText[type.kind];
  return isLocalisedText(type.properties) ? "text in several languages" : "object";
}

function limits(type: ValueType): string {
  if (type.kind === "list") {
    const unique = type.unique === true ? "no item twice" : "";
    const parts = [range(type.itemsMin, type.itemsMax, " items"), limits(type.item), unique];
    return parts.filter((part) => part !== "").join("; ");
  }
  if (type.kind === "integer") return range(type.minimum, type.maximum);
  if (type.kind === "number") {
    const steps = type.multipleOf === undefined ? "" : `in steps of ${type.multipleOf}`;
    return [range(type.minimum, type.maximum), steps].filter((part) => part !== "").join(", ");
  }
  if (type.kind !== "string") return "";
  const { pattern, lengthMax } = type;
  return [
    ...(pattern === undefined ? [] : [`matches ${code(pattern)}`]),
    ...(lengthMax === undefined ? [] : [`at most ${lengthMax} characters`]),
  ].join(", ");
}

function range(minimum: number | undefined, maximum: number | undefined, of = ""): string {
  if (minimum === undefined) return maximum === undefined ? "" : `at most ${maximum}${of}`;
  return maximum === undefined ? `at least ${minimum}${of}` : `${minimum} to ${maximum}${of}`;
}

function usedBy(entity: Entity, { metrics }: Registry): string {
  return [...metrics.values()]
    .filter((metric) => recordsOf(metric).includes(entity.name))
    .map(({ id }) => pageLink("metrics", id))
    .join(", ");
}

function rules(entity: Entity, registry: Registry): readonly string[] {
  const own = registry.rules.filter((rule) => rule.entity === entity.name);
  if (own.length === 0) return [];
  return [
    "## Rules",
    ...own.flatMap((rule) => [
      `### ${rule.id}`,
      prose(`${rule.message.en} ${rule.why}`),
      facts([
        ["Severity", rule.severity],
        ...checkFacts(rule.check),
        ["What to do", prose(rule.fix.en)],
      ]),
    ]),
  ];
}

function checkFacts(check: RuleCheck): readonly (readonly [string, string | undefined])[] {
  switch (check.kind) {
    case "record":
      return [["Holds when", code(check.holds)]];
    case "related":
    case "some":
      return [
        ["Looks at", related(check.related)],
        ...(check.kind === "some" ? [["Of records where", optionalCode(check.when)] as const] : []),
        [check.kind === "some" ? "Holds for at least one when" : "Holds when", code(check.holds)],
      ];
    case "no-overlap":
      return [
        ["Does not overlap with others of the same", check.within.map(code).join(", ")],
        ["From and to", `${code(check.start)} to ${code(check.end)}, both included`],
        ["Of records where", optionalCode(check.when)],
      ];
    case "at-most-one":
      return [
        ["At most one for each", check.within.map(code).join(", ")],
        ["Of records where", optionalCode(check.when)],
      ];
    case "acyclic":
      return [["Never leads back to itself", code(check.parent)]];
  }
}

function related({ entity, on, take }: Related): string {
  const joined = Object.entries(on).map(([own, theirs]) => `${code(own)} = its ${code(theirs)}`);
  const taken = Object.entries(take).map(
    ([name, theirs]) => `${code(name)} is its ${code(theirs)}`,
  );
  return [`${pageLink("entities", entity)} with ${joined.join(" and ")}`, ...taken].join("; ");
}

function optionalCode(condition: string | undefined): string | undefined {
  return condition === undefined ? undefined : code(condition);
}

import type { Entity, Property, Registry, ValueType } from "../../model.ts";
import { code, facts, page, pageLink, prose, table } from "./text.ts";

/** What an entity is, what each of its properties means, and what refers to it. */
export function entityPage(entity: Entity, registry: Registry): string {
  return page({ title: entity.title, description: entity.description }, [
    prose(entity.description),
    facts([
      ["Name", code(entity.name)],
      ["Domain", entity.domain],
      ["Stability", entity.stability],
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
    ...entity.properties.flatMap((property) => section(property, "###", property.name)),
    ...rules(entity, registry),
  ]);
}

/** A heading with the property's description and facts; those inside an object follow it. */
function section(property: Property, heading: string, path: string): readonly string[] {
  return [
    `${heading} ${path}`,
    prose(property.description),
    facts([
      ["Type", typeText(property)],
      ["Limits", limits(property.type)],
      ["Unit", property.unit === undefined ? undefined : code(property.unit)],
      ["Refers to", property.references && pageLink("entities", property.references)],
      ["Privacy", [property.privacy, ...property.privacyBasis].join(", ")],
      ["When shared", whenShared(property)],
      ["In tables", roleText[property.aggregation]],
      ["Fewest contributors of a cell", property.groupMin?.toString()],
      ["Stability", property.stability],
      ["Examples", property.examples.map(code).join(", ")],
      ["Elsewhere", property.sourceTerms.map(code).join(", ")],
    ]),
    ...inside(property.type).flatMap((leaf) => section(leaf, "####", `${path}.${leaf.name}`)),
  ];
}

const roleText: Readonly<Record<Property["aggregation"], string>> = {
  dimension: "may cut them",
  measure: "may be counted or summed",
  key: "only joins records",
  never: "never",
};

function whenShared({ privacy, generalise }: Property): string {
  if (generalise?.method === "drop") return "left out";
  if (generalise?.method === "year") return `its year, as ${code(generalise.to)}`;
  switch (privacy) {
    case "direct":
      return "left out";
    case "sensitive":
      return "left out, except for a purpose that has declared its need";
    case "pseudonym":
      return "replaced by a pseudonym";
    case "quasi":
    case "ordinary":
      return "as it is";
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
  if (type.kind === "integer" || type.kind === "number") return range(type.minimum, type.maximum);
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
    .filter(({ populations }) =>
      Object.values(populations).some(({ sources }) =>
        sources.some((source) => source.entity === entity.name),
      ),
    )
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
        ["Holds when", code(rule.check.kind === "record" ? rule.check.holds : rule.check.kind)],
        ["What to do", prose(rule.fix.en)],
      ]),
    ]),
  ];
}

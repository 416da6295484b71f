import { codeAddress, entityAddress, namespace, propertyAddress } from "../address.ts";
import type { TermLink } from "../crosswalk-links.ts";
import type {
  CodeList,
  Deprecation,
  Entity,
  Property,
  Registry,
  TermRelation,
  ValueType,
} from "../model.ts";
import { isLocalisedText } from "./json-ld-context.ts";
import { jsonText } from "./json-schema.ts";

/**
 * The concepts of the standard as linked data: classes, properties and codes with their labels, and
 * the terms of other vocabularies that they can be followed to.
 */
export function emitVocabulary(
  registry: Registry,
  links: readonly TermLink[],
): Readonly<Record<string, string>> {
  const linked = Map.groupBy(links, ({ entity, property }) => addressOf(entity, property));
  const entities = [...registry.entities.values()];
  const graph = [
    { "@id": namespace, "@type": "owl:Ontology", "owl:versionInfo": registry.version },
    ...entities.flatMap((entity) => [
      classOf(entity, linked.get(addressOf(entity.name)) ?? []),
      ...propertiesOf(entity, entity.properties, [], linked),
    ]),
    ...[...registry.codeLists.values()].flatMap((list) => scheme(list, registry)),
  ];
  return {
    "schemas/generated/vocabulary.jsonld": jsonText({ "@context": context, "@graph": graph }),
  };
}

const context = {
  owl: "http://www.w3.org/2002/07/owl#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  label: { "@id": "rdfs:label", "@language": "en" },
  comment: { "@id": "rdfs:comment", "@language": "en" },
  domain: { "@id": "rdfs:domain", "@type": "@id" },
  range: { "@id": "rdfs:range", "@type": "@id" },
  seeAlso: { "@id": "rdfs:seeAlso", "@type": "@id" },
  definition: { "@id": "skos:definition", "@language": "en" },
  prefLabel: { "@id": "skos:prefLabel", "@container": "@language" },
  notation: "skos:notation",
  inScheme: { "@id": "skos:inScheme", "@type": "@id" },
  broader: { "@id": "skos:broader", "@type": "@id" },
  exactMatch: { "@id": "skos:exactMatch", "@type": "@id" },
  closeMatch: { "@id": "skos:closeMatch", "@type": "@id" },
  broadMatch: { "@id": "skos:broadMatch", "@type": "@id" },
  narrowMatch: { "@id": "skos:narrowMatch", "@type": "@id" },
  deprecated: "owl:deprecated",
};

function addressOf(entity: string, property?: string): string {
  return property === undefined ? entityAddress(entity) : propertyAddress(entity, property);
}

function classOf(entity: Entity, links: readonly TermLink[]): object {
  return {
    "@id": addressOf(entity.name),
    "@type": "rdfs:Class",
    label: entity.title,
    comment: entity.description,
    ...mark(entity),
    ...matches(links),
  };
}

/** A property and what is inside it, under the path to it: `location.lat`. */
function propertiesOf(
  entity: Entity,
  properties: readonly Property[],
  path: readonly string[],
  linked: ReadonlyMap<string, readonly TermLink[]>,
): readonly object[] {
  return properties.flatMap((property) => {
    const here = [...path, property.name];
    const address = addressOf(entity.name, here.join("."));
    const value = property.type.kind === "list" ? property.type.item : property.type;
    const isOpen = value.kind === "object" && !isLocalisedText(value.properties);
    return [
      {
        "@id": address,
        "@type": "rdf:Property",
        label: property.name,
        comment: property.description,
        ...(path.length === 0 && { domain: addressOf(entity.name) }),
        ...rangeOf(value),
        ...(property.references !== undefined && { seeAlso: addressOf(property.references) }),
        ...mark(property),
        ...matches(linked.get(address) ?? []),
      },
      ...(isOpen ? propertiesOf(entity, value.properties, here, linked) : []),
    ];
  });
}

function rangeOf(type: ValueType): object {
  if (type.kind === "code") return { range: "skos:Concept", seeAlso: codeAddress(type.list) };
  if (type.kind === "object") {
    return isLocalisedText(type.properties) ? { range: "rdf:langString" } : {};
  }
  return { range: literalRange[type.kind] };
}

const literalRange: Readonly<Record<Exclude<ValueType["kind"], "code" | "object">, string>> = {
  string: "xsd:string",
  integer: "xsd:integer",
  number: "xsd:double",
  boolean: "xsd:boolean",
  date: "xsd:date",
  "date-time": "xsd:dateTime",
  list: "rdf:List",
};

function mark({ deprecated }: { readonly deprecated?: Deprecation }): object {
  return deprecated === undefined ? {} : { deprecated: true };
}

const matchOf: Readonly<Record<TermRelation, string>> = {
  equivalent: "exactMatch",
  inexact: "closeMatch",
  broader: "broadMatch",
  narrower: "narrowMatch",
};

function matches(
  links: readonly { readonly iri: string; readonly relation: TermRelation }[],
): object {
  const byWord = Map.groupBy(links, ({ relation }) => matchOf[relation]);
  return Object.fromEntries([...byWord].map(([word, all]) => [word, all.map(({ iri }) => iri)]));
}

function scheme(list: CodeList, { codeLists }: Registry): readonly object[] {
  const codes = list.codes.map(({ code, label, definition, parent, mappings = [], ...rest }) => ({
    "@id": codeAddress(list.id, code),
    "@type": "skos:Concept",
    inScheme: codeAddress(list.id),
    notation: code,
    prefLabel: label,
    ...(definition !== undefined && { definition }),
    ...(parent !== undefined && { broader: codeAddress(list.id, parent) }),
    ...mark(rest),
    // Only lists of ours have addresses that lead to one code.
    ...matches(
      mappings
        .filter((mapping) => codeLists.has(mapping.list))
        .map((mapping) => ({
          iri: codeAddress(mapping.list, mapping.code),
          relation: mapping.relation,
        })),
    ),
  }));
  const { id, title, description } = list;
  return [
    {
      "@id": codeAddress(id),
      "@type": "skos:ConceptScheme",
      prefLabel: title,
      comment: description,
    },
    ...codes,
  ];
}

import { describe, expect, test } from "vitest";
import { emitJsonLdContext } from "../../src/emit/json-ld-context.ts";
import { emitVocabulary } from "../../src/emit/vocabulary.ts";
import { loadRegistry } from "../../src/registry.ts";
import { sampleFolder, sampleWith } from "../sample-registry.ts";

const sample = loadRegistry(sampleFolder);
const ride = "https://w3id.org/edufed/entity/bus-ride";

interface Node {
  readonly "@id": string;
  readonly "@type": string;
  readonly [term: string]: unknown;
}

function graphOf(...parameters: Parameters<typeof emitVocabulary>): readonly Node[] {
  const text = emitVocabulary(...parameters)["schemas/generated/vocabulary.jsonld"] ?? "";
  const { "@graph": graph }: { "@graph": readonly Node[] } = JSON.parse(text);
  return graph;
}

describe("context.jsonld", () => {
  const text = emitJsonLdContext(sample)["schemas/generated/context.jsonld"] ?? "";
  const { "@context": context } = JSON.parse(text);
  const terms = context.BusRide["@context"];

  test("gives an entity and each of its properties their addresses", () => {
    expect(context.BusRide["@id"]).toBe(ride);
    expect(Object.keys(terms)).toEqual(
      sample.entities.get("bus-ride")?.properties.map(({ name }) => name),
    );
    expect(terms.id).toEqual({ "@id": `${ride}/id` });
  });

  test("makes a code the address of the code, whatever the code looks like", () => {
    expect(terms.direction).toEqual({
      "@id": `${ride}/direction`,
      "@type": "@id",
      "@context": { "@base": "https://w3id.org/edufed/code-list/direction/" },
    });
    expect(terms.transfers).toMatchObject({ "@type": "@id", "@container": "@list" });
  });

  test("makes a day a day and a text in several languages one value for each", () => {
    expect(terms.date).toMatchObject({ "@type": "xsd:date" });
    expect(terms.boardedAt).toMatchObject({ "@type": "xsd:dateTime" });
    expect(terms.stopName).toMatchObject({ "@container": "@language" });
  });

  test("names what is inside an object by the path to it", () => {
    expect(terms.driver["@context"].code["@id"]).toBe(`${ride}/driver.code`);
    expect(terms.tickets).toMatchObject({ "@container": "@list" });
    expect(terms.tickets["@context"].zone["@id"]).toBe(`${ride}/tickets.zone`);
  });
});

describe("vocabulary.jsonld", () => {
  test("has a class for each entity and a property for each property and what is inside it", () => {
    const graph = graphOf(sample, []);
    expect(graph.find((node) => node["@id"] === ride)).toMatchObject({
      "@type": "rdfs:Class",
      label: "Bus ride",
    });
    expect(graph.find((node) => node["@id"] === `${ride}/date`)).toMatchObject({
      "@type": "rdf:Property",
      domain: ride,
      range: "xsd:date",
    });
    expect(graph.find((node) => node["@id"] === `${ride}/driver.code`)).toMatchObject({
      range: "xsd:string",
    });
  });

  test("has each code with its labels, its wider code and its list", () => {
    const home = graphOf(sample, []).find(
      (node) => node["@id"] === "https://w3id.org/edufed/code-list/direction/home",
    );
    expect(home).toMatchObject({
      "@type": "skos:Concept",
      notation: "home",
      inScheme: "https://w3id.org/edufed/code-list/direction",
      prefLabel: { en: "Home", fi: "Kotiin", sv: "Hem", az: "Evə" },
    });
  });

  const relations = [
    ["equivalent", "exactMatch"],
    ["inexact", "closeMatch"],
    ["broader", "broadMatch"],
    ["narrower", "narrowMatch"],
  ] as const;

  test.each(relations)("a term that is %s is followed as %s", (relation, word) => {
    const iri = "https://schema.org/BusTrip";
    const graph = graphOf(sample, [
      { entity: "bus-ride", iri, relation },
      { entity: "bus-ride", property: "driver.code", iri: `${iri}#driver`, relation },
    ]);
    expect(graph.find((node) => node["@id"] === ride)?.[word]).toEqual([iri]);
    expect(graph.find((node) => node["@id"] === `${ride}/driver.code`)?.[word]).toEqual([
      `${iri}#driver`,
    ]);
  });

  test("says of what is deprecated that it is", () => {
    const value = { since: "1.1.0", reason: "Nobody counts seats.", removal: "2.0.0" };
    const file = "entities/bus-ride.json";
    const graph = graphOf(
      sampleWith({ file, pointer: "/properties/seated/x-deprecated", value }),
      [],
    );
    const deprecated = graph.filter((node) => node["deprecated"] === true);
    expect(deprecated.map((node) => node["@id"])).toEqual([`${ride}/seated`]);
  });

  test("of the standard has no two things at one address, and every link leads somewhere", () => {
    const graph = graphOf(loadRegistry(), []);
    const ids = new Set(graph.map((node) => node["@id"]));
    expect(graph.length).toBeGreaterThan(500);
    expect(ids.size).toBe(graph.length);
    const links = graph.flatMap(({ broader, inScheme, domain, seeAlso }) =>
      [broader, inScheme, domain, seeAlso].filter((link) => typeof link === "string"),
    );
    expect(links.length).toBeGreaterThan(500);
    expect(links.filter((link) => !ids.has(link))).toEqual([]);
  });
});

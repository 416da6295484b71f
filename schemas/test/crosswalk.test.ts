import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { coverage, percent } from "../src/crosswalk-coverage.ts";
import { links, termsOf } from "../src/crosswalk-links.ts";
import { conversionText, lossText, originText } from "../src/crosswalk-text.ts";
import { mappingsOf, termsOfMapping, type Crosswalk } from "../src/crosswalk.ts";
import { loadRegistry } from "../src/registry.ts";
import { sampleFolder, sampleWith } from "./sample-registry.ts";

const sample = loadRegistry(sampleFolder);
const standard = loadRegistry();
const tramway = crosswalk(sample, "tramway");

function crosswalk({ crosswalks }: typeof sample, id: string): Crosswalk {
  const found = crosswalks.get(id);
  if (found === undefined) throw new Error(`There is no crosswalk ${id}.`);
  return found;
}

describe("coverage", () => {
  test("counts a property that a term fills, and one of which it fills a part", () => {
    const { entities, ours } = coverage(tramway, sample);
    const properties = sample.entities.get("bus-ride")?.properties.length ?? 0;
    expect(ours).toEqual({ carried: 5, all: properties });
    expect(entities.map(({ entity, carried }) => [entity, carried])).toEqual([["bus-ride", 5]]);
  });

  test("does not count a value that is taken for granted", () => {
    expect(coverage(tramway, sample).entities[0]?.without).toContain("seated");
  });

  test("counts each term of theirs once in its table, and those of every table once", () => {
    // Carried: line, car, way, started, zone and name. Left out: driver, shelter and stamp.
    expect(coverage(tramway, sample).theirs).toEqual({ carried: 6, all: 9 });
  });

  test("names the entities that have no term", () => {
    const tables = {
      stops: { records: {}, leftOut: { name: "The name of a stop." } },
    };
    expect(coverage({ ...tramway, tables }, sample)).toMatchObject({
      ours: { carried: 0 },
      entities: [],
      without: ["bus-ride"],
    });
  });

  test("has no share of theirs where only terms with a counterpart are listed", () => {
    expect(coverage({ ...tramway, selection: true }, sample)).not.toHaveProperty("theirs");
  });

  test.each([
    [0, 10, 0],
    [1, 1000, 1],
    [1, 3, 33],
    [2, 3, 67],
    [999, 1000, 99],
    [10, 10, 100],
    [0, 0, 0],
  ])("%i of %i is %i %%", (carried, all, expected) => {
    expect(percent({ carried, all })).toBe(expected);
  });
});

describe("links", () => {
  test("lead from an entity and from a property to the concepts of another vocabulary", () => {
    expect(links(sample)).toEqual([
      { entity: "bus-ride", iri: "https://example.org/Ride", relation: "broader" },
      {
        entity: "bus-ride",
        property: "direction",
        iri: "https://example.org/way",
        relation: "equivalent",
      },
    ]);
  });

  test("of the standard lead to schema.org and to CEDS, none twice", () => {
    const all = links(standard);
    const addresses = all.map(({ entity, property = "", iri }) => `${entity} ${property} ${iri}`);
    expect(new Set(addresses).size).toBe(all.length);
    const hosts = new Set(all.map(({ iri }) => new URL(iri).host));
    expect([...hosts].toSorted()).toEqual(["ceds.ed.gov", "schema.org"]);
    expect(all).toContainEqual({
      entity: "learning-resource",
      property: "languages",
      iri: "https://schema.org/inLanguage",
      relation: "equivalent",
    });
  });
});

describe("terms of a property", () => {
  test("are written with format, edition, table and term", () => {
    expect(termsOf(sample, "bus-ride", "direction")).toEqual(["tramway:1.2/rides.way"]);
  });

  test("are those of its parts too", () => {
    expect(termsOf(sample, "bus-ride", "stopName")).toEqual(["tramway:1.2/stops.name"]);
    expect(termsOf(sample, "bus-ride", "stop")).toEqual([]);
  });
});

describe("in words", () => {
  test("a mapping says where a value comes from, what is done and what is lost", () => {
    const said = mappingsOf(tramway).map(({ path, mapping }) => [
      path,
      originText(mapping),
      conversionText(mapping),
      lossText(mapping),
    ]);
    expect(said).toEqual([
      ["id", "`{line}/{car}`", "", ""],
      ["direction", "`way`", "Codes: `A` → `out`, `B` → `home`.", ""],
      ["date", "`started` + `zone`", "The day of a point in time.", "Reading: The time of day."],
      ["year", "`started`", "The year of a day.", ""],
      ["seated", "always `true`", "Nobody stands in a tram.", ""],
      ["stopName.en", "`name`", "", ""],
    ]);
  });
});

test("codes that the code list maps are named as such", () => {
  const mapping = { term: "way", relation: "equivalent", codes: "mappings" } as const;
  expect(conversionText(mapping)).toMatch(/^Codes as the code list maps them;/u);
});

describe("a crosswalk file breaks its meta-schema when", () => {
  const file = "crosswalks/tramway.json";
  const way = "/tables/rides/records/bus-ride/properties/direction";
  test.each([
    ["a relation is missing", `${way}/relation`, undefined],
    ["a relation is not one of the four", `${way}/relation`, "same"],
    ["a direction is not one of the three", `${way}/direction`, "through"],
    ["a way of reading is unknown", `${way}/read`, "guessed"],
    ["an address has a space", `${way}/iri`, "https://example.org/a way"],
    ["it names no scope", "/scope", undefined],
    [
      "a table of it has no relation to its address",
      "/tables/rides/records/bus-ride/relation",
      undefined,
    ],
  ])("%s", (_, pointer, value) => {
    expect(() => sampleWith({ file, pointer, value })).toThrow(/crosswalks\/tramway\.json/);
  });
});

/** The fields that a format has, from its own documents. */
interface FieldLists {
  readonly [format: string]: {
    readonly source: string;
    readonly tables: Readonly<Record<string, readonly string[]>>;
  };
}

const fieldLists: FieldLists = JSON.parse(
  readFileSync(join(import.meta.dirname, "crosswalk-fields.json"), "utf8"),
);
const fields = Object.entries(fieldLists).flatMap(([format, { tables }]) =>
  Object.entries(tables).map(([table, names]) => ({ format, table, names })),
);

describe("every field of a format in scope is carried or left out with a reason", () => {
  test("fields are known of seven formats", () => {
    expect(Object.keys(fieldLists)).toHaveLength(7);
  });

  test.each(fields)("$format: $table", ({ format, table, names }) => {
    const { tables, leftOut = {} } = crosswalk(standard, format);
    const named = mappingsOf(crosswalk(standard, format))
      .filter((mapping) => mapping.table === table)
      .flatMap(({ mapping }) => termsOfMapping(mapping));
    const all = [...named, ...Object.keys(tables[table]?.leftOut ?? {}), ...Object.keys(leftOut)];
    const isNamed = (name: string): boolean =>
      all.some((term) => term === name || term.startsWith(`${name}.`));
    expect(names.filter((name) => !isNamed(name))).toEqual([]);
  });

  test.each(Object.keys(fieldLists))("%s: no table is missing and none is invented", (format) => {
    const known = Object.keys(fieldLists[format]?.tables ?? {}).toSorted();
    const tables = Object.keys(crosswalk(standard, format).tables);
    expect(tables.filter((table) => table !== "element").toSorted()).toEqual(known);
  });
});

test("there is a crosswalk for each format that members arrive with", () => {
  expect([...standard.crosswalks.keys()]).toEqual([
    "caliper",
    "ceds",
    "contoso",
    "ed-fi",
    "insights",
    "koski",
    "oea",
    "oneroster",
    "schema-org",
    "sds",
    "sif-au",
    "xapi",
  ]);
});

test("every last day of OneRoster is read as the day before it", () => {
  const ends = mappingsOf(crosswalk(standard, "oneroster")).filter(
    ({ mapping }) => "term" in mapping && mapping.term === "endDate",
  );
  expect(ends.length).toBeGreaterThan(3);
  for (const { mapping } of ends) expect(mapping).toMatchObject({ read: "exclusive-end" });
});

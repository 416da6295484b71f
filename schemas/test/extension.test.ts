import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { extend, extensionsOf, sharedPart, type Extension } from "../src/extension.ts";
import { jsonSchemaValidator } from "../src/json-schema.ts";
import { RegistryError, type Problem } from "../src/registry-error.ts";
import { loadExtension, loadRegistry } from "../src/registry.ts";
import { sampleFolder } from "./sample-registry.ts";

const registry = loadRegistry(sampleFolder);
const folder = mkdtempSync(join(tmpdir(), "edufed-extension-"));
afterAll(() => rmSync(folder, { recursive: true }));

const seat = {
  type: "string",
  description: "Number of the seat as the bus company writes it.",
  examples: ["12B"],
  "x-privacy": "ordinary",
  "x-aggregation": "never",
  "x-stability": "experimental",
} as const;

const list = {
  id: "hel-fare",
  version: "1.0.0",
  title: { en: "Fares" },
  description: "What a ride costs, as the city's fare table has it.",
  source: "Fare table 2026",
  maintenance: "closed",
  codes: [{ code: "free", label: { en: "Free of charge" } }],
} as const;

const hel = {
  prefix: "hel",
  owner: "City of Helsinki",
  description: "What the city's transport office needs to plan rides.",
  entities: {
    "bus-ride": {
      properties: {
        hel_seat: seat,
        hel_fare: { ...seat, examples: ["free"], "x-code-list": "hel-fare" },
      },
    },
  },
  codeLists: [list],
} as const satisfies Extension;

/** The same, with some of it replaced. */
function helWith(changes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...hel, ...changes };
}

function adding(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return helWith({ entities: { "bus-ride": { properties } }, codeLists: undefined });
}

/** Written to a file, read and joined to the sample: the problems on the way, none when it is in. */
function problemsOf(extension: unknown, name = "hel.json"): readonly string[] {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(extension));
  try {
    extend(registry, loadExtension(file), name);
    return [];
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return error.problems.map(({ pointer, message }: Problem) => `${pointer} ${message}`);
  }
}

describe("an extension that keeps its meta-schema", () => {
  const extended = extend(registry, hel);
  const properties = extended.entities.get("bus-ride")?.properties ?? [];

  test("adds its properties after the standard's own, marked with its prefix", () => {
    expect(problemsOf(hel)).toEqual([]);
    expect(properties.slice(-2)).toMatchObject([
      { name: "hel_seat", extension: "hel", privacy: "ordinary", required: false },
      { name: "hel_fare", extension: "hel", type: { kind: "code", codes: ["free"] } },
    ]);
    expect(properties.filter(({ extension }) => extension !== undefined)).toHaveLength(2);
    expect([...extensionsOf(extended)]).toEqual(["hel"]);
  });

  test("opens the closed schema for its properties and for nothing else", () => {
    const validate = jsonSchemaValidator().compile(extended.entities.get("bus-ride")?.schema ?? {});
    const ride = { id: "r", direction: "out", date: "2025-10-01", stopName: { en: "Square" } };
    expect(validate(ride)).toBe(true);
    expect(validate({ ...ride, hel_seat: "12B", hel_fare: "free" })).toBe(true);
    expect(validate({ ...ride, hel_fare: "paid" })).toBe(false);
    expect(validate({ ...ride, hel_other: "1" })).toBe(false);
  });

  test("leaves the standard, its metrics, rules and dimensions as they were", () => {
    expect(registry.entities.get("bus-ride")?.properties).toHaveLength(properties.length - 2);
    expect(extended.metrics).toBe(registry.metrics);
    expect(extended.rules).toBe(registry.rules);
    expect(extended.dimensions).toBe(registry.dimensions);
  });

  test("can be taken away again without a trace", () => {
    const shared = sharedPart(extended);
    expect(shared).toEqual(registry);
    expect(JSON.stringify(shared.entities.get("bus-ride")?.schema)).toBe(
      JSON.stringify(registry.entities.get("bus-ride")?.schema),
    );
    expect(sharedPart(registry)).toBe(registry);
  });

  test("stands beside another extension with another prefix", () => {
    const other = { ...hel, prefix: "esp", codeLists: [], entities: {} };
    expect([
      ...extensionsOf(
        extend(extended, {
          ...other,
          entities: { "bus-ride": { properties: { esp_seat: seat } } },
        }),
      ),
    ]).toEqual(["hel", "esp"]);
  });
});

describe("an extension is refused, with place and remedy,", () => {
  const { "x-privacy": _, ...unclassified } = seat;
  test.each([
    ["without an owner", helWith({ owner: undefined }), " must have required property 'owner'"],
    [
      "for an entity that is not there",
      helWith({
        entities: { "bus-trip": { properties: { hel_seat: seat } } },
        codeLists: undefined,
      }),
      "/entities/bus-trip there is no entity bus-trip; an extension adds properties to entities of the standard",
    ],
    [
      "when a property is required",
      helWith({
        entities: { "bus-ride": { properties: { hel_seat: seat }, required: ["hel_seat"] } },
      }),
      "/entities/bus-ride required is not a keyword of the profile or of this file",
    ],
    [
      "when a name has no prefix",
      adding({ busSeat: seat }),
      "/entities/bus-ride/properties busSeat is not written as a name has to be here",
    ],
    [
      "when a name has another's prefix",
      adding({ esp_seat: seat }),
      "/entities/bus-ride/properties/esp_seat must begin with the prefix; call it hel_seat",
    ],
    [
      "when a property has no privacy class",
      adding({ hel_seat: unclassified }),
      "/entities/bus-ride/properties/hel_seat must have required property 'x-privacy'",
    ],
    [
      "when a sensitive property gives no basis",
      adding({ hel_seat: { ...seat, "x-privacy": "sensitive" } }),
      "/entities/bus-ride/properties/hel_seat/x-privacy-basis a sensitive property must say why it is sensitive",
    ],
    [
      "when a direct identifier would cut a table",
      adding({ hel_seat: { ...seat, "x-privacy": "direct", "x-aggregation": "dimension" } }),
      "/entities/bus-ride/properties/hel_seat/x-aggregation a direct identifier never takes part in a table",
    ],
    [
      "when an example is not valid",
      adding({ hel_seat: { ...seat, maxLength: 2 } }),
      "/entities/bus-ride/properties/hel_seat/examples/0 is not valid: it must NOT have more than 2 characters",
    ],
    [
      "when a description says nothing",
      adding({ hel_seat: { ...seat, description: "Seat." } }),
      "/entities/bus-ride/properties/hel_seat/description must say what it means in at least 20 characters",
    ],
    [
      "when a code list is nobody's",
      adding({ hel_seat: { ...seat, "x-code-list": "hel-seats" } }),
      "/entities/bus-ride/properties/hel_seat x-code-list names a list that neither the standard nor this extension has",
    ],
    [
      "when a value would flow into a property of the standard",
      adding({
        hel_day: {
          ...seat,
          format: "date",
          examples: ["2025-10-01"],
          "x-generalise": { method: "year", to: "year" },
        },
      }),
      '/entities/bus-ride/properties/hel_day/x-generalise/method must be "drop"',
    ],
    [
      "when a list lacks the prefix",
      helWith({ codeLists: [{ ...list, id: "fare" }] }),
      "/codeLists/0/id must begin with the prefix; call it hel-fare",
    ],
    [
      "when nothing uses a list",
      helWith({ codeLists: [list, { ...list, id: "hel-colour" }] }),
      "/codeLists/1 no property of the extension uses hel-colour; leave it out",
    ],
  ])("%s", (_name, extension, problem) => {
    expect(problemsOf(extension)).toContain(problem);
  });

  test("when two of its properties differ by capitals only, or a list stands in it twice", () => {
    const twins = problemsOf(adding({ hel_busSeat: seat, hel_busseat: seat, hel_other: seat }));
    expect(twins).toHaveLength(2);
    expect(twins[0]).toContain("/entities/bus-ride/properties/hel_busSeat differs from another");
    expect(problemsOf(helWith({ codeLists: [list, list] }))).toContain(
      "/codeLists has the list hel-fare twice",
    );
  });

  test("in a file that is not named after its prefix", () => {
    expect(problemsOf(hel, "esp.json")).toEqual([
      "/prefix names the prefix hel; name the file hel.json",
    ]);
  });

  test("when its prefix is taken, by another extension or by the standard's lists", () => {
    const clash = /another extension of this workspace/u;
    expect(() => extend(extend(registry, hel), hel)).toThrow(clash);
    const sdmx = {
      ...hel,
      prefix: "sdmx",
      codeLists: [],
      entities: { "bus-ride": { properties: { sdmx_seat: seat } } },
    };
    expect(() => extend(registry, sdmx)).toThrow(
      /cannot be told from the code list sdmx-direction/u,
    );
  });
});

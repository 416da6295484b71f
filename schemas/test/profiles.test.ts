import { describe, expect, test } from "vitest";
import type { Property } from "../src/model.ts";
import { fateOf, pseudonymPattern, shareableEntity, staysBehind } from "../src/profiles.ts";
import { RegistryError } from "../src/registry-error.ts";
import { loadRegistry } from "../src/registry.ts";
import { sampleFolder, sampleWith } from "./sample-registry.ts";
import vectors from "../conformance/pseudonyms.json" with { type: "json" };

const property = (rest: Partial<Property>): Property => ({
  name: "thing",
  description: "A thing.",
  type: { kind: "string" },
  required: false,
  nullable: false,
  privacy: "ordinary",
  privacyBasis: [],
  aggregation: "never",
  stability: "experimental",
  examples: [],
  sourceTerms: [],
  ...rest,
});

const inside = (part: Partial<Property>): Property["type"] => ({
  kind: "object",
  properties: [property({ name: "part", ...part })],
});

describe("the fate of a property", () => {
  const fates = [
    ["ordinary stays", { privacy: "ordinary" }, { kind: "keep" }],
    ["a quasi-identifier stays", { privacy: "quasi" }, { kind: "keep" }],
    [
      "a quasi-identifier that is too fine goes",
      { privacy: "quasi", generalise: { method: "drop" } },
      { kind: "drop", why: "is too fine for the shareable profile" },
    ],
    [
      "a day becomes its year",
      { privacy: "quasi", generalise: { method: "year", to: "year" } },
      { kind: "year", to: "year" },
    ],
    [
      "a direct identifier goes",
      { privacy: "direct" },
      { kind: "drop", why: "identifies a person directly" },
    ],
    [
      "a sensitive property goes",
      { privacy: "sensitive" },
      { kind: "drop", why: "is sensitive and this purpose has not declared it" },
    ],
    [
      "the key of another entity is re-keyed in its domain",
      { privacy: "pseudonym", references: "student" },
      { kind: "rekey", domain: "student" },
    ],
    [
      "a key that nothing else has is re-keyed in a domain of its own",
      { privacy: "pseudonym" },
      { kind: "rekey", domain: "ride/thing" },
    ],
    [
      "a list of keys goes",
      {
        privacy: "pseudonym",
        type: { kind: "list", item: { kind: "string" }, itemNullable: false },
      },
      { kind: "drop", why: "holds keys inside it, and only a key of its own is re-keyed" },
    ],
    [
      "an object goes with the strictest of its parts",
      { privacy: "ordinary", type: inside({ privacy: "direct" }) },
      { kind: "drop", why: "identifies a person directly" },
    ],
    [
      "an object with a part that is too fine goes",
      { privacy: "quasi", type: inside({ privacy: "quasi", generalise: { method: "drop" } }) },
      { kind: "drop", why: "is too fine for the shareable profile" },
    ],
  ] as const;

  test.each(fates)("%s", (_what, rest, fate) => {
    expect(fateOf({ name: "ride", properties: [] }, property(rest))).toEqual(fate);
  });

  test.each([
    ["stays", property({ name: "year", privacy: "quasi" }), "year"],
    ["identifies directly", property({ name: "year", privacy: "direct" }), "drop"],
    [
      "is too fine",
      property({ name: "year", privacy: "quasi", generalise: { method: "drop" } }),
      "drop",
    ],
  ])("a day whose year goes into a property that %s", (_what, year, kind) => {
    const generalise = { method: "year", to: "year" } as const;
    const day = property({ name: "day", privacy: "quasi", generalise });
    expect(fateOf({ name: "ride", properties: [day, year] }, day).kind).toBe(kind);
  });

  test("a sensitive property stays for a purpose that has declared it, and for no other", () => {
    const sensitive = property({ privacy: "sensitive" });
    const rides = { name: "ride", properties: [] };
    expect(fateOf(rides, sensitive, new Set(["ride/thing"]))).toEqual({ kind: "keep" });
    expect(fateOf(rides, sensitive, new Set(["walk/thing"])).kind).toBe("drop");
  });
});

describe("the shareable entity", () => {
  const ride = loadRegistry(sampleFolder).entities.get("bus-ride");
  if (ride === undefined) throw new Error("The sample has no bus-ride.");
  const shared = shareableEntity(ride);
  const names = shared.properties.map(({ name }) => name);

  test("has no day, no driver, and the year that stands for the day", () => {
    expect(names).not.toContain("date");
    expect(names).not.toContain("driver");
    expect(names).toContain("year");
  });

  test("has a year wherever there was a day: the year of a required day is required", () => {
    const isRequired = (required: readonly Property[]): boolean | undefined =>
      required.find(({ name }) => name === "year")?.required;
    expect(isRequired(ride.properties)).toBe(false);
    expect(isRequired(shared.properties)).toBe(true);
    expect(shared.schema["required"]).toContain("year");
  });

  test("says nothing of a period whose property is gone", () => {
    expect(ride.period).toEqual({ property: "date", kind: "date" });
    expect(shared.period).toBeUndefined();
    expect(shared.schema).not.toHaveProperty("x-period");
  });

  test("has pseudonyms for keys, as they are made", () => {
    const id = shared.properties.find(({ name }) => name === "id");
    expect(id?.type).toEqual({ kind: "string", pattern: pseudonymPattern });
    expect(vectors.cases.length).toBeGreaterThan(0);
    for (const { pseudonym } of vectors.cases) {
      expect(pseudonym).toMatch(new RegExp(pseudonymPattern, "u"));
    }
    expect(vectors.cases[0]?.pseudonym).toBe(id?.examples[0]);
  });

  test("and its schema have the same properties", () => {
    expect(Object.keys(Object(shared.schema["properties"]))).toEqual(names);
    expect(shared.schema["x-key"]).toEqual(shared.key);
  });

  test("of a year that has no place to go is an error", () => {
    const pointer = "/properties/date/x-generalise/to";
    const file = "entities/bus-ride.json";
    const without = sampleWith({ file, pointer, value: "century" }).entities.get("bus-ride");
    expect(() => shareableEntity(without ?? ride)).toThrow("century");
  });
});

describe("every entity of the standard", () => {
  const entities = [...loadRegistry().entities.values()];

  test("keeps its whole key when it is shared, so that records stay apart", () => {
    expect(entities.length).toBeGreaterThan(10);
    const broken = entities
      .filter((entity) => !staysBehind(entity))
      .filter((entity) => shareableEntity(entity).key.length < entity.key.length)
      .map(({ name }) => name);
    expect(broken).toEqual([]);
  });

  test("whose records are sensitive by being there is not shared, unless the purpose has declared it", () => {
    const behind = entities.filter((entity) => staysBehind(entity));
    expect(behind.map(({ name }) => name)).toEqual(["support-measure", "wellbeing-response"]);
    expect(behind.flatMap((entity) => shareableEntity(entity).properties)).toEqual([]);
    const declared = new Set(["support-measure/kind", "wellbeing-response/answers"]);
    expect(entities.filter((entity) => staysBehind(entity, declared))).toEqual([]);
  });

  test("shares nothing direct and nothing sensitive, however deep", () => {
    const classes = (properties: readonly Property[]): readonly string[] =>
      properties.flatMap(({ privacy, type }) => {
        const value = type.kind === "list" ? type.item : type;
        return [privacy, ...(value.kind === "object" ? classes(value.properties) : [])];
      });
    const shared = new Set(
      entities.flatMap((entity) => classes(shareableEntity(entity).properties)),
    );
    expect([...shared].toSorted()).toEqual(["ordinary", "pseudonym", "quasi"]);
  });
});

test("a property without a privacy class cannot be part of the standard", () => {
  const file = "entities/bus-ride.json";
  expect(() =>
    sampleWith({ file, pointer: "/properties/seated/x-privacy", value: undefined }),
  ).toThrow(RegistryError);
});

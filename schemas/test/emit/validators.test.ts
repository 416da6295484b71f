import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emitValidators } from "../../src/emit/validators.ts";
import { formats } from "../../src/formats.ts";
import { jsonSchemaValidator } from "../../src/json-schema.ts";
import { loadRegistry } from "../../src/registry.ts";
import { sampleFolder, sampleWith } from "../sample-registry.ts";

interface Validate {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly keyword: string; readonly instancePath: string }[] | null;
}

const registry = loadRegistry(sampleFolder);
const files = emitValidators(registry, formats);
const modules = Object.entries(files).filter(([path]) => path.endsWith(".js"));
const folder = mkdtempSync(join(tmpdir(), "edufed-validators-"));
let validate: Validate;

beforeAll(async () => {
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  for (const [path, text] of modules) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { validators }: { validators: Record<string, Validate> } = await import(
    pathToFileURL(join(folder, "sdk/src/generated/validators.js")).href
  );
  const found = validators["bus-ride"];
  if (found === undefined) throw new Error("The module has no validator for bus-ride.");
  validate = found;
});

afterAll(() => rmSync(folder, { recursive: true }));

const ride = { id: "r", direction: "out", date: "2025-10-01", stopName: { en: "Market" } };

const findings = (value: unknown): readonly string[] =>
  validate(value) ? [] : (validate.errors ?? []).map((e) => `${e.instancePath} ${e.keyword}`);

test("the modules need nothing but each other, so that they run in a browser", () => {
  expect(modules.length).toBeGreaterThan(3);
  for (const [, text] of modules) {
    expect(text).not.toMatch(/\brequire\b\s*\(|\bprocess\b|\beval\b|new Function/u);
    for (const [, target] of text.matchAll(/\bfrom "([^"]+)"/gu)) expect(target).toMatch(/^\.\//u);
  }
  expect(files["sdk/src/generated/validators.d.ts"]).not.toContain("ajv");
});

test("an entity has a module of its own, which names the lists it uses and no others", () => {
  const text = files["sdk/src/generated/validators/bus-ride.js"] ?? "";
  const imports = [...text.matchAll(/\bfrom "([^"]+)"/gu)].map(([, target]) => target);
  expect(imports).toEqual(["./runtime.js", "./codes/direction.js"]);
});

test("the codes of a list are written once, however many properties have them", () => {
  const direction = modules.filter(([, text]) => text.includes('["out","home"]'));
  expect(direction.map(([path]) => path)).toEqual([
    "sdk/src/generated/validators/codes/direction.js",
  ]);
});

test("a library function that nothing replaces stops the generator", () => {
  const file = "entities/bus-ride.json";
  const objects = sampleWith({ file, pointer: "/properties/tickets/uniqueItems", value: true });
  expect(() => emitValidators(objects, formats)).toThrow(/runtime\/equal/u);
});

describe("a record", () => {
  test("with every property at its limits is valid", () => {
    const full = {
      ...ride,
      previousId: "q",
      year: 2100,
      boardedAt: "2025-10-01T05:12:00Z",
      kilometres: 0,
      seated: false,
      delays: [0, null],
      transfers: ["out", "home"],
      driver: { code: "AB123" },
      tickets: [{ zone: "ABC" }],
    };
    expect(findings(full)).toEqual([]);
  });

  test("may leave out what is optional, and write null for a known unknown", () => {
    expect(findings(ride)).toEqual([]);
    expect(findings({ ...ride, kilometres: null, plannedDirection: null })).toEqual([]);
  });

  test.each([
    ["a required property is missing", { direction: undefined }, " required"],
    ["a property is unknown", { colour: "red" }, " additionalProperties"],
    ["a code is unknown", { direction: "up" }, "/direction enum"],
    ["a day does not exist", { date: "2025-02-29" }, "/date format"],
    ["a moment has no offset", { boardedAt: "2025-10-01T05:12:00" }, "/boardedAt format"],
    ["a number is too small", { year: 1999 }, "/year minimum"],
    ["a number is too large", { year: 2101 }, "/year maximum"],
    ["a whole number has a fraction", { year: 2025.5 }, "/year type"],
    ["null stands where it may not", { seated: null }, "/seated type"],
    ["a text is empty", { id: "" }, "/id minLength"],
    ["a text is too long", { id: "x".repeat(65) }, "/id maxLength"],
    ["a text breaks its pattern", { driver: { code: "A1" } }, "/driver/code pattern"],
    ["a list is empty", { delays: [] }, "/delays minItems"],
    ["a list is too long", { delays: Array.from({ length: 21 }, () => 0) }, "/delays maxItems"],
    ["an item occurs twice", { transfers: ["out", "out"] }, "/transfers uniqueItems"],
    ["an item of a list is too small", { delays: [0, -1] }, "/delays/1 minimum"],
    ["a text has no English", { stopName: { fi: "Tori" } }, "/stopName required"],
    [
      "an object has more than it may",
      { driver: { code: "AB123", age: 5 } },
      "/driver additionalProperties",
    ],
  ])("is refused when %s, with one finding", (_, change, finding) => {
    const record = Object.fromEntries(
      Object.entries({ ...ride, ...change }).filter(([, value]) => value !== undefined),
    );
    expect(findings(record)).toEqual([finding]);
  });

  test("length counts characters as a reader does, not halves of them", () => {
    expect(findings({ ...ride, id: "𝔸".repeat(64) })).toEqual([]);
    expect(findings({ ...ride, id: "𝔸".repeat(65) })).toEqual(["/id maxLength"]);
  });

  test("has every mistake named at once", () => {
    expect(findings({ ...ride, direction: "up", year: 1 })).toEqual([
      "/direction enum",
      "/year minimum",
    ]);
  });
});

test("the module and Ajv on the resolved schema agree on any value", () => {
  const schema = registry.entities.get("bus-ride")?.schema ?? {};
  const oracle = jsonSchemaValidator().compile(schema);
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom("out", "2025-10-01", 2025, [0]),
  );
  const record = fc.dictionary(
    fc.constantFrom(...Object.keys(Object(schema["properties"]))),
    value,
  );
  fc.assert(
    fc.property(record, (changes) => {
      const candidate = { ...ride, ...changes };
      expect(validate(candidate)).toBe(oracle(candidate));
    }),
    { numRuns: 500, seed: 1 },
  );
});

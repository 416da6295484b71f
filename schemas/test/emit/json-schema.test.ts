import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { schemaAddress } from "../../src/address.ts";
import { emitJsonSchemas } from "../../src/emit/json-schema.ts";
import { formats } from "../../src/formats.ts";
import { loadRegistry } from "../../src/registry.ts";
import { staysBehind } from "../../src/profiles.ts";
import { type Change, sampleFolder, sampleWith } from "../sample-registry.ts";

const registry = loadRegistry();
const files = emitJsonSchemas(registry);
const schemas = Object.values(files).map((text): { $id: string } => JSON.parse(text));
/** As a stranger would: a validator that knows nothing of ours but the files. */
const ajv = new Ajv2020({ schemas, strict: false, allErrors: true, formats });

const keeps = (profile: "local" | "shareable", entity: string, value: unknown): boolean => {
  const validate = ajv.getSchema(schemaAddress(registry.version, profile, entity));
  if (validate === undefined) throw new Error(`There is no ${profile} schema of ${entity}.`);
  return validate(value) === true;
};

interface Vector {
  readonly path: string;
  readonly entity: string;
  readonly record: object;
  readonly findings: readonly { readonly rule: string }[];
}

const conformance = join(import.meta.dirname, "../../conformance/entities");
const vectors: readonly Vector[] = globSync("*/{valid,invalid}/*.json", { cwd: conformance })
  .toSorted()
  .map((path) => {
    const { record, findings = [] } = JSON.parse(readFileSync(join(conformance, path), "utf8"));
    return { path, entity: path.split("/")[0] ?? "", record, findings };
  });

describe("the published local schemas", () => {
  test("are two for each entity and profile, each at its own address", () => {
    const entities = [...registry.entities.values()];
    const shared = entities.filter((entity) => !staysBehind(entity));
    expect(Object.keys(files)).toHaveLength(2 * entities.length + 2 * shared.length);
    expect(schemas.map(({ $id }) => $id)).toEqual(
      Object.keys(files).map((path) => {
        const [profile, file] = path.split("/").slice(-2);
        return `https://w3id.org/edufed/${registry.version}/${profile}/${file}`;
      }),
    );
  });

  test("accept and refuse the records of the conformance suite as the suite says", () => {
    expect(vectors.length).toBeGreaterThan(500);
    const wrong = vectors
      .filter(({ entity, record, findings }) => {
        // A rule across properties is named after its file, a check of a schema by its place.
        const expected = findings.every(({ rule }) => !rule.includes("/"));
        return keeps("local", entity, record) !== expected;
      })
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  test("let a file name its schema, for the sake of editors", () => {
    const valid = vectors.filter(({ path }) => basename(path) === "minimal.json");
    expect(valid.length).toBeGreaterThan(5);
    for (const { entity, record } of valid) {
      expect(keeps("local", entity, { $schema: "./student.json", ...record })).toBe(true);
      expect(keeps("local", entity, { $schema: 1, ...record })).toBe(false);
    }
  });

  test("have a companion for files that are lists of records", () => {
    const minimal = vectors.find(({ path }) => path === "student/valid/minimal.json");
    expect(keeps("local", "student.records", [minimal?.record, minimal?.record])).toBe(true);
    expect(keeps("local", "student.records", [{}])).toBe(false);
    expect(keeps("local", "student.records", minimal?.record)).toBe(false);
  });
});

describe("what an editor shows", () => {
  const sample = (...changes: readonly Change[]): Record<string, unknown> => {
    const all = emitJsonSchemas(
      changes.length === 0 ? loadRegistry(sampleFolder) : sampleWith(...changes),
    );
    return JSON.parse(all["schemas/generated/local/bus-ride.json"] ?? "");
  };

  test("is the label of each code beside it", () => {
    expect(sample()).toMatchObject({
      properties: {
        direction: { enum: ["out", "home"], enumDescriptions: ["To school", "Home"] },
        plannedDirection: {
          enum: ["out", "home", null],
          enumDescriptions: ["To school", "Home", "Not known."],
        },
        transfers: { items: { enumDescriptions: ["To school", "Home"] } },
      },
    });
  });

  test("is that a property is deprecated", () => {
    const file = "entities/bus-ride.json";
    const value = { since: "1.1.0", reason: "Nobody counts seats.", removal: "2.0.0" };
    const pointer = "/properties/seated/x-deprecated";
    expect(sample({ file, pointer, value })).toMatchObject({
      properties: { seated: { deprecated: true, "x-deprecated": value } },
    });
    expect(JSON.stringify(sample())).not.toContain('"deprecated"');
  });
});

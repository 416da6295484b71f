import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { propertyAddress } from "../../src/address.ts";
import { emitCroissant } from "../../src/emit/croissant.ts";
import { emitCsvw } from "../../src/emit/csvw.ts";
import { emitDataPackage } from "../../src/emit/data-package.ts";
import { shareableEntity, staysBehind } from "../../src/profiles.ts";
import { loadRegistry } from "../../src/registry.ts";
import dataPackageProfile from "./data-package-2.0.json" with { type: "json" };

const registry = loadRegistry();
const entities = [...registry.entities.values()];
const codesOf = (list: string): readonly string[] =>
  registry.codeLists.get(list)?.codes.map(({ code }) => code) ?? [];

interface Key {
  readonly fields: readonly string[];
  readonly reference: { readonly resource?: string; readonly fields: readonly string[] };
}

interface Field {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly constraints?: Readonly<Record<string, unknown>>;
  readonly categories?: readonly { readonly value: string; readonly label: string }[];
}

describe("datapackage.json", () => {
  const text = emitDataPackage(registry)["schemas/generated/datapackage.json"] ?? "";
  const {
    resources,
  }: {
    resources: readonly {
      readonly name: string;
      readonly path: string;
      readonly type: string;
      readonly schema: {
        readonly fields: readonly Field[];
        readonly missingValues: readonly string[];
        readonly primaryKey?: readonly string[];
        readonly uniqueKeys?: readonly (readonly string[])[];
        readonly foreignKeys?: readonly Key[];
      };
    }[];
  } = JSON.parse(text);

  test("keeps the profile of the Data Package standard", () => {
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const keeps = ajv.compile(dataPackageProfile);
    expect(keeps(JSON.parse(text)) ? [] : keeps.errors).toEqual([]);
  });

  test("has a resource for each entity, where its records are", () => {
    expect(resources.map(({ name, path, type }) => [name, path, type])).toEqual(
      entities.map(({ name }) => [name, `${name}.csv`, "table"]),
    );
  });

  test("has a field for each property, in a type of Table Schema", () => {
    const types = "string integer number boolean date datetime array object".split(" ");
    for (const [index, { schema }] of resources.entries()) {
      expect(schema.fields.map(({ name }) => name)).toEqual(
        entities[index]?.properties.map(({ name }) => name),
      );
      for (const { type, description } of schema.fields) {
        expect(types).toContain(type);
        expect(description).not.toBe("");
      }
    }
  });

  test("has a key for each resource; one with parts that may be absent is no primary key", () => {
    for (const [index, { schema }] of resources.entries()) {
      const entity = entities[index];
      const required = new Set(
        schema.fields.filter((f) => f.constraints?.["required"] === true).map((f) => f.name),
      );
      const isWhole = entity?.key.every((name) => required.has(name)) === true;
      expect(schema.primaryKey ?? schema.uniqueKeys?.[0]).toEqual(entity?.key);
      expect(schema.primaryKey !== undefined).toBe(isWhole);
      expect(schema.missingValues).toEqual([""]);
    }
  });

  test("refers to fields that exist, and does not name a resource that refers to itself", () => {
    const keys = resources.flatMap(({ name, schema }) =>
      (schema.foreignKeys ?? []).map((key) => ({ name, key })),
    );
    expect(keys.length).toBeGreaterThan(10);
    for (const { name, key } of keys) {
      expect(key.reference.resource).not.toBe(name);
      const target = resources.find(
        (resource) => resource.name === (key.reference.resource ?? name),
      );
      const names = target?.schema.fields.map((field) => field.name);
      expect(names).toEqual(expect.arrayContaining([...key.reference.fields]));
    }
  });

  test("names what each code is called", () => {
    const sex = resources
      .find(({ name }) => name === "student")
      ?.schema.fields.find(({ name }) => name === "sex");
    expect(sex?.categories?.map(({ value }) => value)).toEqual(codesOf("sex"));
    expect(sex?.categories?.every(({ label }) => label !== "")).toBe(true);
  });
});

describe("csvw.json", () => {
  interface Column {
    readonly name: string;
    readonly propertyUrl: string;
    readonly required?: boolean;
    readonly datatype: { readonly base: string; readonly format?: string };
  }
  const {
    "@context": context,
    tables,
  }: {
    "@context": readonly unknown[];
    tables: readonly {
      readonly url: string;
      readonly tableSchema: {
        readonly columns: readonly Column[];
        readonly primaryKey: readonly string[];
        readonly foreignKeys?: readonly {
          readonly columnReference: string;
          readonly reference: { readonly resource: string; readonly columnReference: string };
        }[];
      };
    }[];
  } = JSON.parse(emitCsvw(registry)["schemas/generated/csvw.json"] ?? "");

  test("has a table for each entity, with a column for each property at the property's address", () => {
    expect(context[0]).toBe("http://www.w3.org/ns/csvw");
    expect(tables.map(({ url }) => url)).toEqual(entities.map(({ name }) => `${name}.csv`));
    for (const [index, { tableSchema }] of tables.entries()) {
      const { name = "", properties = [] } = entities[index] ?? {};
      expect(tableSchema.columns.map(({ propertyUrl }) => propertyUrl)).toEqual(
        properties.map((property) => propertyAddress(name, property.name)),
      );
    }
  });

  test("has formats that are regular expressions and match the codes and nothing near them", () => {
    const columns = tables.flatMap(({ tableSchema }) => tableSchema.columns);
    const formats = columns.flatMap(({ datatype: { base, format } }) =>
      base === "string" && format !== undefined ? [new RegExp(format, "u")] : [],
    );
    expect(formats.length).toBeGreaterThan(30);
    const sex = columns.find(({ propertyUrl }) => propertyUrl.endsWith("/student/sex"));
    const format = new RegExp(sex?.datatype.format ?? "", "u");
    expect(codesOf("sex").every((code) => format.test(code))).toBe(true);
    expect(["", "11", "x"].some((code) => format.test(code))).toBe(false);
  });

  test("refers to tables and columns that exist", () => {
    const keys = tables.flatMap(({ tableSchema }) => tableSchema.foreignKeys ?? []);
    expect(keys.length).toBeGreaterThan(10);
    for (const { reference } of keys) {
      const target = tables.find(({ url }) => url === reference.resource);
      const names = target?.tableSchema.columns.map(({ name }) => name);
      expect(names).toContain(reference.columnReference);
    }
  });
});

describe("croissant.json", () => {
  const text = emitCroissant(registry)["schemas/generated/croissant.json"] ?? "";
  interface RecordSet {
    readonly "@id": string;
    readonly dataType?: string;
    readonly key: unknown;
    readonly field: readonly {
      readonly "@id": string;
      readonly references?: { readonly "@id": string };
    }[];
    readonly data?: readonly Readonly<Record<string, string>>[];
  }
  const { recordSet }: { recordSet: readonly RecordSet[] } = JSON.parse(text);
  const ids = new Set(
    recordSet.flatMap((set) => [set["@id"], ...set.field.map((field) => field["@id"])]),
  );

  test("describes the shareable profile: nothing that identifies a person has a field", () => {
    for (const entity of entities.filter((each) => !staysBehind(each))) {
      const set = recordSet.find((candidate) => candidate["@id"] === entity.name);
      expect(set?.field.map((field) => field["@id"])).toEqual(
        shareableEntity(entity).properties.map(({ name }) => `${entity.name}/${name}`),
      );
    }
    expect(ids).not.toContain("student/nationalId");
    expect(recordSet.map((set) => set["@id"])).not.toContain("support-measure");
  });

  test("names no file, no digest, no date and no licence, for there are none", () => {
    expect(Object.keys(JSON.parse(text))).not.toEqual(
      expect.arrayContaining(["distribution", "datePublished", "license"]),
    );
    expect(text).not.toMatch(/sha256|contentUrl/u);
  });

  test("has no two parts of one name, and refers only to parts that exist", () => {
    const all = recordSet.flatMap((set) => [set["@id"], ...set.field.map((field) => field["@id"])]);
    expect(all).toHaveLength(ids.size);
    const references = recordSet.flatMap(({ field }) =>
      field.flatMap(({ references: to }) => (to === undefined ? [] : [to["@id"]])),
    );
    expect(references.length).toBeGreaterThan(30);
    expect(references.filter((id) => !ids.has(id))).toEqual([]);
  });

  test("has the codes of each list that is used", () => {
    const sex = recordSet.find((set) => set["@id"] === "code-list/sex");
    expect(sex?.dataType).toBe("sc:Enumeration");
    expect(sex?.data?.map((row) => row["code-list/sex/code"])).toEqual(codesOf("sex"));
  });
});

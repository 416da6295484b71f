import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diff, stepOf } from "../src/diff.ts";
import { release, update } from "../src/main.ts";
import { packageFolder } from "../src/registry.ts";
import { loadCurrent, loadRelease } from "../src/release-files.ts";

const description = "Whether the student has a ticket for the school bus. Absent when not known.";

const busPass = {
  type: "boolean",
  description,
  examples: [true],
  "x-privacy": "quasi",
  "x-privacy-basis": ["child"],
  "x-aggregation": "dimension",
  "x-stability": "experimental",
};

/** They say how much of the student each format covers. */
const formatPages = "docs/src/generated/reference/crosswalks/";

/** The whole standard in a folder of its own, released once, and then one file of it edited by hand. */
describe("a property that is added to the student by hand", () => {
  let root: string;
  let schemas: string;
  let written: readonly string[];

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "edufed-show-it-"));
    schemas = join(root, "schemas");
    cpSync(packageFolder, schemas, { recursive: true, filter: isData });
    await update({ schemas, root });
    release(schemas);
    edit((student) => Reflect.set(propertiesOf(student), "busPass", busPass));
    const files = await update({ schemas, root });
    written = files.map((line) => line.replace(/^written /u, "")).toSorted();
  }, 60_000);

  afterAll(() => rmSync(root, { recursive: true }));

  test("changes what follows from the student, and nothing else", () => {
    const formats = written.filter((file) => file.startsWith(formatPages));
    expect(formats.length).toBeGreaterThan(5);
    expect(written.filter((file) => !formats.includes(file))).toEqual([
      "docs/src/generated/reference/entities/student.md",
      "schemas/generated/context.jsonld",
      "schemas/generated/croissant.json",
      "schemas/generated/csvw.json",
      "schemas/generated/datapackage.json",
      "schemas/generated/local/student.json",
      "schemas/generated/records.graphql",
      "schemas/generated/shareable/student.json",
      "schemas/generated/tables.duckdb.sql",
      "schemas/generated/tables.postgres.sql",
      "schemas/generated/vocabulary.jsonld",
      "sdk/src/generated/types.ts",
      "sdk/src/generated/validators/student.js",
    ]);
  });

  test.each([
    ["types of the SDK", "sdk/src/generated/types.ts", "busPass?: boolean;"],
    ["JSON Schema", "schemas/generated/local/student.json", '"type": "boolean"'],
    ["shareable profile", "schemas/generated/shareable/student.json", '"type": "boolean"'],
    ["tables of DuckDB", "schemas/generated/tables.duckdb.sql", '"busPass" BOOLEAN'],
    ["tables of PostgreSQL", "schemas/generated/tables.postgres.sql", '"busPass" boolean'],
    ["GraphQL", "schemas/generated/records.graphql", "busPass: Boolean"],
    ["data package", "schemas/generated/datapackage.json", '"type": "boolean"'],
    ["tables on the web", "schemas/generated/csvw.json", '"name": "busPass"'],
    ["record sets", "schemas/generated/croissant.json", '"name": "busPass"'],
    ["vocabulary", "schemas/generated/vocabulary.jsonld", "entity/student/busPass"],
    [
      "reference page",
      "docs/src/generated/reference/entities/student.md",
      "### busPass\n\nWhether the student has a ticket",
    ],
  ])("is in the %s, with its type and what it means", (_what, path, text) => {
    const generated = readFileSync(join(root, path), "utf8");
    expect([text, description].filter((part) => !generated.includes(part))).toEqual([]);
  });

  test("says its privacy class and an example where a programmer hovers over it", () => {
    const types = readFileSync(join(root, "sdk/src/generated/types.ts"), "utf8");
    const [above = ""] = types.split("busPass?: boolean;");
    const comment = above.slice(above.lastIndexOf("/**"));
    expect(comment).toContain("Privacy: quasi, child.");
    expect(comment).toContain("@example true");
  });

  test("is checked by the validator of the SDK", async () => {
    const { validate } = await import(join(root, "sdk/src/generated/validators/student.js"));
    const student = { id: "st-1", sex: "2" };
    expect(validate(student)).toBe(true);
    expect(validate({ ...student, busPass: true })).toBe(true);
    expect(validate({ ...student, busPass: "yes" })).toBe(false);
    expect(validate.errors).toMatchObject([{ instancePath: "/busPass", keyword: "type" }]);
  });

  test("is a minor change, and a major one when every record must have it", () => {
    const [file = ""] = globSync("releases/*.*.*.json", { cwd: schemas });
    const released = loadRelease(join(schemas, file));
    const optional = loadCurrent(schemas);
    const added = diff(released, optional);
    expect(stepOf(added)).toBe("minor");
    expect(added.map(({ rule, text }) => ({ rule, text }))).toMatchInlineSnapshot(`
      [
        {
          "rule": "optional-field-added",
          "text": "student.busPass is new and may be left out.",
        },
      ]
    `);
    edit((student) => requiredOf(student).push("busPass"));
    const required = loadCurrent(schemas);
    expect(stepOf(diff(optional, required))).toBe("major");
    const changes = [...diff(optional, required), ...diff(released, required)];
    expect(changes.map(({ rule, text }) => ({ rule, text }))).toMatchInlineSnapshot(`
      [
        {
          "rule": "optional-to-required",
          "text": "student.busPass is required now; records without it were valid before.",
        },
        {
          "rule": "required-field-added",
          "text": "student.busPass is new and required; no record written before has it.",
        },
      ]
    `);
  });

  function edit(change: (student: unknown) => void): void {
    const file = join(schemas, "entities/student.json");
    const student: unknown = JSON.parse(readFileSync(file, "utf8"));
    change(student);
    writeFileSync(file, `${JSON.stringify(student, null, 2)}\n`);
  }
});

/** The data of the standard: neither code nor vectors nor what was generated or released before. */
function isData(path: string): boolean {
  const others = ["node_modules", "src", "test", "dist", "conformance", "generated", "releases"];
  return !others.includes(basename(path));
}

function propertiesOf(schema: unknown): object {
  if (hasProperties(schema)) return schema.properties;
  throw new Error("The student has properties.");
}

function hasProperties(schema: unknown): schema is { readonly properties: object } {
  return typeof schema === "object" && schema !== null && "properties" in schema;
}

function requiredOf(schema: unknown): string[] {
  if (hasRequired(schema)) return schema.required;
  throw new Error("The student has required properties.");
}

function hasRequired(schema: unknown): schema is { readonly required: string[] } {
  return typeof schema === "object" && schema !== null && "required" in schema;
}

import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { jsonFiles, packageFolder, readJson } from "../src/registry.ts";

const metaSchemas = [
  "profile",
  "code-list",
  "rule",
  "dimension",
  "metric",
  "deprecation",
  "extension",
].map((name) => join(packageFolder, `${name}.json`));

/** A schema, or a part of one, with where it stands. */
interface Part {
  readonly file: string;
  readonly pointer: string;
  readonly value: object;
}

/**
 * An editor follows `$schema` from the file that is open, and `$ref` from the file of the schema: both
 * have to be paths, because an editor that is offline can open nothing else.
 */
describe("an editor that only opens files", () => {
  test.each(["entities", "code-lists", "rules", "dimensions", "metrics", "crosswalks"])(
    "finds the meta-schema of every file in %s",
    (kind) => {
      const files = jsonFiles(packageFolder, kind);
      expect(files.length).toBeGreaterThan(3);
      for (const file of files) {
        const named: unknown = Reflect.get(readJson(packageFolder, file), "$schema");
        const path = join(packageFolder, dirname(file), String(named));
        expect(existsSync(path), `${file} names ${String(named)}`).toBe(true);
      }
    },
  );

  test("follows every reference of a schema that is written by hand", () => {
    const references = [".", "publication"]
      .flatMap((folder) => jsonFiles(packageFolder, folder))
      .map((file) => join(packageFolder, file))
      .flatMap((file) => parts({ file, pointer: "", value: content(file) }))
      .filter(({ value }) => typeof Reflect.get(value, "$ref") === "string");
    expect(references.length).toBeGreaterThan(50);
    const lost = references.filter((reference) => target(reference) === undefined);
    expect(lost.map(({ file, pointer }) => `${basename(file)}${pointer}`)).toEqual([]);
  });

  test("says what everything is that a contributor may write", () => {
    const written = metaSchemas
      .flatMap((file) => parts({ file, pointer: "", value: content(file) }))
      .filter(({ pointer }) => !isCondition(pointer))
      .flatMap(propertiesOf);
    expect(written.length).toBeGreaterThan(60);
    const silent = written.filter((part) => !isDescribed(part));
    expect(silent.map(({ file, pointer }) => `${basename(file)}${pointer}`)).toEqual([]);
  });
});

function content(file: string): object {
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof value !== "object" || value === null) throw new Error(`${file} is no object.`);
  return value;
}

/** The value and every object inside it. */
function parts(part: Part): readonly Part[] {
  const inside = Object.entries(part.value).filter(([, value]) => isObject(value));
  return [
    part,
    ...inside.flatMap(([name, value]) =>
      parts({ file: part.file, pointer: `${part.pointer}/${name}`, value }),
    ),
  ];
}

/** What `properties` of a schema names; a property may itself be called so. */
function propertiesOf({ file, pointer, value }: Part): readonly Part[] {
  const own: unknown = Reflect.get(value, "properties");
  const isSchema = !pointer.endsWith("/properties") && !pointer.endsWith("/$defs");
  if (!isSchema || !isObject(own)) return [];
  return Object.entries(own)
    .filter(([, property]) => isObject(property))
    .map(([name, property]) => ({
      file,
      pointer: `${pointer}/properties/${name}`,
      value: property,
    }));
}

/** What only narrows what is described elsewhere. */
function isCondition(pointer: string): boolean {
  const keywords = new Set(["if", "then", "else", "allOf", "contains", "dependentSchemas"]);
  return (
    pointer.split("/").some((name) => keywords.has(name)) ||
    /\/(?:keywordsFitType|on[A-Z]\w+)\b/u.test(pointer)
  );
}

function isDescribed(part: Part): boolean {
  if (typeof Reflect.get(part.value, "description") === "string") return true;
  const next = target(part);
  return next !== undefined && isDescribed(next);
}

/** What `$ref` of a part leads to: a place in the same file, or in one beside it. */
function target({ file, value }: Part): Part | undefined {
  const reference: unknown = Reflect.get(value, "$ref");
  if (typeof reference !== "string") return undefined;
  const [name = "", pointer = ""] = reference.split("#");
  const of = name === "" ? file : join(dirname(file), name);
  if (!existsSync(of)) return undefined;
  const found = at(content(of), pointer);
  return isObject(found) ? { file: of, pointer, value: found } : undefined;
}

function at(value: unknown, pointer: string): unknown {
  const names = pointer.split("/").slice(1);
  return names.reduce(
    (part, name) => (isObject(part) ? Reflect.get(part, name) : undefined),
    value,
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Ajv2020 } from "ajv/dist/2020.js";
import { metaSchemaAddress } from "./address.ts";
import type { Crosswalk } from "./crosswalk.ts";
import type { EntityFile, LocalisedTextFile } from "./entity-file.ts";
import type { Extension } from "./extension.ts";
import { jsonSchemaValidator } from "./json-schema.ts";
import { brokenKeywords, brokenPlaces } from "./meta-schema-problems.ts";
import type { Dimension, Metric } from "./metric.ts";
import type { CodeList, Registry } from "./model.ts";
import type { Rule } from "./rule.ts";
import { RegistryError, type Problem } from "./registry-error.ts";
import { parseRegistry } from "./registry-text.ts";
import { resolveEntity } from "./resolve-entity.ts";
import { followLocalisedText } from "./resolve-schema.ts";

/** The folder of this package: the standard as released with this code. */
export const packageFolder: string = join(import.meta.dirname, "..");

/**
 * Reads the folders of the standard into one resolved model. The meta-schemas are always this
 * package's own; `folder` may hold another set of entities, lists, dimensions, rules and metrics.
 * A built package holds its own folders resolved already.
 * Throws a RegistryError that names every file and place which breaks its meta-schema.
 */
export function loadRegistry(folder: string = packageFolder): Registry {
  if (folder === packageFolder && existsSync(resolvedFile)) {
    return parseRegistry(readFileSync(resolvedFile, "utf8"));
  }
  return readRegistry(folder);
}

/** The model that `npm run build` has resolved; it lies beside this code in a built package only. */
const resolvedFile = join(import.meta.dirname, "registry.json");

/** The model of the folders as they are now. */
function readRegistry(folder: string): Registry {
  const ajv = metaSchemas();
  const codeLists = readKind<CodeList>(ajv, folder, {
    kind: "code-lists",
    metaSchema: "code-list",
  });
  const entities = readKind<EntityFile>(ajv, folder, { kind: "entities", metaSchema: "profile" });
  const dimensions = readKind<Dimension>(ajv, folder, {
    kind: "dimensions",
    metaSchema: "dimension",
  });
  const rules = readKind<Rule>(ajv, folder, { kind: "rules", metaSchema: "rule" });
  const metrics = readKind<Metric>(ajv, folder, { kind: "metrics", metaSchema: "metric" });
  const crosswalks = readKind<Crosswalk>(ajv, folder, {
    kind: "crosswalks",
    metaSchema: "crosswalk",
  });
  refuse(
    [codeLists, entities, dimensions, rules, metrics, crosswalks].flatMap(
      ({ problems }) => problems,
    ),
  );

  const resolution = { codeLists: codeLists.byName, localisedText: localisedTextFile() };
  const resolved = [...entities.byName].map(([name, file]) =>
    resolveEntity(name, file, resolution),
  );
  refuse(resolved.flatMap(({ problems }) => problems));
  return {
    version: packageVersion(folder),
    entities: new Map(resolved.map(({ entity }) => [entity.name, entity])),
    codeLists: codeLists.byName,
    dimensions: dimensions.byName,
    rules: [...rules.byName.values()],
    metrics: metrics.byName,
    crosswalks: crosswalks.byName,
  };
}

/**
 * The schemas of what travels between members and gateways, references to localised-text.json
 * followed: name of the file in publication/ → schema.
 */
export function loadExchange(folder: string = packageFolder): ReadonlyMap<string, object> {
  const localisedText = localisedTextFile();
  return new Map(
    jsonFiles(folder, "publication").map((file) => [
      basename(file, ".json"),
      followLocalisedText(readJson(folder, file), localisedText),
    ]),
  );
}

/**
 * The vectors that any implementation can run: path below conformance/ → text, as it is on the disk.
 * The manifest of the suite is not one of them.
 */
export function loadConformance(folder: string = packageFolder): ReadonlyMap<string, string> {
  const cwd = join(folder, "conformance");
  const paths = globSync("**/*.json", { cwd }).filter((path) => path !== "suite.json");
  return new Map(
    paths.toSorted().map((path) => [path, readFileSync(join(cwd, path), "utf8")] as const),
  );
}

/**
 * Reads a member's extension from its own folder. Throws a RegistryError that names every place which
 * breaks extension.json; `extend` says what else must hold.
 */
export function loadExtension(file: string): Extension {
  const value = readJson("", file);
  const validate = metaSchemas().compile<Extension>({ $ref: metaSchemaAddress("extension") });
  if (!validate(value)) throw new RegistryError(brokenKeywords(file, validate.errors ?? []));
  if (basename(file, ".json") === value.prefix) return value;
  const message = `names the prefix ${value.prefix}; name the file ${value.prefix}.json`;
  throw new RegistryError([{ file, pointer: "/prefix", message }]);
}

/**
 * Reads a metric that is proposed, from a file of its own. Throws a RegistryError that names every
 * place which breaks metric.json; `metricProblems` says what else must hold.
 */
export function loadMetric(file: string): Metric {
  const value = readJson("", file);
  const validate = metaSchemas().compile<Metric>({ $ref: metaSchemaAddress("metric") });
  if (!validate(value)) throw new RegistryError(brokenPlaces(file, validate.errors ?? []));
  const problems = misnamed(file, value);
  if (problems.length > 0) throw new RegistryError(problems);
  return withoutSchemaKeyword(value);
}

interface Read<T> {
  /** By file name, in the order of the names. */
  readonly byName: ReadonlyMap<string, T>;
  readonly problems: readonly Problem[];
}

/** Every file of one kind that keeps its meta-schema, and what is wrong with the others. */
function readKind<T extends object>(
  ajv: Ajv2020,
  folder: string,
  { kind, metaSchema }: { readonly kind: string; readonly metaSchema: string },
): Read<T> {
  const validate = ajv.compile<T>({ $ref: metaSchemaAddress(metaSchema) });
  const byName = new Map<string, T>();
  const problems: Problem[] = [];
  for (const file of jsonFiles(folder, kind)) {
    const value = readJson(folder, file);
    if (validate(value)) {
      problems.push(...misnamed(file, value));
      byName.set(basename(file, ".json"), withoutSchemaKeyword(value));
    } else {
      problems.push(...brokenKeywords(file, validate.errors ?? []));
    }
  }
  return { byName, problems };
}

let compiled: Ajv2020 | undefined;

/** The meta-schemas, by the `$id` each of them has; read once, they are part of this code. */
function metaSchemas(): Ajv2020 {
  if (compiled !== undefined) return compiled;
  compiled = jsonSchemaValidator();
  for (const name of [
    "localised-text",
    "deprecation",
    "profile",
    "code-list",
    "dimension",
    "rule",
    "metric",
    "extension",
    "crosswalk",
  ]) {
    compiled.addSchema(readJson(packageFolder, `${name}.json`));
  }
  return compiled;
}

/** A file is named after what it is about, so that a reader finds it. */
function misnamed(file: string, value: object): readonly Problem[] {
  const id = "$id" in value ? value.$id : "id" in value ? value.id : undefined;
  const name = String(id).split(":").at(-1);
  if (name === basename(file, ".json")) return [];
  return [{ file, pointer: "", message: `is about ${name}; name the file ${name}.json` }];
}

/** A file may name its meta-schema for editors; the model has no use for it. */
function withoutSchemaKeyword<T extends object>(value: T): T {
  Reflect.deleteProperty(value, "$schema");
  return value;
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new RegistryError(problems);
}

function localisedTextFile(): LocalisedTextFile {
  const content = readJson(packageFolder, "localised-text.json");
  if (isClosedObject(content)) return content;
  const message = "must have a list of required languages and a property for each language";
  throw new RegistryError([{ file: "localised-text.json", pointer: "", message }]);
}

function isClosedObject(content: object): content is LocalisedTextFile {
  return "required" in content && "properties" in content;
}

function packageVersion(folder: string): string {
  const content = readJson(folder, "package.json");
  if ("version" in content && typeof content.version === "string") return content.version;
  const message = "must be the version of the standard";
  throw new RegistryError([{ file: "package.json", pointer: "/version", message }]);
}

/** The JSON files of one folder of a standard, in the order of their names. */
export function jsonFiles(folder: string, kind: string): readonly string[] {
  return globSync(`${kind}/*.json`, { cwd: folder }).toSorted((one, other) =>
    basename(one, ".json") < basename(other, ".json") ? -1 : 1,
  );
}

/** The JSON object in a file of a standard. Throws a RegistryError that names the file. */
export function readJson(folder: string, file: string): object {
  const value = parsed(folder, file);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new RegistryError([{ file, pointer: "", message: "must be a JSON object" }]);
}

function parsed(folder: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, file), "utf8"));
  } catch (cause) {
    const message =
      cause instanceof SyntaxError ? `is not JSON: ${cause.message}` : "cannot be read";
    throw new RegistryError([{ file, pointer: "", message }], { cause });
  }
}

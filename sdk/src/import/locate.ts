import { readdirSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import type { Registry } from "@edufed/schemas";
import { InputError } from "../errors.ts";
import type { Finding } from "../finding.ts";
import { wordsOf } from "../finding-text.ts";
import { nearest } from "./nearest.ts";

const formats = {
  ".csv": "csv",
  ".ndjson": "ndjson",
  ".json": "json",
  ".parquet": "parquet",
} as const;

export type RecordFormat = (typeof formats)[keyof typeof formats];

/** The files that hold one entity's records, all of one format. */
export interface Located {
  readonly entity: string;
  readonly format: RecordFormat;
  readonly files: readonly string[];
  /** How a reader would name it: the file, or the folder of its parts. */
  readonly place: string;
}

/** What a folder of records may hold besides records. */
const companions = new Set(["import-report.json", "edufed.config.json", "package.json"]);

/**
 * Finds record files by their names: `student.csv`, `student/*.parquet`, or any name when the
 * entity is given. In a folder, a file that looks like records of no known entity is a warning.
 */
export function locate(
  paths: readonly string[],
  registry: Registry,
  entity?: string,
): { readonly located: readonly Located[]; readonly findings: readonly Finding[] } {
  if (entity !== undefined && !registry.entities.has(entity)) throw unknownEntity(entity, registry);
  const findings: Finding[] = [];
  const found = paths.flatMap((path) => filesOf(path, registry, entity, findings));
  if (found.length === 0) {
    throw new InputError(
      `No records in ${paths.join(", ")}.`,
      "Name files after their entity (student.csv, enrolment.parquet), or give --entity.",
    );
  }
  return { located: group(found), findings };
}

interface Found {
  readonly entity: string;
  readonly format: RecordFormat;
  readonly path: string;
}

function filesOf(
  path: string,
  registry: Registry,
  entity: string | undefined,
  findings: Finding[],
): readonly Found[] {
  if (!kindOf(path).isDirectory()) return [namedFile(path, registry, entity)];
  if (entity !== undefined || registry.entities.has(basename(path))) {
    return partsOf(path, entity ?? basename(path));
  }
  return readdirSync(path, { withFileTypes: true })
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => {
      const child = join(path, entry.name);
      if (entry.isDirectory()) {
        return registry.entities.has(entry.name) ? partsOf(child, entry.name) : [];
      }
      const format = formatOf(child);
      if (format === undefined || companions.has(entry.name)) return [];
      const name = basename(child, extname(child));
      if (registry.entities.has(name)) return [{ entity: name, format, path: child }];
      findings.push(notRead(child, name, registry));
      return [];
    });
}

/** A file given by name must be records; its own name or its folder's says of what. */
function namedFile(path: string, registry: Registry, entity: string | undefined): Found {
  const format = formatOf(path);
  if (format === undefined) {
    throw new InputError(
      `${basename(path)}: records are CSV, NDJSON, JSON or Parquet files.`,
      "Give a file that ends in .csv, .ndjson, .json or .parquet.",
    );
  }
  const own = basename(path, extname(path));
  const folder = basename(dirname(path));
  const name = entity ?? [own, folder].find((candidate) => registry.entities.has(candidate));
  if (name === undefined) throw unknownEntity(own, registry);
  return { entity: name, format, path };
}

function partsOf(folder: string, entity: string): readonly Found[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const format = formatOf(name);
      return format === undefined ? [] : [{ entity, format, path: join(folder, name) }];
    });
}

function group(found: readonly Found[]): readonly Located[] {
  const byEntity = Map.groupBy(found, (file) => file.entity);
  return [...byEntity].map(([entity, files]) => {
    const [first] = files;
    if (first === undefined || files.some((file) => file.format !== first.format)) {
      throw new InputError(
        `The records of ${entity} are there in several formats: ${files.map((file) => basename(file.path)).join(", ")}.`,
        "Keep one of them; it would not be clear which counts.",
      );
    }
    const paths = files.map((file) => file.path);
    const place = paths.length === 1 ? first.path : dirname(first.path);
    return { entity, format: first.format, files: paths, place };
  });
}

function formatOf(path: string): RecordFormat | undefined {
  const ending = extname(path).toLowerCase();
  return Object.entries(formats).find(([known]) => known === ending)?.[1];
}

function kindOf(path: string): ReturnType<typeof statSync> & object {
  try {
    return statSync(path);
  } catch (cause) {
    throw new InputError(`${path} does not exist.`, "Check the path.", { cause });
  }
}

function unknownEntity(name: string, registry: Registry): InputError {
  const meant = nearest(name, registry.entities.keys());
  return new InputError(
    `“${name}” is not an entity of the standard.`,
    meant === undefined
      ? `Name the file after its entity, or give --entity. Entities: ${[...registry.entities.keys()].join(", ")}.`
      : `Did you mean “${meant}”? Rename the file, or give --entity ${meant}.`,
  );
}

function notRead(path: string, name: string, registry: Registry): Finding {
  const meant = nearest(name, registry.entities.keys());
  return {
    code: "unknown-entity",
    severity: "warning",
    file: path,
    rule: "unknown-entity",
    ...wordsOf({ code: "unknown-entity", meant }),
    count: 1,
  };
}

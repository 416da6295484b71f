import { readdirSync, realpathSync, type Dirent } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import type { Registry } from "@edufed/schemas";
import { InputError } from "../errors.ts";
import type { Finding } from "../finding.ts";
import { type FindingFacts, type FindingLanguage, wordsOf } from "../finding-text.ts";
import { compressionOf, unpackedName } from "./compression.ts";
import { nearest } from "./nearest.ts";
import { unreachable } from "../engine/unreachable-file.ts";
import { refuseIrregular, whatIsAt } from "./regular-file.ts";

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
  language?: FindingLanguage,
): { readonly located: readonly Located[]; readonly findings: readonly Finding[] } {
  if (entity !== undefined && !registry.entities.has(entity)) throw unknownEntity(entity, registry);
  const findings: Finding[] = [];
  const found = eachOnce(
    paths.flatMap((path) =>
      filesOf(path, registry, entity, (file, facts) =>
        findings.push(passedOver(file, facts, language)),
      ),
    ),
  );
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

/** A file that is given twice, or beside a link to it, is one file: its records are there once. */
function eachOnce(found: readonly Found[]): readonly Found[] {
  const placed = found.map((file) => [`${file.entity} ${realpathSync(file.path)}`, file] as const);
  const first = new Map(placed.toReversed());
  return placed.flatMap(([place, file]) => (first.get(place) === file ? [file] : []));
}

function filesOf(
  path: string,
  registry: Registry,
  entity: string | undefined,
  passOver: (path: string, facts: PassedOver) => void,
): readonly Found[] {
  if (!whatIsAt(path).isDirectory()) return [namedFile(path, registry, entity)];
  const folder = entity ?? nameOf(path);
  if (registry.entities.has(folder)) return partsOf(path, folder);
  return entriesOf(path)
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => {
      const child = join(path, entry.name);
      const name = nameOf(child);
      const format = formatOf(child);
      const isEntity = registry.entities.has(name);
      if (entry.isDirectory() || (isEntity && isFolder(entry, child))) {
        return isEntity ? partsOf(child, name) : [];
      }
      if (companions.has(entry.name)) return [];
      if (format === undefined) {
        const meant = entry.name.split(".", 1).find((stem) => registry.entities.has(stem));
        if (meant !== undefined) passOver(child, { code: "unread-file", entity: meant });
        return [];
      }
      if (isEntity) return [regular({ entity: name, format, path: child })];
      passOver(child, { code: "unknown-entity", meant: nearest(name, registry.entities.keys()) });
      return [];
    });
}

/** A file given by name must be records; its own name or its folder's says of what. */
function namedFile(path: string, registry: Registry, entity: string | undefined): Found {
  const format = formatOf(path);
  if (format === undefined) {
    throw new InputError(
      `${basename(path)}: records are CSV, NDJSON, JSON or Parquet files.`,
      "Give a file that ends in .csv, .ndjson, .json or .parquet; text may be packed as .gz or .zst.",
    );
  }
  const own = nameOf(path);
  const folder = nameOf(dirname(path));
  const name = entity ?? [own, folder].find((candidate) => registry.entities.has(candidate));
  if (name === undefined) throw unknownEntity(own, registry);
  return regular({ entity: name, format, path });
}

/** The name without what it says of the format: student of student.csv.gz, and of the folder student.parquet. */
function nameOf(path: string): string {
  const unpacked = unpackedName(path);
  return basename(unpacked, formatOf(path) === undefined ? "" : extname(unpacked));
}

function regular(found: Found): Found {
  refuseIrregular(found.path);
  return found;
}

/** A link to a folder is one too. */
function isFolder(entry: Dirent, path: string): boolean {
  return entry.isSymbolicLink() && whatIsAt(path).isDirectory();
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    throw unreachable(folder, cause);
  }
}

function partsOf(folder: string, entity: string): readonly Found[] {
  const entries = entriesOf(folder);
  const inner = entries.find((entry) => isPartFolder(entry, join(folder, entry.name)));
  if (inner !== undefined) {
    throw new InputError(
      `${folder} holds the folder ${inner.name}, whose records would not be read.`,
      "Put all parts beside each other, or move that folder away.",
    );
  }
  return entries
    .map(({ name }) => name)
    .toSorted()
    .flatMap((name) => {
      const format = formatOf(name);
      return format === undefined ? [] : [regular({ entity, format, path: join(folder, name) })];
    });
}

/** Whether parts may be in a folder; programs name their own with a mark in front. */
function isPartFolder(entry: Dirent, path: string): boolean {
  const isRead = formatOf(entry.name) !== undefined || /^[._]/.test(entry.name);
  return !isRead && (entry.isDirectory() || isFolder(entry, path));
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
  const ending = extname(unpackedName(path)).toLowerCase();
  const format = Object.entries(formats).find(([known]) => known === ending)?.[1];
  // Parquet is packed inside.
  return format === "parquet" && compressionOf(path) !== "none" ? undefined : format;
}

/** A name that is none of the standard's. */
export function unknownEntity(name: string, registry: Registry): InputError {
  const meant = nearest(name, registry.entities.keys());
  return new InputError(
    `“${name}” is not an entity of the standard.`,
    meant === undefined
      ? `Name the file after its entity, or give --entity. Entities: ${[...registry.entities.keys()].join(", ")}.`
      : `Did you mean “${meant}”? Rename the file, or give --entity ${meant}.`,
  );
}

/** Why a file or a table that looks like records is not read. */
type PassedOver = FindingFacts<"unknown-entity" | "unread-file">;

/** A source that looks like records of no known entity. */
export function notRead(
  path: string,
  name: string,
  registry: Registry,
  language: FindingLanguage | undefined,
): Finding {
  const meant = nearest(name, registry.entities.keys());
  return passedOver(path, { code: "unknown-entity", meant }, language);
}

function passedOver(
  path: string,
  facts: PassedOver,
  language: FindingLanguage | undefined,
): Finding {
  const { code } = facts;
  const words = wordsOf(facts, language);
  return { code, severity: "warning", file: path, rule: code, ...words, count: 1 };
}

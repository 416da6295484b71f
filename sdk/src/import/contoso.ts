import { readdirSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import type { Registry } from "@edufed/schemas";
import { passed } from "../dataset.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { InputError } from "../errors.ts";
import { type Crosswalk, type CrosswalkFile, loadCrosswalk } from "./crosswalk.ts";
import { createRelations, type FileImport, importFile, type Part } from "./crosswalk-import.ts";
import type { Imported, Importer, ImportOptions } from "./importer.ts";

/** The student-information export that Open Education Analytics publishes as its example. */
export const contoso: Importer = {
  name: "contoso",
  title: "Contoso student information system (Open Education Analytics)",
  describe: [
    "Reads studentattendance, studentdemographics, students and studentsectionmark (CSV).",
    "Without files of its own, a folder's subfolders batch1, batch2 … are read in the order of their names;",
    "a later row with the same id replaces the earlier one.",
    "Dates with slashes are rejected unless --date-order says how they are written.",
  ].join(" "),
  read: readExport,
};

async function readExport(
  path: string,
  engine: SqlEngine,
  registry: Registry,
  options: ImportOptions,
): Promise<Imported> {
  const crosswalk = loadCrosswalk("contoso");
  const { parts, notRead } = findParts(path, crosswalk);
  const kinds = [...crosswalk.files.values()].filter((file) => parts.has(file.name));
  const names = new Set(kinds.flatMap((file) => [file.entity, ...file.also.keys()]));
  const entities = [...registry.entities.values()].filter(({ name }) => names.has(name));
  const relations = await createRelations(engine, entities);
  const imports = await importAll(engine, kinds, parts, registry, options);
  const counts = await Promise.all(
    [...names].toSorted().map(async (name) => {
      const [row] = await engine.rows(`SELECT count(*) AS n FROM ${quoteIdentifier(name)}`);
      return [name, Number(row?.["n"] ?? 0)] as const;
    }),
  );
  const filled = new Map(counts.filter(([, count]) => count > 0));
  const kept = [...relations].filter(([name]) => filled.has(name));
  return {
    records: passed("records", { engine, relations: new Map(kept) }),
    report: {
      format: crosswalk.format,
      files: imports.flatMap(({ reports }) => reports),
      records: Object.fromEntries(counts),
      unmappedCodes: imports.flatMap(({ unmappedCodes }) => unmappedCodes),
      notRead,
    },
  };
}

type Parts = ReadonlyMap<string, readonly Part[]>;

async function importAll(
  engine: SqlEngine,
  kinds: readonly CrosswalkFile[],
  parts: Parts,
  registry: Registry,
  options: ImportOptions,
): Promise<readonly FileImport[]> {
  const imports: FileImport[] = [];
  for (const file of kinds) {
    // One kind after the other: they share the tables in which rows are decided about.
    imports.push(await importFile(engine, file, parts.get(file.name) ?? [], registry, options));
  }
  return imports;
}

/** The export's files by kind, in the order of their batches, and what else lies there. */
function findParts(
  path: string,
  crosswalk: Crosswalk,
): { readonly parts: Parts; readonly notRead: readonly string[] } {
  const own = partsIn(path, "", 0, crosswalk);
  const found =
    own.length > 0
      ? own
      : batchesIn(path).flatMap((batch, index) =>
          partsIn(join(path, batch), `${batch}/`, index, crosswalk),
        );
  if (found.length === 0) {
    throw new InputError(
      `${path} holds no file of the Contoso export, nor do its subfolders batch….`,
      `The files are named ${[...crosswalk.files.keys()].map((name) => `${name}.csv`).join(", ")}.`,
    );
  }
  const read = new Set(found.map(({ part }) => part.path));
  const parts = Map.groupBy(found, ({ kind }) => kind);
  return {
    parts: new Map([...parts].map(([kind, list]) => [kind, list.map(({ part }) => part)])),
    notRead: filesIn(path).filter((name) => !read.has(join(path, name))),
  };
}

function partsIn(
  folder: string,
  prefix: string,
  batch: number,
  crosswalk: Crosswalk,
): readonly { readonly kind: string; readonly part: Part }[] {
  return filesIn(folder)
    .filter((name) => extname(name).toLowerCase() === ".csv")
    .map((name) => ({ kind: basename(name, extname(name)), name }))
    .filter(({ kind }) => crosswalk.files.has(kind))
    .map(({ kind, name }) => ({
      kind,
      part: { path: join(folder, name), name: `${prefix}${name}`, batch },
    }));
}

function batchesIn(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^batch/i.test(entry.name))
    .map((entry) => entry.name)
    .toSorted((left, right) => left.localeCompare(right, "en", { numeric: true }));
}

function filesIn(path: string): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) throw new Error("not a folder");
  } catch (cause) {
    throw new InputError(
      `${path} is not a folder that can be read.`,
      "Give the folder of the export.",
      { cause },
    );
  }
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .toSorted();
}

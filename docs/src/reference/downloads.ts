import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { staysBehind, type Entity, type Registry } from "@edufed/schemas";
import {
  codeAddress,
  entityAddress,
  namespace,
  propertyAddress,
  schemaAddress,
} from "../../../schemas/src/address.ts";
import { packageFolder } from "../../../schemas/src/registry.ts";
import { headerCsv } from "./record-csv.ts";

/** The path on this site of an address of the standard. */
export function siteAddress(address: string): string {
  return `/ns/${address.slice(namespace.length)}`;
}

/** The files about one entity that the site serves. */
export interface EntityFiles {
  readonly schemaLocal: string;
  /** Absent when none of the records may leave the member. */
  readonly schemaShareable?: string;
  readonly csvHeader: string;
  readonly duckdb: string;
  readonly postgres: string;
}

/** Where a reader finds the files about an entity. */
export function entityFiles(entity: Entity, version: string): EntityFiles {
  const { name } = entity;
  return {
    schemaLocal: siteAddress(schemaAddress(version, "local", name)),
    ...(!staysBehind(entity) && {
      schemaShareable: siteAddress(schemaAddress(version, "shareable", name)),
    }),
    csvHeader: `/ns/${version}/csv/${name}.csv`,
    duckdb: `/ns/${version}/duckdb/${name}.sql`,
    postgres: `/ns/${version}/postgres/${name}.sql`,
  };
}

/**
 * Everything that the site serves below `/ns/`: path → text. What is generated from the standard
 * lies below its version, releases lie below theirs, and an address of a concept leads to its page.
 */
export function servedFiles(registry: Registry): ReadonlyMap<string, string> {
  const { version, entities } = registry;
  return new Map([
    ...generatedFiles(version),
    ...releaseFiles(),
    ...addressedFiles(),
    ...[...entities.values()].flatMap((entity) => filesOf(entity, version)),
    ...concepts(registry),
  ]);
}

type File = readonly [path: string, text: string];

const generatedFolder = join(packageFolder, "generated");

function generatedFiles(version: string): readonly File[] {
  const paths = globSync("**/*.*", { cwd: generatedFolder });
  if (paths.length === 0) throw new Error(`Nothing is generated in ${generatedFolder}.`);
  return paths.map((path) => [`${version}/${path}`, generated(path)]);
}

function generated(path: string): string {
  return readFileSync(join(generatedFolder, path), "utf8");
}

function releaseFiles(): readonly File[] {
  const cwd = join(packageFolder, "releases");
  return globSync("[0-9]*.json", { cwd }).map((file) => [
    `${basename(file, ".json")}/release.json`,
    readFileSync(join(cwd, file), "utf8"),
  ]);
}

/** Schemas that name their own address: of what contributors write, and of what travels. */
function addressedFiles(): readonly File[] {
  return globSync(["*.json", "publication/*.json"], { cwd: packageFolder }).flatMap((file) => {
    const text = readFileSync(join(packageFolder, file), "utf8");
    const { $id: address = "" }: { readonly $id?: string } = JSON.parse(text);
    return address.startsWith(namespace) ? [[served(siteAddress(address)), text] as const] : [];
  });
}

function filesOf(entity: Entity, version: string): readonly File[] {
  const { csvHeader, duckdb, postgres } = entityFiles(entity, version);
  const header = headerCsv(entity.properties.map(({ name }) => name));
  return [
    [served(csvHeader), header],
    [served(duckdb), tableOf(entity, "tables.duckdb.sql")],
    [served(postgres), tableOf(entity, "tables.postgres.sql")],
  ];
}

function served(path: string): string {
  return path.slice("/ns/".length);
}

/** The part of a file of all tables that defines the table of one entity. */
function tableOf({ name }: Entity, file: string): string {
  const part = generated(file)
    .split(/\n\n(?=CREATE TABLE )/u)
    .find((text) => text.startsWith(`CREATE TABLE "${name}" (`));
  if (part === undefined) throw new Error(`${file} has no table of ${name}.`);
  return `${part.trimEnd()}\n`;
}

/** Pages that lead from the address of a concept to where it is described. */
function concepts({ entities, codeLists }: Registry): readonly File[] {
  const ofEntities = [...entities.values()].flatMap(({ name, properties }) => {
    const page = `/reference/entities/${name}/`;
    return [
      leadingTo(entityAddress(name), page),
      ...properties.map((property) =>
        leadingTo(propertyAddress(name, property.name), `${page}#${property.name}`),
      ),
    ];
  });
  const ofLists = [...codeLists.keys()].map((list) =>
    leadingTo(codeAddress(list), `/reference/code-lists/${list}/`),
  );
  return [...ofEntities, ...ofLists];
}

function leadingTo(address: string, page: string): File {
  const html = [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8">',
    `<title>${address}</title>`,
    `<meta http-equiv="refresh" content="0; url=${page}">`,
    `<link rel="canonical" href="${page}">`,
    `</head><body><p><a href="${page}">${address}</a></p></body></html>`,
  ].join("\n");
  return [`${served(siteAddress(address))}/index.html`, `${html}\n`];
}

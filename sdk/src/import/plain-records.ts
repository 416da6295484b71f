import type { Registry } from "@edufed/schemas";
import type { Relation } from "../dataset.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { rawName } from "../engine/reading.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { RefusedError } from "../errors.ts";
import type { FileReport, Imported, Importer, ImportOptions } from "./importer.ts";
import { readRecords } from "./records.ts";

/** Records that already have the standard's names: CSV, NDJSON, JSON or Parquet, to Parquet. */
export const plainRecords: Importer = {
  name: "records",
  title: "Plain records of the standard",
  describe: [
    "Reads files named after their entity (student.csv, enrolment.ndjson, attendance-record/*.parquet)",
    "or the tables of a PostgreSQL database (postgres://user@host/db), and writes them as Parquet, typed by the schema.",
    "A column that is not a property, or a value that is not of its type, stops the import: nothing is dropped in silence.",
  ].join(" "),
  readsDatabases: true,
  read: readPlain,
};

async function readPlain(
  path: string,
  engine: SqlEngine,
  registry: Registry,
  { language }: ImportOptions,
): Promise<Imported> {
  const options = language === undefined ? {} : { language };
  const { records, findings } = await readRecords(engine, [path], registry, options);
  const stopping = findings.find(({ severity }) => severity === "error");
  if (stopping !== undefined) {
    const row = stopping.row === undefined ? "" : `, row ${stopping.row}`;
    throw new RefusedError(
      `${stopping.file ?? path}${row}: ${stopping.message}`,
      stopping.fix ?? "Correct the file.",
    );
  }
  const files = await Promise.all(
    [...records.relations.values()].map((relation) => account(engine, relation, registry)),
  );
  const counts = files.map(({ entity, written }) => [entity, written] as const);
  const notRead = findings.flatMap(({ code, file }) =>
    code === "unknown-entity" && file !== undefined ? [file] : [],
  );
  return {
    records,
    report: {
      format: "records",
      files,
      records: Object.fromEntries(counts),
      unmappedCodes: [],
      notRead,
    },
  };
}

/** Typing must lose nothing: as many values after it as before. */
async function account(
  engine: SqlEngine,
  relation: Relation,
  registry: Registry,
): Promise<FileReport> {
  const raw = quoteIdentifier(rawName(relation.name));
  const described = await engine.rows(`DESCRIBE ${raw}`);
  const types = new Map(
    described.map((row) => [String(row["column_name"]), String(row["column_type"])]),
  );
  const names = (registry.entities.get(relation.entity)?.properties ?? [])
    .map(({ name }) => name)
    .filter((name) => types.has(name));
  const present = names.map((name, index) => {
    const column = quoteIdentifier(name);
    return `count(${types.get(name) === "JSON" ? `nullif(${column}, 'null')` : column}) AS c${index}`;
  });
  const [before] = await engine.rows(`SELECT count(*) AS n, ${present.join(", ")} FROM ${raw}`);
  const kept = names.map((name, index) => `count(${quoteIdentifier(name)}) AS c${index}`);
  const [after] = await engine.rows(
    `SELECT ${kept.join(", ")} FROM ${quoteIdentifier(relation.name)}`,
  );
  const lost = names.find((_, index) => before?.[`c${index}`] !== after?.[`c${index}`]);
  if (lost !== undefined) {
    throw new RefusedError(
      `${relation.file ?? relation.entity}: values of ${lost} are not of its type.`,
      "Run edufed validate on the file: it names the rows.",
    );
  }
  const read = Number(before?.["n"] ?? 0);
  return {
    file: relation.file ?? relation.entity,
    entity: relation.entity,
    read,
    written: read,
    rejected: [],
    superseded: 0,
    duplicates: 0,
    assumptions: [],
    leftOut: {},
  };
}

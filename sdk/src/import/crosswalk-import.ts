import { basename } from "node:path";
import type { Entity, Registry } from "@edufed/schemas";
import type { Relation } from "../dataset.ts";
import type { Row, SqlEngine } from "../engine/engine.ts";
import { columnType } from "../engine/reading.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { InputError, RefusedError } from "../errors.ts";
import { type FindingLanguage, wordsOf } from "../finding-text.ts";
import { assumptionsOf, columnsOfRule, type CrosswalkFile, usedColumns } from "./crosswalk.ts";
import { type MappedProperty, type MappingProblem, mapProperties } from "./crosswalk-sql.ts";
import { type CsvFile, csvSelect, readingCsv } from "./csv.ts";
import { openSoundCsv } from "./csv-careful.ts";
import type { FileReport, ImportOptions, Rejection, UnmappedCode } from "./importer.ts";

/** One file of an export, and the place of its batch in the order of batches. */
export interface Part {
  readonly path: string;
  /** How a reader would name it, below the folder that was given. */
  readonly name: string;
  readonly batch: number;
}

export interface FileImport {
  readonly reports: readonly FileReport[];
  readonly unmappedCodes: readonly UnmappedCode[];
}

/** Makes an empty relation for every entity that the files can fill. */
export async function createRelations(
  engine: SqlEngine,
  entities: readonly Entity[],
): Promise<ReadonlyMap<string, Relation>> {
  await Promise.all(
    entities.map((entity) => {
      const columns = entity.properties.map(
        (property) => `${quoteIdentifier(property.name)} ${columnType(property.type)}`,
      );
      return engine.run(
        `CREATE OR REPLACE TABLE ${quoteIdentifier(entity.name)} (${columns.join(", ")})`,
      );
    }),
  );
  return new Map(entities.map(({ name }) => [name, { entity: name, name }]));
}

/** Reads all batches of one kind of file, decides about every row, and adds the records to their relations. */
export async function importFile(
  engine: SqlEngine,
  file: CrosswalkFile,
  parts: readonly Part[],
  registry: Registry,
  options: ImportOptions,
): Promise<FileImport> {
  const entity = entityNamed(registry, file.entity);
  await stage(engine, file, parts);
  const mapped = mapProperties(entity.properties, file.properties, options);
  const problems = [
    ...mapped.flatMap((property) => property.problems),
    contradiction(file.row, [file.row]),
    contradiction(keyColumns(entity, file).join(", "), entity.key),
  ];
  await decide(engine, { file, entity, mapped, problems });
  const chosen = entity.properties.map(({ name }) => quoteIdentifier(name)).join(", ");
  await engine.run(
    `INSERT INTO ${quoteIdentifier(entity.name)} SELECT ${chosen} FROM ${decided} WHERE fate IS NULL ORDER BY _part, _row`,
  );
  await Promise.all(
    [...file.also].map(async ([name, rules]) => {
      const also = entityNamed(registry, name);
      const values = mapProperties(also.properties, rules, options).map(({ value }) => value);
      await engine.run(
        `INSERT INTO ${quoteIdentifier(name)} SELECT DISTINCT ${values.join(", ")} FROM ${staged} SEMI JOIN (SELECT _part, _row FROM ${decided} WHERE fate IS NULL) USING (_part, _row) ORDER BY ALL`,
      );
    }),
  );
  const reports = await reportOn(engine, file, parts, { problems, language: options.language });
  const unmappedCodes = await unmappedIn(engine, parts, problems);
  await engine.run(`DROP TABLE ${staged}; DROP TABLE ${decided}`);
  return { reports, unmappedCodes };
}

const staged = "edufed_import_staged";
const decided = "edufed_import_decided";

/** All rows of all parts as text, with `_part`, `_batch`, `_row`, and `_content`, a hash of all columns. */
async function stage(
  engine: SqlEngine,
  file: CrosswalkFile,
  parts: readonly Part[],
): Promise<void> {
  const used = [...usedColumns(file)];
  const columns = [...used, ...file.leftOut.keys()];
  const files = await Promise.all(parts.map(({ path }) => openSoundCsv(path)));
  const selects = files.map((csv, index) => {
    refuseUnnamed(csv, file, used);
    const texts = columns.map((column) => {
      const name = quoteIdentifier(column);
      return csv.columns.includes(column) ? name : `CAST(NULL AS VARCHAR) AS ${name}`;
    });
    const place = `${index} AS _part, ${parts[index]?.batch ?? 0} AS _batch, _row`;
    return `SELECT ${place}, ${texts.join(", ")} FROM (${csvSelect(csv)})`;
  });
  const content = `hash(${columns.map(quoteIdentifier).join(", ")}) AS _content`;
  await readingCsv(
    engine,
    `CREATE OR REPLACE TABLE ${staged} AS SELECT *, ${content} FROM (\n${selects.join("\nUNION ALL\n")}\n)`,
  );
}

/** A column that nobody has decided about could be anything, so that the whole import stops. */
function refuseUnnamed(csv: CsvFile, file: CrosswalkFile, used: readonly string[]): void {
  const name = basename(csv.path);
  if (!csv.columns.some((column) => used.includes(column))) {
    throw new InputError(
      `${name}: none of its columns is a column of ${file.name}.`,
      `The first row must name the columns, which are ${used.join(", ")}.`,
    );
  }
  const unnamed = csv.columns.filter(
    (column) => !used.includes(column) && !file.leftOut.has(column),
  );
  if (unnamed.length > 0) {
    throw new RefusedError(
      `${name}: the crosswalk does not name ${unnamed.length === 1 ? "the column" : "the columns"} ${unnamed.join(", ")}.`,
      "Say in the crosswalk where each column goes, or that it is left out and why.",
    );
  }
  if (!csv.columns.includes(file.row)) {
    throw new InputError(
      `${name}: there is no column ${file.row}, which names the rows.`,
      "Export the file with it.",
    );
  }
}

/** Rows that share what should tell them apart, and differ. Which rows these are, `decide` says. */
function contradiction(column: string, properties: readonly string[]): MappingProblem {
  return { column, facts: { code: "duplicate-key", properties }, when: "FALSE" };
}

/** Source columns behind the entity's key. */
function keyColumns(entity: Entity, file: CrosswalkFile): readonly string[] {
  const rules = entity.key.flatMap((name) => file.properties.get(name) ?? []);
  return [...new Set(rules.flatMap(columnsOfRule))];
}

interface Decision {
  readonly file: CrosswalkFile;
  readonly entity: Entity;
  readonly mapped: readonly MappedProperty[];
  readonly problems: readonly MappingProblem[];
}

/**
 * Gives every row its fate: NULL (becomes a record), `duplicate`, `superseded`, or `rejected` with
 * the number of its problem. The same row twice is one; two rows of one batch that share their name
 * and differ, or that become one record and differ, contradict each other and are both rejected.
 */
async function decide(
  engine: SqlEngine,
  { file, entity, mapped, problems }: Decision,
): Promise<void> {
  const values = mapped.map(
    ({ property, value }) => `${value} AS ${quoteIdentifier(property.name)}`,
  );
  const cases = problems.map(({ when }, index) => `WHEN ${when} THEN ${index}`);
  const row = quoteIdentifier(file.row);
  const [sameName, sameKey] = [problems.length - 2, problems.length - 1];
  const key = entity.key.map(quoteIdentifier).join(", ");
  const record = `hash(${mapped.map(({ property }) => quoteIdentifier(property.name)).join(", ")})`;
  await engine.run(`CREATE OR REPLACE TABLE ${decided} AS
WITH read AS (
  SELECT _part, _batch, _row, _content, ${row} AS _name, CASE ${cases.join(" ")} END AS problem,
    ${values.join(",\n    ")}
  FROM ${staged}
), copies AS (
  SELECT *, row_number() OVER (PARTITION BY _batch, _content ORDER BY _part, _row) > 1 AS copy FROM read
), named AS (
  SELECT *, count(*) FILTER (WHERE NOT copy) OVER (PARTITION BY _batch, _name) > 1 AS contradicted FROM copies
), sound AS (
  SELECT * REPLACE (CASE WHEN contradicted THEN coalesce(problem, ${sameName}) ELSE problem END AS problem),
    NOT copy AND NOT contradicted AND problem IS NULL AS sound
  FROM named
), newest AS (
  SELECT *, sound AND _batch < max(_batch) FILTER (WHERE sound) OVER (PARTITION BY _name) AS old FROM sound
), keyed AS (
  SELECT *,
    row_number() OVER (PARTITION BY sound AND NOT old, ${key}, ${record} ORDER BY _part, _row) > 1 AS again,
    count(DISTINCT ${record}) OVER (PARTITION BY sound AND NOT old, ${key}) > 1 AS disputed
  FROM newest
)
SELECT * EXCLUDE (problem),
  CASE WHEN sound AND NOT old AND disputed THEN ${sameKey} ELSE problem END AS problem,
  CASE
    WHEN copy THEN 'duplicate'
    WHEN NOT sound THEN 'rejected'
    WHEN old THEN 'superseded'
    WHEN disputed THEN 'rejected'
    WHEN again THEN 'duplicate'
  END AS fate
FROM keyed`);
}

async function reportOn(
  engine: SqlEngine,
  file: CrosswalkFile,
  parts: readonly Part[],
  asked: Asked,
): Promise<readonly FileReport[]> {
  const totals = await engine.rows(
    `SELECT _part, count(*) AS n, count_if(fate IS NULL) AS written, count_if(fate = 'superseded') AS superseded, count_if(fate = 'duplicate') AS duplicates FROM ${decided} GROUP BY _part ORDER BY _part`,
  );
  const rejected = await engine.rows(
    `SELECT _part, problem, count(*) AS n, min(_row, 10) AS numbers FROM ${decided} WHERE fate = 'rejected' GROUP BY ALL ORDER BY _part, problem`,
  );
  return parts.map((part, index) => {
    const total = totals.find((row) => row["_part"] === index);
    return {
      file: part.name,
      entity: file.entity,
      read: Number(total?.["n"] ?? 0),
      written: Number(total?.["written"] ?? 0),
      rejected: rejected
        .filter((row) => row["_part"] === index)
        .flatMap((row) => rejection(row, asked)),
      superseded: Number(total?.["superseded"] ?? 0),
      duplicates: Number(total?.["duplicates"] ?? 0),
      assumptions: assumptionsOf(file),
      leftOut: Object.fromEntries(file.leftOut),
    };
  });
}

/** What may be wrong with a row, and the language to say it in. */
interface Asked {
  readonly problems: readonly MappingProblem[];
  readonly language: FindingLanguage | undefined;
}

function rejection(row: Row, { problems, language }: Asked): readonly Rejection[] {
  const problem = problems[Number(row["problem"])];
  if (problem === undefined) return [];
  const rows: unknown = JSON.parse(String(row["numbers"]));
  return [
    {
      code: problem.facts.code,
      column: problem.column,
      count: Number(row["n"]),
      rows: Array.isArray(rows) ? rows.filter((number) => typeof number === "number") : [],
      ...wordsOf(problem.facts, language),
    },
  ];
}

/** Each unmapped code by itself; what does not look like a code is counted and not shown. */
async function unmappedIn(
  engine: SqlEngine,
  parts: readonly Part[],
  problems: readonly MappingProblem[],
): Promise<readonly UnmappedCode[]> {
  const found = await Promise.all(
    problems
      .filter(({ facts }) => facts.code === "unmapped-code")
      .map(async ({ column, when }) => {
        const name = quoteIdentifier(column);
        const shown = `CASE WHEN regexp_full_match(${name}, '[A-Za-z0-9]{1,3}') THEN ${name} END`;
        const rows = await engine.rows(
          `SELECT _part, ${shown} AS code, count(*) AS n FROM ${staged} WHERE ${when} GROUP BY ALL ORDER BY ALL`,
        );
        return rows.map((row) => ({
          file: parts[Number(row["_part"])]?.name ?? "",
          column,
          code: typeof row["code"] === "string" ? row["code"] : null,
          count: Number(row["n"]),
        }));
      }),
  );
  return found.flat();
}

function entityNamed(registry: Registry, name: string): Entity {
  const entity = registry.entities.get(name);
  if (entity === undefined)
    throw new RangeError(`the crosswalk names an unknown entity: ${quoteLiteral(name)}`);
  return entity;
}

import type { Entity, Registry } from "@edufed/schemas";
import { passed, type Records, type Relation } from "../dataset.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { columnType, rawName, readingOf } from "../engine/reading.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { InputError } from "../errors.ts";
import type { Finding } from "../finding.ts";
import type { FindingLanguage } from "../finding-text.ts";
import { columnFindings, emptyFinding } from "./columns.ts";
import { csvRelation } from "./csv-relation.ts";
import { jsonRelation } from "./json-relation.ts";
import { type Located, locate } from "./locate.ts";
import { malformedFinding } from "./malformed.ts";
import { parquetRelation } from "./parquet-relation.ts";
import { isPostgresAddress } from "../engine/postgres-address.ts";
import type { LocatedTable } from "./postgres-tables.ts";
import { forget, type RawRelation } from "./raw-relation.ts";

export interface ReadOptions {
  /** The entity of every file given, when their names do not say; of a database, the one to read. */
  readonly entity?: string;
  /** Leaves the files of all other entities unread. */
  readonly only?: ReadonlySet<string>;
  /** Language of the findings; English when it is not given. */
  readonly language?: FindingLanguage;
  /**
   * False leaves text files where they are, if they allow it, for somebody who looks at them once:
   * a relation with a `scan`. Default true.
   */
  readonly keep?: boolean;
  /** Ends the connections to databases at once when it is aborted. */
  readonly signal?: AbortSignal;
}

/** What records are read into, and by which standard. */
interface Target {
  readonly engine: SqlEngine;
  readonly registry: Registry;
  readonly options: ReadOptions;
}

/** What there is to read, and what was passed over. */
interface Found {
  readonly located: readonly (Located | LocatedTable)[];
  readonly findings: readonly Finding[];
}

interface ReadRecords {
  readonly records: Records;
  readonly findings: readonly Finding[];
}

/**
 * Reads record files, and tables of PostgreSQL databases by their addresses, into an engine: per
 * entity a relation named after it, typed by the schema, and one with the rows as they were
 * (`rawName`), from which validation reports rows. A value that is not what the schema says is NULL
 * in the first and a finding of validation. Columns that the entity does not have are findings here
 * and are not read.
 */
export async function readRecords(
  engine: SqlEngine,
  paths: readonly string[],
  registry: Registry,
  options: ReadOptions = {},
): Promise<ReadRecords> {
  const target = { engine, registry, options };
  const files = paths.filter((path) => !isPostgresAddress(path));
  const addresses = paths.filter(isPostgresAddress);
  const found =
    files.length === 0 && addresses.length > 0
      ? { located: [], findings: [] }
      : locate(files, registry, options.entity, options.language);
  if (addresses.length === 0) return readAll(target, found);
  // The driver is loaded when a database is asked for.
  const { withTables } = await import("./postgres.ts");
  return withTables(engine, addresses, { registry, ...options }, (tables) =>
    readAll(target, {
      located: eachOnce([...found.located, ...tables.located]),
      findings: [...found.findings, ...tables.findings],
    }),
  );
}

async function readAll(
  { engine, registry, options }: Target,
  { located, findings }: Found,
): Promise<ReadRecords> {
  const wanted = located.filter(({ entity }) => options.only?.has(entity) ?? true);
  const read = await Promise.all(
    wanted.map(async (source) => {
      const entity = entityNamed(registry, source.entity);
      return readEntity({ engine, registry, options }, entity, source, options.keep ?? true);
    }),
  );
  const relations = new Map(read.map(({ relation }) => [relation.entity, relation]));
  return {
    records: passed("records", { engine, relations }),
    findings: [...findings, ...read.flatMap((entity) => entity.findings)],
  };
}

/** Records of one entity come from one place. */
function eachOnce<T extends Located | LocatedTable>(located: readonly T[]): readonly T[] {
  for (const [entity, sources] of Map.groupBy(located, (source) => source.entity)) {
    if (sources.length > 1) {
      throw new InputError(
        `The records of ${entity} are there several times: ${sources.map(({ place }) => place).join(", ")}.`,
        "Keep one of them, or give a view that has the rows of all.",
      );
    }
  }
  return located;
}

interface ReadEntity {
  readonly relation: Relation;
  readonly findings: readonly Finding[];
}

async function readEntity(
  target: Target,
  entity: Entity,
  source: Located | LocatedTable,
  isKept: boolean,
): Promise<ReadEntity> {
  const { engine, options } = target;
  const raw = await createRaw(engine, entity, source, isKept);
  await createTyped(engine, entity, entity.name);
  const columns = columnFindings(entity, source, raw.columns, options.language);
  const relation = {
    entity: entity.name,
    name: entity.name,
    file: source.place,
    ...(raw.malformed.length > 0 ? { isPartial: true } : {}),
  };
  if (raw.scan === undefined) {
    return {
      relation,
      findings: [...columns, ...(await rowFindings(target, entity, source, raw))],
    };
  }
  const keep = async (): Promise<readonly Finding[]> => {
    const kept = await createRaw(engine, entity, source, true);
    await createTyped(engine, entity, entity.name);
    return rowFindings(target, entity, source, kept);
  };
  return { relation: { ...relation, scan: { ...raw.scan, keep } }, findings: columns };
}

/** What the rows say of the files: those that are no records, and that there are none. */
async function rowFindings(
  { engine, options: { language } }: Target,
  entity: Entity,
  source: Located | LocatedTable,
  { malformed }: RawRelation,
): Promise<readonly Finding[]> {
  if (malformed.length > 0) {
    return malformed.map((rows) => malformedFinding(entity, rows, language));
  }
  const rows = await engine.rows(
    `SELECT 1 AS one FROM ${quoteIdentifier(rawName(entity.name))} LIMIT 1`,
  );
  return rows.length === 0 ? [emptyFinding(entity, source, language)] : [];
}

/** Makes the raw relation of the files or the table. */
async function createRaw(
  engine: SqlEngine,
  entity: Entity,
  source: Located | LocatedTable,
  isKept: boolean,
): Promise<RawRelation> {
  const name = rawName(entity.name);
  await forget(engine, name);
  switch (source.format) {
    case "csv":
      return csvRelation(engine, entity, { files: source.files, isKept }, name);
    case "parquet":
      return parquetRelation(engine, entity, source, name);
    case "json":
    case "ndjson":
      return jsonRelation(engine, entity, { ...source, format: source.format, isKept }, name);
    case "postgres": {
      const { postgresRelation } = await import("./postgres-relation.ts");
      return postgresRelation(engine, entity, source, name);
    }
  }
}

/**
 * The typed view over the raw relation of a name: every property of the entity, in the order of the
 * schema, after the columns of the raw relation that are kept as they are.
 */
export async function createTyped(
  engine: SqlEngine,
  entity: Entity,
  name: string,
  kept: readonly string[] = [],
): Promise<void> {
  const described = await engine.rows(`DESCRIBE ${quoteIdentifier(rawName(name))}`);
  const types = new Map(
    described.map((row) => [String(row["column_name"]), String(row["column_type"])]),
  );
  const columns = entity.properties.map((property) => {
    const column = quoteIdentifier(property.name);
    const rawType = types.get(property.name);
    const value =
      rawType === undefined
        ? `CAST(NULL AS ${columnType(property.type)})`
        : readingOf(property, column, rawType).value;
    return `  ${value} AS ${column}`;
  });
  await forget(engine, name);
  await engine.run(
    `CREATE VIEW ${quoteIdentifier(name)} AS SELECT\n${[...kept.map(quoteIdentifier), ...columns].join(",\n")}\nFROM ${quoteIdentifier(rawName(name))}`,
  );
}

function entityNamed(registry: Registry, name: string): Entity {
  const entity = registry.entities.get(name);
  if (entity === undefined) throw new RangeError(`no entity ${name}`);
  return entity;
}

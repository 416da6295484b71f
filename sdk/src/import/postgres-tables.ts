import type { Registry } from "@edufed/schemas";
import { InputError } from "../errors.ts";
import type { FindingLanguage } from "../finding-text.ts";
import type { Finding } from "../finding.ts";
import { nearest } from "./nearest.ts";
import { notRead, unknownEntity } from "./locate.ts";
import { placeOfDatabase, placeOfTable, type PostgresAddress } from "../engine/postgres-address.ts";
import {
  columnsOf,
  type FoundRelation,
  type PostgresTable,
  relationsOf,
} from "../engine/postgres-catalogue.ts";
import type { Snapshot } from "../engine/postgres-snapshot.ts";

/** A table or view with the records of one entity. */
export interface LocatedTable {
  readonly entity: string;
  readonly format: "postgres";
  /** `postgres://host/database/schema.table`. */
  readonly place: string;
  readonly table: PostgresTable;
  readonly snapshot: Snapshot;
  /** Where its rows are copied to on their way into the engine. */
  readonly folder: string;
}

/** Which tables are asked for. */
export interface TableQuestion {
  readonly address: PostgresAddress;
  readonly folder: string;
  readonly registry: Registry;
  readonly entity?: string | undefined;
  readonly language?: FindingLanguage | undefined;
}

/**
 * Finds the tables and views that are named after entities. Others are none of the standard's
 * business, unless their name is so near to one that a mistake is likely.
 */
export async function locateTables(
  snapshot: Snapshot,
  question: TableQuestion,
): Promise<{ readonly located: readonly LocatedTable[]; readonly findings: readonly Finding[] }> {
  const { address, folder, registry, entity, language } = question;
  if (entity !== undefined && !registry.entities.has(entity)) throw unknownEntity(entity, registry);
  const all = await relationsOf(snapshot, address.schema);
  const chosen = all.flatMap((relation) => {
    const name = entityOf(relation.name, question);
    return name === undefined ? [] : [{ ...relation, entity: name }];
  });
  if (chosen.length === 0) throw await noTables(snapshot, question, all);
  const isAsked = address.table !== undefined || entity !== undefined;
  const misspelt = isAsked
    ? []
    : all.filter(
        ({ name }) =>
          !registry.entities.has(name) && nearest(name, registry.entities.keys()) !== undefined,
      );
  const columns = await columnsOf(
    snapshot,
    chosen.map(({ oid }) => oid),
  );
  return {
    located: chosen.map(({ oid, entity: of, schema, name, hasRowPlaces }) => ({
      entity: of,
      format: "postgres",
      place: placeOfTable(snapshot, schema, name),
      table: { schema, name, hasRowPlaces, columns: columns.get(oid) ?? [] },
      snapshot,
      folder,
    })),
    findings: misspelt.map(({ schema, name }) =>
      notRead(placeOfTable(snapshot, schema, name), name, registry, language),
    ),
  };
}

/** Of which entity a table's rows are to be read, if at all. */
function entityOf(name: string, { address, registry, entity }: TableQuestion): string | undefined {
  if (address.table === undefined) {
    return registry.entities.has(name) && name === (entity ?? name) ? name : undefined;
  }
  if (name !== address.table) return undefined;
  const named = entity ?? name;
  if (registry.entities.has(named)) return named;
  throw new InputError(
    `${name} is not an entity of the standard.`,
    "Say with --entity of which entity the table has the records.",
  );
}

async function noTables(
  snapshot: Snapshot,
  { address, registry, entity }: TableQuestion,
  all: readonly FoundRelation[],
): Promise<InputError> {
  const { schema, table } = address;
  const place = placeOfDatabase(snapshot);
  const where = schema === undefined ? place : `${place}, schema ${schema}`;
  const missing =
    schema === undefined || all.length > 0 ? undefined : await noSchema(snapshot, schema);
  if (missing !== undefined) return missing;
  const asked = table ?? entity;
  const near = all.find(({ name }) =>
    asked === undefined
      ? nearest(name, registry.entities.keys()) !== undefined
      : nearest(name, [asked]) !== undefined,
  );
  const hint = near === undefined ? "" : `There is ${near.schema}.${near.name}. `;
  return new InputError(
    asked === undefined
      ? `${where}: no table or view is named after an entity.`
      : `${where}: there is no table or view called ${asked}.`,
    `${hint}Name tables after their entity (student, attendance-record), give another ?schema=, or ?table= with --entity.`,
  );
}

async function noSchema(snapshot: Snapshot, schema: string): Promise<InputError | undefined> {
  const rows = await snapshot.rows("SELECT nspname::text AS name FROM pg_catalog.pg_namespace", []);
  const names = rows.map((row) => String(row["name"]));
  if (names.includes(schema)) return undefined;
  const meant = nearest(schema, names);
  return new InputError(
    `${placeOfDatabase(snapshot)} has no schema called ${schema}.`,
    meant === undefined ? "Check ?schema= in the address." : `Did you mean ${meant}?`,
  );
}

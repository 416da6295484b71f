/** A table of a PostgreSQL database that grows: the rows of the days that are kept, written since a moment. */
import type { Entity, Registry } from "@edufed/schemas";
import type { Relation } from "../dataset.ts";
import type { SqlEngine } from "../engine/engine.ts";
import type { PostgresTable } from "../engine/postgres-catalogue.ts";
import { rawName } from "../engine/reading.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { withTables } from "./postgres.ts";
import { postgresRelation } from "./postgres-relation.ts";
import { forget } from "./raw-relation.ts";
import { createTyped } from "./records.ts";

/** Which rows are asked for. */
export interface TableQuestion {
  readonly address: string;
  readonly registry: Registry;
  /** Entity → the property that says the day of its records. */
  readonly days: ReadonlyMap<string, string>;
  /** The first day that is kept. */
  readonly first: string;
  /** The property that says when a record was written. */
  readonly written: string;
  /** How long before the last look rows may have been written that are seen only now. */
  readonly overlapSeconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** New rows of one table. */
export interface TableBatch {
  readonly entity: string;
  /** `postgres://host/database/schema.table`. */
  readonly source: string;
  readonly relation: Relation;
  /** The moment of this look by the clock of the server, in ISO 8601. */
  readonly at: string;
}

/**
 * Hands out the new rows of every table that grows, all of them as they are at one moment. Rows that do
 * not say when they were written are handed out at each look.
 */
export async function takeNewRows(
  engine: SqlEngine,
  question: TableQuestion,
  sinceOf: (source: string) => string | undefined,
  take: (batch: TableBatch) => Promise<void>,
): Promise<void> {
  const { address, registry, days, signal } = question;
  await withTables(engine, [address], { registry, signal }, async ({ located }) => {
    for (const table of located) {
      const entity = registry.entities.get(table.entity);
      const day = days.get(table.entity);
      if (entity === undefined || day === undefined) continue;
      const [now] = await table.snapshot.rows(
        "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS now",
        [],
      );
      const where = newRows(table.table, day, sinceOf(table.place), question);
      await forget(engine, rawName(entity.name));
      await postgresRelation(engine, entity, table, rawName(entity.name), where);
      await createTyped(engine, entity, entity.name);
      await take({
        entity: entity.name,
        source: table.place,
        relation: relationOf(entity, table.place),
        at: String(now?.["now"]),
      });
    }
  });
}

function relationOf({ name }: Entity, place: string): Relation {
  return { entity: name, name, file: place };
}

/** The condition of the rows that may be new. */
function newRows(
  { columns }: PostgresTable,
  day: string,
  since: string | undefined,
  { first, written, overlapSeconds }: TableQuestion,
): string {
  const typeOf = (name: string): string | undefined =>
    columns.find((column) => column.name === name)?.type;
  const conditions = [
    ...(typeOf(day) === undefined ? [] : [`${quoteIdentifier(day)} >= ${quoteLiteral(first)}`]),
    // A moment without a zone is none that can be compared.
    ...(since !== undefined && typeOf(written) === "timestamptz"
      ? [writtenSince(quoteIdentifier(written), since, overlapSeconds)]
      : []),
  ];
  return conditions.length === 0 ? "true" : conditions.join(" AND ");
}

function writtenSince(column: string, since: string, overlapSeconds: number): string {
  const from = `${quoteLiteral(since)}::pg_catalog.timestamptz - make_interval(secs => ${overlapSeconds})`;
  return `(${column} IS NULL OR ${column} >= ${from})`;
}

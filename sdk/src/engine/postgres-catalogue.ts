/** What the catalogue of a database says of its tables. */
import type { Snapshot } from "./postgres-snapshot.ts";

/** A column of a table, its type being the one beneath every domain. */
export interface PostgresColumn {
  readonly name: string;
  /** `int8`, `text`, `_text`: the name of the type in the catalogue. */
  readonly type: string;
  /** `b` base, `c` composite, `e` enumerated … */
  readonly kind: string;
  /** `A` array, `S` string, `N` number … */
  readonly category: string;
}

/** A table or view that holds the records of an entity. */
export interface PostgresTable {
  readonly schema: string;
  readonly name: string;
  /** Whether rows have a place of their own, which orders rows of equal keys. */
  readonly hasRowPlaces: boolean;
  readonly columns: readonly PostgresColumn[];
}

/** A table or view by its place in the catalogue. */
export interface FoundRelation {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly hasRowPlaces: boolean;
}

/** Tables, partitioned and foreign ones and views of a schema, or those that need no schema's name. */
export async function relationsOf(
  snapshot: Snapshot,
  schema: string | undefined,
): Promise<readonly FoundRelation[]> {
  const where =
    schema === undefined
      ? "pg_catalog.pg_table_is_visible(c.oid) AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND $1::text IS NULL"
      : "n.nspname = $1";
  const rows = await snapshot.rows(
    `SELECT c.oid::int8::text AS oid, n.nspname::text AS schema, c.relname::text AS name, c.relkind IN ('r', 'p', 'm') AS places
FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f') AND ${where}
ORDER BY c.relname`,
    [schema ?? null],
  );
  return rows.map((row) => ({
    oid: Number(row["oid"]),
    schema: String(row["schema"]),
    name: String(row["name"]),
    hasRowPlaces: row["places"] === true,
  }));
}

/** The columns of tables, in their order; of a domain, the type beneath it. */
export async function columnsOf(
  snapshot: Snapshot,
  oids: readonly number[],
): Promise<ReadonlyMap<number, readonly PostgresColumn[]>> {
  const rows = await snapshot.rows(
    `WITH RECURSIVE typed AS (
  SELECT attrelid, attnum, attname, atttypid AS type FROM pg_catalog.pg_attribute
  WHERE attrelid = ANY ($1::oid[]) AND attnum > 0 AND NOT attisdropped
  UNION ALL
  SELECT attrelid, attnum, attname, typbasetype FROM typed JOIN pg_catalog.pg_type ON oid = type WHERE typtype = 'd'
)
SELECT attrelid::int8::text AS oid, attname::text AS name, typname::text AS type, typtype::text AS kind, typcategory::text AS category
FROM typed JOIN pg_catalog.pg_type ON oid = type
WHERE typtype <> 'd'
ORDER BY attrelid, attnum`,
    [oids],
  );
  const columns = rows.map((row) => ({
    oid: Number(row["oid"]),
    name: String(row["name"]),
    type: String(row["type"]),
    kind: String(row["kind"]),
    category: String(row["category"]),
  }));
  return Map.groupBy(columns, ({ oid }) => oid);
}

/** Records that come in, on their way out of the engine that has checked and pseudonymised them. */
import type { Entity } from "@edufed/schemas";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { bodySql } from "./affected.ts";
import type { Version } from "./versions.ts";

/** The column that numbers the rows of a batch. */
export const placeColumn = "_row";

/** A batch of records of one entity, pseudonymised. */
export interface Arrivals {
  readonly entity: string;
  /** Relation of the shareable records, with the place of each. */
  readonly records: string;
  /** Relation that says by place when a record was written; absent where the entity does not say it. */
  readonly times?: { readonly relation: string; readonly column: string };
  readonly contributor: string;
  readonly day: string;
  /** The properties of the key, all of which are in the shareable profile. */
  readonly key: readonly string[];
}

/** One record. */
export interface Arrival extends Version {
  readonly place: number;
  /** Whose it is; null where it does not say. */
  readonly contributor: string | null;
  readonly day: string;
  readonly key: string;
}

/** The records of a batch in their order, so many of them, after a place. */
export async function arrivalsIn(
  engine: SqlEngine,
  batch: Arrivals,
  columns: Entity["properties"],
  page: { readonly after: number; readonly rows: number },
): Promise<readonly Arrival[]> {
  const { records, times, contributor, day, key } = batch;
  const place = quoteIdentifier(placeColumn);
  const written = times === undefined ? "null" : `epoch_us(times.${quoteIdentifier(times.column)})`;
  const join =
    times === undefined
      ? []
      : [
          `left join ${quoteIdentifier(times.relation)} as times on times.${place} = record.${place}`,
        ];
  const parts = key.map((name) => `cast(record.${quoteIdentifier(name)} as varchar)`).join(", ");
  const rows = await engine.rows(
    [
      "select",
      `  record.${place} as place,`,
      `  record.${quoteIdentifier(contributor)} as contributor,`,
      `  cast(record.${quoteIdentifier(day)} as varchar) as day,`,
      `  cast(to_json([${parts}]::varchar[]) as varchar) as key,`,
      `  ${written} as written,`,
      `  ${bodySql(columns, "record")} as body`,
      `from ${quoteIdentifier(records)} as record`,
      ...join,
      `where record.${place} > ${page.after}`,
      `order by record.${place}`,
      `limit ${page.rows}`,
    ].join("\n"),
  );
  return rows.map((row) => ({
    place: Number(row["place"]),
    contributor: typeof row["contributor"] === "string" ? row["contributor"] : null,
    day: String(row["day"]),
    key: String(row["key"]),
    writtenAt: typeof row["written"] === "number" ? row["written"] : null,
    body: String(row["body"]),
  }));
}

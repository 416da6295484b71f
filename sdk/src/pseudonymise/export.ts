import type { Pseudonymous } from "../dataset.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";

/** One entity of an export. */
export interface Exported {
  readonly entity: string;
  readonly rows: number;
}

/** Writes shareable records as `<entity>.parquet` into a folder that exists. */
export async function exportRecords(
  { engine, relations }: Pseudonymous,
  folder: string,
): Promise<readonly Exported[]> {
  const written: Exported[] = [];
  for (const { entity, name } of relations.values()) {
    const target = quoteLiteral(`${folder}/${entity}.parquet`);
    // One after the other: an engine answers one query at a time.
    await engine.run(
      `copy (select * from ${quoteIdentifier(name)} order by all) to ${target} (format parquet)`,
    );
    const [count] = await engine.rows(`select count(*) as n from ${quoteIdentifier(name)}`);
    written.push({ entity, rows: Number(count?.["n"]) });
  }
  return written;
}

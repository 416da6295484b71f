import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Registry } from "@edufed/schemas";
import type { SqlEngine } from "../src/engine/engine.ts";
import { quoteLiteral } from "../src/engine/sql-text.ts";

/** Events of a learning platform as one Parquet file. */
export interface EventFile {
  readonly parquet: string;
  readonly remove: () => void;
}

/**
 * Writes activity events made by formula, in the order of their time, as a platform exports them:
 * a nation of students over a school year, each event with a key that no order tells.
 */
export async function writeEvents(
  engine: SqlEngine,
  registry: Registry,
  events: number,
): Promise<EventFile> {
  const folder = mkdtempSync(join(tmpdir(), "edufed-bench-"));
  const parquet = join(folder, "activity-event.parquet");
  await engine.run(
    `copy (${eventRows(registry, events)}) to ${quoteLiteral(parquet)} (format parquet, row_group_size 122880)`,
  );
  return { parquet, remove: () => rmSync(folder, { recursive: true }) };
}

const students = 1_600_000;
const schools = 4_000;
const schoolDays = 190;

function eventRows(registry: Registry, events: number): string {
  const code = (list: string, salt: number): string => {
    const codes = registry.codeLists.get(list)?.codes ?? [];
    const literal = codes.map((item) => quoteLiteral(item.code)).join(", ");
    return `([${literal}])[1 + cast(hash(i, ${salt}) % ${codes.length} as integer)]`;
  };
  return `select
    printf('%016x', hash(i)) as id,
    case when i % 20 <> 0 then 'student-' || (hash(i, 1) % ${students}) end as "studentId",
    case when i % 20 = 0 then 'staff-' || (hash(i, 1) % ${students / 10}) end as "staffId",
    'school-' || (hash(i, 1) % ${schools}) as "schoolId",
    case when i % 4 <> 0 then 'section-' || (hash(i, 1) % ${schools * 10}) end as "sectionId",
    ${code("activity-action", 2)} as action,
    ${code("activity-object", 3)} as "objectKind",
    case when i % 3 <> 0 then 'object-' || (hash(i, 4) % 100000) end as "objectId",
    (['lms', 'reader', 'quiz'])[1 + cast(i % 3 as integer)] as app,
    ${code("activity-source", 5)} as source,
    day as date,
    make_timestamptz(year(day), month(day), day(day), 8 + i % 8, i % 60, hash(i, 6) % 60, 'UTC') as "eventTime",
    case when i % 2 = 0 then cast(hash(i, 7) % 3600 as integer) end as "durationSeconds",
    ${code("activity-context", 8)} as context
  from (
    select i, date '2025-09-01' + cast(i * ${schoolDays} // ${events} as integer) as day
    from range(${events}) as events (i)
  )`;
}

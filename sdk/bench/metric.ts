import { loadRegistry } from "@edufed/schemas";
import { deepStrictEqual } from "node:assert/strict";
import type { CellRow } from "../src/cells.ts";
import { compute } from "../src/compute/compute.ts";
import { passed } from "../src/dataset.ts";
import type { SqlEngine } from "../src/engine/engine.ts";
import type { Work } from "./side-by-side.ts";

const dimensions = ["SCHOOL", "GRADE", "SEX"];

/**
 * Chronic absence by school, grade and sex with all margins, from daily records: our SQL beside
 * what a careful analyst would write for DuckDB. Both must give the same cells.
 */
export async function chronicAbsence(engine: SqlEngine, students: number): Promise<Work> {
  const days = 200;
  await fill(engine, students, days);
  const ours = await computed(engine);
  deepStrictEqual(await byHand(engine), ours);
  return {
    title: "one metric, all margins",
    size: `${(students * days).toLocaleString("en")} rows`,
    contenders: [
      { name: "ours", run: async () => void (await computed(engine)) },
      {
        name: "the hand-written query",
        target: { role: "limit", timesLongerMax: 1.2 },
        run: async () => void (await byHand(engine)),
      },
    ],
  };
}

/** Students in schools of 300, one in fifty of whom changes school; one day in thirteen absent. */
async function fill(engine: SqlEngine, students: number, days: number): Promise<void> {
  await engine.run(`
    create or replace table attendance as
    select
      md5(cast(i % ${students} as varchar)) as "studentId",
      'school-' || ((i % ${students}) // 300 + case when i % 50 = 0 and i // ${students} > 99 then 1 else 0 end) as "schoolId",
      date '2025-08-11' + cast(i // ${students} as integer) as "date",
      'day' as granularity,
      case when hash(i) % 13 = 0 then 'absentExcused' else 'present' end as status
    from range(${students * days}) as days (i);
    create or replace table enrolment as
    select
      md5(cast(i as varchar)) as "studentId",
      'school-' || (i // 300) as "schoolId",
      '2025/2026' as "schoolYear",
      1 + i % 9 as "gradeNumber",
      '1' as "iscedLevel",
      date '2025-08-11' as "entryDate"
    from range(${students}) as students (i);
    create or replace table student as
    select md5(cast(i as varchar)) as id, cast(1 + i % 2 as varchar) as sex
    from range(${students}) as students (i);`);
}

const registry = loadRegistry();

async function computed(engine: SqlEngine): Promise<readonly CellRow[]> {
  const metric = registry.metrics.get("ATT_CHRONIC");
  if (metric === undefined) throw new Error("the standard has no metric ATT_CHRONIC");
  const names = { "attendance-record": "attendance", enrolment: "enrolment", student: "student" };
  const relations = Object.entries(names).map(
    ([entity, name]) => [entity, { entity, name }] as const,
  );
  const config = { refArea: "XX", schoolYearStart: "--08-01" };
  const data = passed("pseudonymous", { engine, relations: new Map(relations) });
  const question = { metric, registry, dimensions, period: "2025/2026", config };
  const { cells } = await compute({ data, ...question });
  return cells
    .map(({ codes, num, den, contributors, expected }) => ({
      codes,
      num,
      den,
      contributors,
      expected,
    }))
    .toSorted(byCodes);
}

async function byHand(engine: SqlEngine): Promise<readonly CellRow[]> {
  const rows = await engine.rows(handWritten);
  return rows
    .map((row) => ({
      codes: Object.fromEntries(dimensions.map((id) => [id, String(row[id])])),
      num: Number(row["num"]),
      den: Number(row["den"]),
      contributors: Number(row["den"]),
      expected: Number(row["expected"]),
    }))
    .toSorted(byCodes);
}

const handWritten = `
with seen as (
  select
    "studentId",
    arg_max("schoolId", "date") as school,
    sum(case when granularity = 'day' then 2 else 1 end) as expected,
    sum(case when status in ('absentExcused', 'absentUnexcused', 'absentUnknown', 'suspended')
        then case when granularity = 'day' then 2 else 1 end
        when status = 'partial' and granularity = 'day' then 1 else 0 end) as absent
  from attendance
  where "date" >= date '2025-08-01' and "date" < date '2026-08-01'
    and granularity in ('day', 'halfDay') and status <> 'notExpected'
  group by "studentId"
  having sum(case when granularity = 'day' then 2 else 1 end) >= 20
),
counted as (
  select seen.school, e."gradeNumber" as grade, s.sex,
    sum(cast(10 * absent >= expected as integer)) as num, count(*) as den, 0 as expected
  from seen
  join enrolment e using ("studentId")
  join student s on s.id = seen."studentId"
  group by all
  union all
  select e."schoolId", e."gradeNumber", s.sex, 0, 0, count(*)
  from enrolment e
  join student s on s.id = e."studentId"
  group by all
)
select
  coalesce(school, '_T') as "SCHOOL",
  coalesce(cast(grade as varchar), '_T') as "GRADE",
  coalesce(case sex when '1' then 'M' when '2' then 'F' end, '_T') as "SEX",
  cast(sum(num) as bigint) as num,
  cast(sum(den) as bigint) as den,
  cast(sum(expected) as bigint) as expected
from counted
group by cube (school, grade, sex)`;

function byCodes(
  a: { readonly codes: Readonly<Record<string, string>> },
  b: { readonly codes: Readonly<Record<string, string>> },
): number {
  const key = ({ codes }: typeof a): string => dimensions.map((id) => codes[id]).join(" ");
  return key(a) < key(b) ? -1 : 1;
}

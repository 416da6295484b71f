import { deepStrictEqual, ok } from "node:assert/strict";
import { isCounted, loadRegistry, type Metric } from "@edufed/schemas";
import { compute } from "../src/compute/compute.ts";
import { computeAll, computeEach, type FigureTable } from "../src/compute/compute-all.ts";
import { exampleParameters } from "../src/compute/check-metric.ts";
import type { ComputeRequest } from "../src/compute/counted.ts";
import { countsFor } from "../src/compute/estimate.ts";
import { planMetric } from "../src/compute/plan-metric.ts";
import type { Pseudonymous } from "../src/dataset.ts";
import { UsageError } from "../src/errors.ts";
import type { Work } from "./side-by-side.ts";

const registry = loadRegistry();
const config = { refArea: "XX", schoolYearStart: "--08-01" };
const period = "2025/2026";

/** The tables that are wanted of every metric, as far as it can be cut so. */
const cuts = [
  ["SCHOOL", "GRADE", "SEX"],
  ["REF_AREA", "GRADE", "SEX"],
];

/**
 * Every metric that the national data set has records for, by school and by area, with all margins:
 * in shared passes beside one after the other.
 */
export function allMetrics(data: Pseudonymous, rows: number): Work {
  const requests = requestsFor(data, [...registry.metrics.values()]);
  const metrics = new Set(requests.map(({ metric }) => metric.id)).size;
  return {
    title: `${metrics} metrics, ${requests.length} tables`,
    size: `${rows.toLocaleString("en")} rows`,
    rounds: roundsFor(rows),
    contenders: [
      { name: "ours", run: async () => takeEach(requests) },
      {
        name: "one query for each table",
        target: { role: "peer", timesFasterMin: 3 },
        run: async () => {
          for (const request of requests) await computeAll([request]);
        },
      },
    ],
  };
}

/** The metrics of attendance and activity that a careful analyst would compute in one plan. */
const byHand = ["ATT_RATE", "ATT_CHRONIC", "ATT_SEVERE", "ATT_TIERS", "ENG_DIGITAL"];

/** These metrics beside the same numbers from one hand-written plan: each fact table read once. */
export async function attendanceAndActivity(data: Pseudonymous, rows: number): Promise<Work> {
  const metrics = byHand.flatMap((id) => registry.metrics.get(id) ?? []);
  const requests = requestsFor(data, metrics);
  const sql = handWritten(data);
  const [found] = await data.engine.rows(
    `select * from (${sql}) where school = '_T' and area = '_T' and grade = '_T' and sex = '_T' limit 1`,
  );
  sameTotals(await computeAll(requests), found ?? {});
  return {
    title: "attendance and activity",
    size: `${rows.toLocaleString("en")} rows`,
    rounds: roundsFor(rows),
    contenders: [
      { name: "ours", run: async () => takeEach(requests) },
      {
        name: "the hand-written shared plan",
        target: { role: "limit", timesLongerMax: 1.5 },
        run: async () => void (await data.engine.rows(sql)),
      },
    ],
  };
}

/** One metric over the rows of a nation, beside the same query by hand. */
export function chronicOfNation(data: Pseudonymous, rows: number): Work {
  const metric = registry.metrics.get("ATT_CHRONIC");
  ok(metric !== undefined, "the standard has no metric ATT_CHRONIC");
  const request = { data, registry, config, period, metric, dimensions: cuts[0] ?? [] };
  return {
    title: "one metric, all margins",
    size: `${rows.toLocaleString("en")} rows`,
    rounds: roundsFor(rows),
    contenders: [
      { name: "ours", run: async () => void (await compute(request)) },
      {
        name: "the hand-written query",
        target: { role: "limit", timesLongerMax: 1.2 },
        run: async () => void (await data.engine.rows(handWrittenChronic(data))),
      },
    ],
  };
}

/** Computes the tables as a command does that writes each of them down. */
async function takeEach(requests: readonly ComputeRequest[]): Promise<void> {
  for await (const table of computeEach(requests)) ok(table.cells.length > 0, "a table is empty");
}

/** One round tells where a round takes minutes. */
function roundsFor(rows: number): number {
  return rows > 50_000_000 ? 1 : rows > 5_000_000 ? 3 : 5;
}

/** The tables of metrics that the data can answer; the others are left out. */
function requestsFor(data: Pseudonymous, metrics: readonly Metric[]): readonly ComputeRequest[] {
  return metrics.flatMap((metric) => {
    const wanted = cuts.map((cut) => cut.filter((id) => metric.dimensions.includes(id)));
    const distinct = new Map(wanted.map((cut) => [cut.join(), cut]));
    const parameters = exampleParameters(metric, registry);
    return [...distinct.values()]
      .map((dimensions) => ({ data, registry, config, period, metric, dimensions, parameters }))
      .filter(isAnswered);
  });
}

function isAnswered(request: ComputeRequest): boolean {
  try {
    for (const { metric, ...asked } of countsFor(request)) {
      if (isCounted(metric)) planMetric({ ...asked, metric, period }, request.data.relations);
    }
    return true;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

/** The whole of each metric, ours against the plan by hand. */
function sameTotals(
  tables: readonly FigureTable[],
  found: Readonly<Record<string, unknown>>,
): void {
  const whole = (id: string): readonly number[] => {
    const table = tables.find(({ description }) => description.metric === id);
    const cells: readonly {
      readonly codes: object;
      readonly num: unknown;
      readonly den: unknown;
    }[] = table?.cells ?? [];
    const cell = cells.find(({ codes }) =>
      Object.values(codes).every((code) => code === "_T" || code === config.refArea),
    );
    return [Number(cell?.num), Number(cell?.den)];
  };
  deepStrictEqual(whole("ATT_RATE"), [Number(found["attended"]), Number(found["expected"])]);
  deepStrictEqual(whole("ATT_CHRONIC"), [Number(found["chronic"]), Number(found["counted"])]);
  deepStrictEqual(whole("ATT_SEVERE"), [Number(found["severe"]), Number(found["counted"])]);
  deepStrictEqual(whole("ENG_DIGITAL"), [Number(found["active"]), Number(found["enrolled"])]);
}

function named({ relations }: Pseudonymous): (entity: string) => string {
  return (entity) => `"${relations.get(entity)?.name ?? entity}"`;
}

const absences = "('absentExcused', 'absentUnexcused', 'absentUnknown', 'suspended')";

function perStudent(data: Pseudonymous): string {
  return `
  select "studentId", arg_max("schoolId", date) as school,
    sum(case when granularity = 'day' then 2 else 1 end) as expected,
    sum(case when status in ${absences} then case when granularity = 'day' then 2 else 1 end
        when status = 'partial' and granularity = 'day' then 1 else 0 end) as absent
  from ${named(data)("attendance-record")}
  where date >= date '2025-08-01' and date < date '2026-08-01'
    and granularity in ('day', 'halfDay') and status <> 'notExpected'
  group by "studentId"`;
}

function handWrittenChronic(data: Pseudonymous): string {
  const of = named(data);
  return `
with seen as (${perStudent(data)}),
counted as (
  select school, e."gradeNumber" as grade, s.sex,
    sum(cast(10 * absent >= expected as integer)) as num, count(*) as den, 0 as expected
  from seen join ${of("enrolment")} e using ("studentId") join ${of("student")} s on s.id = seen."studentId"
  where expected >= 20 and e."schoolYear" = '2025/2026'
  group by all
  union all
  select e."schoolId", e."gradeNumber", s.sex, 0, 0, count(*)
  from ${of("enrolment")} e join ${of("student")} s on s.id = e."studentId"
  where e."schoolYear" = '2025/2026'
  group by all
)
select school, grade, sex, sum(num), sum(den), sum(expected)
from counted group by cube (school, grade, sex)`;
}

/** Each fact table is read once and folded by student; one fine table serves every margin. */
function handWritten(data: Pseudonymous): string {
  const of = named(data);
  return `
with attended as (${perStudent(data)}),
active as (
  select "studentId", max(cast(events > 0 as integer)) as active
  from ${of("activity-day")}
  where date >= date '2025-08-01' and date < date '2026-08-01' and "sourceCoverage"
  group by "studentId"
),
enrolled as (
  select "studentId", "schoolId" as school, "gradeNumber" as grade
  from ${of("enrolment")} where "schoolYear" = '2025/2026'
),
people as (
  select coalesce(a.school, e.school, '_U') as school, e.grade, s.sex, a.expected, a.absent,
    v.active, e."studentId" is not null as is_enrolled
  from enrolled e
  left join attended a using ("studentId")
  left join active v using ("studentId")
  join ${of("student")} s on s.id = e."studentId"
),
fine as (
  select school, coalesce(o."areaCode", '_U') as area, grade, sex,
    sum(expected - absent) as attended, sum(expected) as expected,
    count(*) filter (where expected >= 20) as counted,
    count(*) filter (where expected >= 20 and 10 * absent >= expected) as chronic,
    count(*) filter (where expected >= 20 and 5 * absent >= expected) as severe,
    count(*) filter (where expected >= 20 and 20 * absent < expected) as satisfactory,
    count(*) filter (where expected >= 20 and 20 * absent >= expected and 10 * absent < expected) as at_risk,
    sum(active) as active, count(active) as enrolled
  from people left join ${of("organisation")} o on o.id = people.school
  group by all
)
select
  coalesce(school, '_T') as school, coalesce(area, '_T') as area,
  coalesce(cast(grade as varchar), '_T') as grade, coalesce(sex, '_T') as sex,
  sum(attended) as attended, sum(expected) as expected, sum(counted) as counted,
  sum(chronic) as chronic, sum(severe) as severe, sum(satisfactory) as satisfactory,
  sum(at_risk) as at_risk, sum(active) as active, sum(enrolled) as enrolled
from fine
group by grouping sets (cube (school, grade, sex), cube (area, grade, sex))`;
}

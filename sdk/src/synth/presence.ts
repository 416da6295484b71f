import { quoteLiteral } from "../engine/sql-text.ts";
import type { SynthProfile } from "./profile.ts";

/** Attendance and activity on learning platforms. */
export function presenceSql(profile: SynthProfile): Readonly<Record<string, string>> {
  const start = `date '${profile.schoolYear.slice(0, 4)}${profile.schoolYearStart.slice(1)}'`;
  const attendance: Readonly<Record<string, string>> =
    profile.attendance.kind === "daily"
      ? { "attendance-record": daily(profile.attendance.days, start) }
      : { "attendance-summary": summary(profile, start) };
  return { ...attendance, "activity-day": activity(profile, start) };
}

/** Weekdays from the second week of the school year on. */
function schoolDays(days: number, start: string): string {
  return `select n, (${start} + (7 + (n // 5) * 7 + n % 5 + (8 - isodow(${start})) % 7)::integer) as day
  from range(${days}) t(n)`;
}

function daily(days: number, start: string): string {
  return `with days as (
  ${schoolDays(days, start)}
), marked as (
  select id, school, day, i * ${days} + n as k,
    draw(i * ${days} + n, 51) % 1000 < absent_per_mille as absent
  from synth_student, days
)
select id as "studentId", school as "schoolId", day as date, 'day' as granularity,
  case
    when absent and draw(k, 52) % 10 < 7 then 'absentExcused'
    when absent then 'absentUnexcused'
    when draw(k, 53) % 1000 < 18 then 'late'
    when draw(k, 53) % 1000 < 38 then 'remotePresent'
    else 'present'
  end as status
from marked`;
}

/** Two terms; the absent days of a term are the student's rate with a little luck. */
function summary(profile: SynthProfile, start: string): string {
  const days = Math.round(profile.attendance.days / 2);
  return `with terms as (
  select term, ${start} + (term * 110)::integer as first_day, ${start} + (term * 110 + 100)::integer as last_day
  from range(2) t(term)
), missed as (
  select id, i, school, term, first_day, last_day,
    least(${days}, (${days} * absent_per_mille * (700 + draw(i * 2 + term, 54) % 601) + 500000) // 1000000)::bigint as absent
  from synth_student, terms
)
select id as "studentId", school as "schoolId", ${quoteLiteral(profile.schoolYear)} as "schoolYear",
  first_day as "startDate", last_day as "endDate", ${days}::double as "expectedDays",
  (${days} - absent)::double as "attendedDays", absent::double as "absentDays",
  (absent * (draw(i * 2 + term, 55) % 400) // 1000)::double as "unexcusedDays"
from missed`;
}

/** One school day in each of four weeks; a school without a feed has rows that say so. */
function activity(profile: SynthProfile, start: string): string {
  return `with weeks as (
  select n, ${start} + (30 + n * 7)::integer as day from range(4) t(n)
), seen as (
  select id, s.s, school, i * 4 + n as k, day,
    draw(s.s, 61) % 1000 < ${profile.activityFeedPerMille} as covered,
    draw(i, 62) % 1000 < ${profile.activePerMille} and draw(i * 4 + n, 63) % 1000 < 640 as active
  from synth_student s, weeks
)
select id as "studentId", school as "schoolId", day as date, 'learning-platform' as app,
  'learningPlatform' as source,
  case when covered then if(active, 1 + draw(k, 64) % 40, 0) end::integer as events,
  case when covered and active then 2 + draw(k, 65) % 90 end::integer as "activeMinutes",
  case when covered then if(active, draw(k, 66) % 3, 0) end::integer as submissions,
  case when covered then if(active and draw(k, 67) % 10 = 0, 1, 0) end::integer as "meetingsJoined",
  covered as "sourceCoverage"
from seen`;
}

import { quoteLiteral } from "../engine/sql-text.ts";
import type { SynthProfile } from "./profile.ts";

/**
 * The frame the records hang on: areas, schools with their sizes, students with school and grade,
 * teachers. Temporary tables; the entities of the standard are selected from them.
 */
export function frameSql(profile: SynthProfile, students: number): readonly string[] {
  const schools = Math.max(1, Math.round(students / profile.schoolSize));
  return [
    areas(profile),
    schoolTable(schools, students),
    studentTable(profile),
    teacherTable(profile),
  ];
}

function areas(profile: SynthProfile): string {
  const total = profile.areas.reduce((sum, area) => sum + area.weight, 0);
  let from = 0;
  const rows = profile.areas.map((area) => {
    const until = from + area.weight;
    const values = [
      quoteLiteral(area.code),
      quoteLiteral(JSON.stringify(area.name)),
      Math.round((from * 1_000_000) / total),
      Math.round((until * 1_000_000) / total),
      quoteLiteral(area.settlement),
      area.remotePerMille,
    ];
    from = until;
    return `  (${values.join(", ")})`;
  });
  return `create or replace temp table synth_area as
select * from (values
${rows.join(",\n")}
) t(code, name, share_from, share_until, settlement, remote_per_mille)`;
}

/** Schools are spread over the areas by weight; sizes vary from 0.4 to 1.6 of the mean. */
function schoolTable(schools: number, students: number): string {
  return `create or replace temp table synth_school as
with sized as (
  select s, 400 + draw(s, 1) % 1201 as size, (s * 1000000 + 500000) // ${schools} as place
  from range(${schools}) t(s)
), placed as (
  select s, size, sum(size) over (order by s) as until, sum(size) over () as total, place
  from sized
)
select
  s, 'school-' || lpad((s + 1)::varchar, 5, '0') as id, a.code as area, a.settlement,
  draw(s, 3) % 1000 < a.remote_per_mille as remote,
  ((until - size) * ${students} // total)::bigint as first_student,
  (until * ${students} // total)::bigint as next_student
from placed
join synth_area a on place >= a.share_from and place < a.share_until
order by s`;
}

function studentTable(profile: SynthProfile): string {
  const gradeMax = profile.levels.at(-1)?.gradeMax ?? 9;
  const level = profile.levels
    .map(({ isced, gradeMax: last }) => `when grade <= ${last} then ${quoteLiteral(isced)}`)
    .join(" ");
  const year = Number(profile.schoolYear.slice(0, 4));
  return `create or replace temp table synth_student as
with placed as (
  select s.s, s.id as school, s.area, i, 1 + (draw(i, 11) % ${gradeMax})::integer as grade
  from synth_school s, unnest(range(s.first_student, s.next_student)) t(i)
)
select
  i, 'student-' || lpad((i + 1)::varchar, 7, '0') as id, s, school, area, grade,
  case ${level} end as isced,
  case when draw(i, 12) % 1000 < 512 then '1' else '2' end as sex,
  ${year} - 6 - grade as birth_year,
  make_date(${year} - 6 - grade, 1 + (draw(i, 13) % 12)::integer, 1 + (draw(i, 14) % 28)::integer) as birth_date,
  -- A few miss many days and most miss few: the square keeps the mean at a third of three.
  (3 * ${profile.attendance.absentPerMille} * (draw(i, 15) % 1000) * (draw(i, 15) % 1000)) // 1000000 as absent_per_mille
from placed
order by i`;
}

function teacherTable(profile: SynthProfile): string {
  return `create or replace temp table synth_teacher as
with counted as (
  select s, id as school, greatest(2, (next_student - first_student) // ${profile.pupilsPerTeacher} + draw(s, 21) % 3) as teachers
  from synth_school
), listed as (
  select s, school, unnest(range(teachers::bigint)) as n from counted
)
select row_number() over (order by s, n) - 1 as t, s, school, n from listed order by t`;
}

import { quoteLiteral } from "../engine/sql-text.ts";
import type { SynthProfile } from "./profile.ts";
import { learningSql } from "./learning.ts";
import { presenceSql } from "./presence.ts";

/** Entity → the query that gives its records, valid by construction. */
export function entitySql(profile: SynthProfile): Readonly<Record<string, string>> {
  return { ...frameEntities(profile), ...presenceSql(profile), ...learningSql(profile) };
}

function frameEntities(profile: SynthProfile): Readonly<Record<string, string>> {
  const year = Number(profile.schoolYear.slice(0, 4));
  const start = `${year}${profile.schoolYearStart.slice(1)}`;
  const schoolYear = quoteLiteral(profile.schoolYear);
  const [main, second] = profile.instructionLanguages;
  const language = `case when draw(i, 31) % 1000 < 900 then ${quoteLiteral(main ?? "en")} else ${quoteLiteral(second ?? main ?? "en")} end`;
  const teacherLevel = levelShares(profile);
  return {
    organisation: `select ${quoteLiteral(profile.member)} as id, ${quoteLiteral(JSON.stringify(profile.name))} as name,
  'ministry' as type, null::varchar as "parentId", ${quoteLiteral(profile.member)} as "areaCode", 'active' as status
union all
select code, name, 'region', ${quoteLiteral(profile.member)}, code, 'active' from synth_area
union all
select id, '{"en":"School ' || (s + 1) || '"}', 'school', area, area, 'active' from synth_school
order by id`,
    "school-profile": `select id as "schoolId", ${schoolYear} as "schoolYear",
  [${profile.levels.map(({ isced }) => quoteLiteral(isced)).join(", ")}] as "iscedLevels",
  'public' as control, settlement, remote, [${quoteLiteral(main ?? "en")}] as "instructionLanguages",
  'none' as virtual
from synth_school
order by id`,
    student: `select id, sex, birth_date as "birthDate", birth_year as "birthYear", false as "disclosureBlocked"
from synth_student
order by id`,
    enrolment: `select id as "studentId", school as "schoolId", ${schoolYear} as "schoolYear",
  grade as "gradeNumber", isced as "iscedLevel", 'general' as "programmeOrientation",
  date '${start}' as "entryDate", 'active' as status, draw(i, 32) % 1000 < 12 as repeating,
  ${language} as "instructionLanguage"
from synth_student
order by id`,
    staff: `select 'staff-' || lpad((t + 1)::varchar, 6, '0') as id,
  case when draw(t, 41) % 1000 < 250 then '1' else '2' end as sex,
  (${year} - 25 - draw(t, 42) % 40)::integer as "birthYear",
  case when draw(t, 43) % 1000 < 780 then '7' else '6' end as "highestEducation",
  draw(t, 44) % 1000 < 930 as qualified, draw(t, 45) % 1000 < 950 as trained
from synth_teacher
order by id`,
    "staff-assignment": `select 'staff-' || lpad((t + 1)::varchar, 6, '0') as "staffId", school as "schoolId",
  case when n = 0 then 'headTeacher' when draw(t, 46) % 1000 < 480 then 'classTeacher' else 'subjectTeacher' end as function,
  case ${teacherLevel} end as "iscedLevel",
  case when draw(t, 47) % 1000 < 150 then 0.5 else 1.0 end as fte,
  case when draw(t, 48) % 1000 < 850 then 'permanent' else 'fixedTerm' end as employment,
  (date '${start}' - (365 * (draw(t, 49) % 12))::integer) as "startDate"
from synth_teacher
order by "staffId"`,
  };
}

/** Teachers are spread over the levels as the grades are. */
function levelShares({ levels }: SynthProfile): string {
  const gradeMax = levels.at(-1)?.gradeMax ?? 1;
  return levels
    .map(
      ({ isced, gradeMax: last }) =>
        `when draw(t, 50) % ${gradeMax} < ${last} then ${quoteLiteral(isced)}`,
    )
    .join(" ");
}

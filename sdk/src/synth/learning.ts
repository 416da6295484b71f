import { quoteLiteral } from "../engine/sql-text.ts";
import type { SynthProfile } from "./profile.ts";

/** Assessment and well-being. */
export function learningSql(profile: SynthProfile): Readonly<Record<string, string>> {
  const year = Number(profile.schoolYear.slice(0, 4));
  return { ...assessmentSql(profile, year), ...wellbeingSql(profile, year) };
}

function assessmentSql(profile: SynthProfile, year: number): Readonly<Record<string, string>> {
  return {
    assessment: `select 'assessment-' || grade as id, '{"en":"Reading, grade ' || grade || '"}' as title,
  'motherTongue' as subject, 'nationalSample' as purpose,
  'numeric' as "scaleKind", 0::double as "scaleMin", 100::double as "scaleMax", 1::double as "scaleStep",
  true as "scaleHigherIsBetter",
  isced as "iscedLevel", grade as "gradeNumber",
  date '${year + 1}-04-10' as "administeredFrom", date '${year + 1}-04-24' as "administeredTo"
from (select distinct grade, isced from synth_student)
where grade in (3, 6, 9)
order by id`,
    "assessment-result": `select id as "studentId", 'assessment-' || grade as "assessmentId", school as "schoolId",
  ${quoteLiteral(profile.schoolYear)} as "schoolYear", case when draw(i, 71) % 1000 < 40 then 'absent' else 'graded' end as status,
  case when draw(i, 71) % 1000 >= 40
    then (35 + (draw(i, 72) % 31) + (draw(i, 73) % 31))::double end as score,
  date '${year + 1}-04-15' as date, 1 as attempt
from synth_student
where grade in (3, 6, 9)
order by "studentId"`,
  };
}

/** WHO-5: five items from 0 (at no time) to 5 (all of the time); now and then one is left open. */
function wellbeingSql(profile: SynthProfile, year: number): Readonly<Record<string, string>> {
  const answers = [1, 2, 3, 4, 5].map(answer).join(", ");
  const { grades, answeredPerMille } = profile.wellbeing;
  const items = [1, 2, 3, 4, 5].map((item) => ({ id: `who5-${item}`, min: 0, max: 5 }));
  const index = {
    id: "who5-index",
    items: items.map(({ id }) => id),
    formula: "4 * list_sum(answers)",
    min: 0,
    max: 100,
    minAnswered: 5,
  };
  return {
    "wellbeing-instrument": `select 'who5' as id, '1998' as version, '{"en":"WHO-5 Well-Being Index"}' as title,
  [${profile.languages.map(quoteLiteral).join(", ")}] as languages, 'CC BY-NC-SA 3.0 IGO' as licence,
  ${quoteLiteral(JSON.stringify(items))} as items, ${quoteLiteral(JSON.stringify([index]))} as indices`,
    "wellbeing-response": `select 'response-' || lpad((i + 1)::varchar, 7, '0') as id, 'who5' as "instrumentId",
  ${quoteLiteral(`${year}-autumn`)} as "waveId", date '${year}-11-12' as date, school as "schoolId",
  grade as "gradeNumber", sex, [${answers}] as answers
from synth_student
where grade in (${grades.join(", ")}) and draw(i, 78) % 1000 < ${answeredPerMille}
order by id`,
  };
}

/** One item's answer to one student: 0 … 5, now and then none. */
function answer(item: number): string {
  return `case when draw(i, ${80 + item}) % 1000 >= 6
      then least(5, greatest(0, (draw(i, 79) % 4) + (draw(i, ${90 + item}) % 4)))::integer end`;
}

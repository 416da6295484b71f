with
"students, stay by stay" as (
  select
    "studentId",
    "schoolId",
    max("endDate") as "last of stay",
    cast(sum(case when 2 * "expectedDays" <> floor(2 * "expectedDays") then error('A value that is counted in whole steps has a fraction.') else cast(2 * "expectedDays" as bigint) end) as bigint) as "expectedHalfDays",
    cast(sum(case when 2 * "absentDays" <> floor(2 * "absentDays") then error('A value that is counted in whole steps has a fraction.') else cast(2 * "absentDays" as bigint) end) as bigint) as "absentHalfDays"
  from "attendance-summary"
  where "schoolYear" = '2025/2026'
  group by "studentId", "schoolId"
),
"students, one by one" as (
  select
    "studentId",
    last("schoolId" order by "last of stay" nulls first, "schoolId" nulls first) as "schoolId",
    cast(sum("expectedHalfDays") as bigint) as "expectedHalfDays",
    cast(sum("absentHalfDays") as bigint) as "absentHalfDays"
  from "students, stay by stay"
  group by "studentId"
),
"GRADE of students" as (
  select
    "studentId",
    last("gradeNumber" order by "entryDate" nulls first, "gradeNumber" nulls first) as value
  from "enrolment"
  where "schoolYear" = '2025/2026'
  group by "studentId"
),
"population students" as (
  select
    coalesce(nullif(cast("GRADE".value as varchar), '_T'), '_U') as "GRADE",
    coalesce(nullif(cast(each_one."schoolId" as varchar), '_T'), '_U') as "SCHOOL BEHIND",
    each_one."expectedHalfDays" - each_one."absentHalfDays" as "NUM",
    each_one."expectedHalfDays" as "DEN"
  from "students, one by one" as each_one
  left join "GRADE of students" as "GRADE" on each_one."studentId" = "GRADE"."studentId"
),
"enrolled, stay by stay" as (
  select
    "studentId",
    "gradeNumber",
    max("entryDate") as "last of stay"
  from "enrolment"
  where "schoolYear" = '2025/2026'
  group by "studentId", "gradeNumber"
),
"enrolled, one by one" as (
  select
    "studentId",
    last("gradeNumber" order by "last of stay" nulls first, "gradeNumber" nulls first) as "gradeNumber"
  from "enrolled, stay by stay"
  group by "studentId"
),
"population enrolled" as (
  select
    coalesce(nullif(cast(each_one."gradeNumber" as varchar), '_T'), '_U') as "GRADE",
    1 as "EXPECTED"
  from "enrolled, one by one" as each_one
),
"students, by code" as (
  select
    "GRADE",
    "SCHOOL BEHIND",
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    max(case when "NUM" is not null and "DEN" is not null then abs("NUM") end) as "NUM largest",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    max(case when "NUM" is not null and "DEN" is not null then abs("DEN") end) as "DEN largest",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "students counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "students left out"
  from "population students"
  group by "GRADE", "SCHOOL BEHIND"
),
"enrolled, by code" as (
  select
    "GRADE",
    sum(case when "EXPECTED" is not null then 1 else 0 end) as "EXPECTED"
  from "population enrolled"
  group by "GRADE"
),
cells as (
  select
    "GRADE",
    "SCHOOL BEHIND",
    "NUM",
    "NUM largest",
    "DEN",
    "DEN largest",
    "students counted",
    "students left out",
    0 as "EXPECTED"
  from "students, by code"
  union all
  select
    "GRADE",
    cast(null as varchar) as "SCHOOL BEHIND",
    0 as "NUM",
    0 as "NUM largest",
    0 as "DEN",
    0 as "DEN largest",
    0 as "students counted",
    0 as "students left out",
    "EXPECTED"
  from "enrolled, by code"
)
select
  coalesce("GRADE", '_T') as "GRADE",
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(max("NUM largest"), 0) as bigint) as "NUM largest",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(max("DEN largest"), 0) as bigint) as "DEN largest",
  cast(coalesce(sum("students counted"), 0) as bigint) as "students counted",
  cast(coalesce(sum("students left out"), 0) as bigint) as "students left out",
  cast(coalesce(sum("EXPECTED"), 0) as bigint) as "EXPECTED",
  count(distinct case when "students counted" > 0 then nullif("SCHOOL BEHIND", '_U') end) as "students schools"
from cells
group by cube ("GRADE")
order by "GRADE"
with
"students, one by one" as (
  select
    "studentId",
    cast(sum(case when "granularity" = 'day' then 2 else 1 end) as bigint) as "expectedHalfDays",
    cast(sum(case when "status" in ('absentExcused', 'absentUnexcused', 'absentUnknown', 'suspended') then case when "granularity" = 'day' then 2 else 1 end when "status" = 'partial' and "granularity" = 'day' then 1 else 0 end) as bigint) as "absentHalfDays"
  from "attendance-record"
  where "date" >= date '2025-08-01' and "date" < date '2026-08-01' and ("granularity" in ('day', 'halfDay') and "status" <> 'notExpected')
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
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "students counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "students left out"
  from "population students"
  group by "GRADE"
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
    "NUM",
    "DEN",
    "students counted",
    "students left out",
    0 as "EXPECTED"
  from "students, by code"
  union all
  select
    "GRADE",
    0 as "NUM",
    0 as "DEN",
    0 as "students counted",
    0 as "students left out",
    "EXPECTED"
  from "enrolled, by code"
)
select
  coalesce("GRADE", '_T') as "GRADE",
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("students counted"), 0) as bigint) as "students counted",
  cast(coalesce(sum("students left out"), 0) as bigint) as "students left out",
  cast(coalesce(sum("EXPECTED"), 0) as bigint) as "EXPECTED"
from cells
group by cube ("GRADE")
order by "GRADE"

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
    each."expectedHalfDays" - each."absentHalfDays" as numerator,
    each."expectedHalfDays" as denominator
  from "students, one by one" as each
  left join "GRADE of students" as "GRADE" on each."studentId" = "GRADE"."studentId"
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
    coalesce(nullif(cast(each."gradeNumber" as varchar), '_T'), '_U') as "GRADE",
    0 as numerator,
    0 as denominator
  from "enrolled, one by one" as each
),
numerator as (
  select
    "GRADE",
    sum(numerator) as NUM,
    0 as DEN,
    count(*) as NUM_CONTRIBUTORS,
    0 as DEN_CONTRIBUTORS,
    0 as EXPECTED
  from "population students"
  where numerator is not null
  and denominator is not null
  group by "GRADE"
),
denominator as (
  select
    "GRADE",
    0 as NUM,
    sum(denominator) as DEN,
    0 as NUM_CONTRIBUTORS,
    count(*) as DEN_CONTRIBUTORS,
    0 as EXPECTED
  from "population students"
  where numerator is not null
  and denominator is not null
  group by "GRADE"
),
expected as (
  select
    "GRADE",
    0 as NUM,
    0 as DEN,
    0 as NUM_CONTRIBUTORS,
    0 as DEN_CONTRIBUTORS,
    count(*) as EXPECTED
  from "population enrolled"
  group by "GRADE"
),
cells as (
  select * from numerator
  union all
  select * from denominator
  union all
  select * from expected
)
select
  coalesce("GRADE", '_T') as "GRADE",
  cast(coalesce(sum(NUM), 0) as bigint) as "NUM",
  cast(coalesce(sum(DEN), 0) as bigint) as "DEN",
  least(cast(coalesce(sum(NUM_CONTRIBUTORS), 0) as bigint), cast(coalesce(sum(DEN_CONTRIBUTORS), 0) as bigint)) as "CONTRIBUTORS",
  cast(coalesce(sum(EXPECTED), 0) as bigint) as "EXPECTED"
from cells
group by cube ("GRADE")
order by "GRADE"

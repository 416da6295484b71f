with
"students, stay by stay" as (
  select
    "studentId",
    "schoolId",
    max("date") as "last of stay",
    cast(sum(case when "granularity" = 'day' then 2 else 1 end) as bigint) as "expectedHalfDays",
    cast(sum(case when "status" in ('absentExcused', 'absentUnexcused', 'absentUnknown', 'suspended') then case when "granularity" = 'day' then 2 else 1 end when "status" = 'partial' and "granularity" = 'day' then 1 else 0 end) as bigint) as "absentHalfDays"
  from "attendance-record"
  where "date" >= date '2025-08-01' and "date" < date '2026-08-01' and ("granularity" in ('day', 'halfDay') and "status" <> 'notExpected')
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
"SEX of students" as (
  select
    "id",
    last("sex" order by "sex" nulls first) as value
  from "student"
  group by "id"
),
"population students" as (
  select
    coalesce(nullif(cast(each."schoolId" as varchar), '_T'), '_U') as "SCHOOL",
    coalesce(nullif(case cast("SEX".value as varchar) when '0' then '_U' when '1' then 'M' when '2' then 'F' when '9' then '_Z' else cast("SEX".value as varchar) end, '_T'), '_U') as "SEX",
    case when 10 * each."absentHalfDays" >= each."expectedHalfDays" then 1 else 0 end as numerator,
    1 as denominator
  from "students, one by one" as each
  left join "SEX of students" as "SEX" on each."studentId" = "SEX"."id"
  where each."expectedHalfDays" >= 2 * 10
),
"enrolled, stay by stay" as (
  select
    "studentId",
    "schoolId",
    max("entryDate") as "last of stay"
  from "enrolment"
  where "schoolYear" = '2025/2026'
  group by "studentId", "schoolId"
),
"enrolled, one by one" as (
  select
    "studentId",
    last("schoolId" order by "last of stay" nulls first, "schoolId" nulls first) as "schoolId"
  from "enrolled, stay by stay"
  group by "studentId"
),
"SEX of enrolled" as (
  select
    "id",
    last("sex" order by "sex" nulls first) as value
  from "student"
  group by "id"
),
"population enrolled" as (
  select
    coalesce(nullif(cast(each."schoolId" as varchar), '_T'), '_U') as "SCHOOL",
    coalesce(nullif(case cast("SEX".value as varchar) when '0' then '_U' when '1' then 'M' when '2' then 'F' when '9' then '_Z' else cast("SEX".value as varchar) end, '_T'), '_U') as "SEX",
    0 as numerator,
    0 as denominator
  from "enrolled, one by one" as each
  left join "SEX of enrolled" as "SEX" on each."studentId" = "SEX"."id"
),
numerator as (
  select
    "SCHOOL",
    "SEX",
    sum(numerator) as NUM,
    0 as DEN,
    count(*) as NUM_CONTRIBUTORS,
    0 as DEN_CONTRIBUTORS,
    0 as EXPECTED
  from "population students"
  where numerator is not null
  and denominator is not null
  group by "SCHOOL", "SEX"
),
denominator as (
  select
    "SCHOOL",
    "SEX",
    0 as NUM,
    sum(denominator) as DEN,
    0 as NUM_CONTRIBUTORS,
    count(*) as DEN_CONTRIBUTORS,
    0 as EXPECTED
  from "population students"
  where numerator is not null
  and denominator is not null
  group by "SCHOOL", "SEX"
),
expected as (
  select
    "SCHOOL",
    "SEX",
    0 as NUM,
    0 as DEN,
    0 as NUM_CONTRIBUTORS,
    0 as DEN_CONTRIBUTORS,
    count(*) as EXPECTED
  from "population enrolled"
  group by "SCHOOL", "SEX"
),
cells as (
  select * from numerator
  union all
  select * from denominator
  union all
  select * from expected
)
select
  coalesce("SCHOOL", '_T') as "SCHOOL",
  coalesce("SEX", '_T') as "SEX",
  cast(coalesce(sum(NUM), 0) as bigint) as "NUM",
  cast(coalesce(sum(DEN), 0) as bigint) as "DEN",
  least(cast(coalesce(sum(NUM_CONTRIBUTORS), 0) as bigint), cast(coalesce(sum(DEN_CONTRIBUTORS), 0) as bigint)) as "CONTRIBUTORS",
  cast(coalesce(sum(EXPECTED), 0) as bigint) as "EXPECTED"
from cells
group by cube ("SCHOOL", "SEX")
order by "SCHOOL", "SEX"

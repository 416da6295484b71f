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
"population students" as (
  select
    case when each_one."expectedHalfDays" >= 2 * 10 then case when 5 * each_one."absentHalfDays" >= each_one."expectedHalfDays" then 1 else 0 end end as "NUM",
    case when each_one."expectedHalfDays" >= 2 * 10 then 1 end as "DEN"
  from "students, one by one" as each_one
),
"enrolled, one by one" as (
  select
    "studentId"
  from "enrolment"
  where "schoolYear" = '2025/2026'
  group by "studentId"
),
"population enrolled" as (
  select
    1 as "EXPECTED"
  from "enrolled, one by one" as each_one
),
"students, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "students counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "students left out"
  from "population students"
),
"enrolled, by code" as (
  select
    sum(case when "EXPECTED" is not null then 1 else 0 end) as "EXPECTED"
  from "population enrolled"
),
cells as (
  select
    "NUM",
    "DEN",
    "students counted",
    "students left out",
    0 as "EXPECTED"
  from "students, by code"
  union all
  select
    0 as "NUM",
    0 as "DEN",
    0 as "students counted",
    0 as "students left out",
    "EXPECTED"
  from "enrolled, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("students counted"), 0) as bigint) as "students counted",
  cast(coalesce(sum("students left out"), 0) as bigint) as "students left out",
  cast(coalesce(sum("EXPECTED"), 0) as bigint) as "EXPECTED"
from cells

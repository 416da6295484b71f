with
"lookup 1 for students" as (
  select
    "studentId",
    "date",
    count(*) as "feeds",
    cast(sum("events") as bigint) as "actions"
  from "activity-day"
  where "date" >= date '2025-08-01' and "date" < date '2026-08-01' and "sourceCoverage" = true
  group by "studentId", "date"
),
"rows of students" as (
  select
    source.*,
    coalesce("lookup 1"."feeds", 0) as "feeds",
    "lookup 1"."actions" as "actions"
  from "attendance-record" as source
  left join "lookup 1 for students" as "lookup 1" on source."studentId" = "lookup 1"."studentId" and source."date" = "lookup 1"."date"
),
"students, one by one" as (
  select
    "studentId",
    cast(sum(case when "granularity" = 'day' then 2 else 1 end) as bigint) as "coveredHalfDays",
    cast(sum(case when "actions" > 0 or "status" not in ('absentExcused', 'absentUnexcused', 'absentUnknown', 'suspended', 'partial') then case when "granularity" = 'day' then 2 else 1 end when "status" = 'partial' then 1 else 0 end) as bigint) as "engagedHalfDays"
  from "rows of students"
  where "date" >= date '2025-08-01' and "date" < date '2026-08-01' and ("granularity" in ('day', 'halfDay') and "status" <> 'notExpected' and "feeds" > 0)
  group by "studentId"
),
"population students" as (
  select
    each_one."engagedHalfDays" as "NUM",
    each_one."coveredHalfDays" as "DEN"
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

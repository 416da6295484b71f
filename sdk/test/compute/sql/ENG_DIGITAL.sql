with
"students, stay by stay" as (
  select
    "studentId",
    "schoolId",
    max("date") as "last of stay",
    cast(sum("events") as bigint) as "events"
  from "activity-day"
  where "date" >= date '2025-08-01' and "date" < date '2026-08-01' and "sourceCoverage" = true
  group by "studentId", "schoolId"
),
"students, one by one" as (
  select
    "studentId",
    last("schoolId" order by "last of stay" nulls first, "schoolId" nulls first) as "schoolId",
    cast(sum("events") as bigint) as "events"
  from "students, stay by stay"
  group by "studentId"
),
"population students" as (
  select
    coalesce(nullif(cast(each."schoolId" as varchar), '_T'), '_U') as "SCHOOL",
    case when each."events" > 0 then 1 when not (each."events" > 0) then 0 end as numerator,
    1 as denominator
  from "students, one by one" as each
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
"population enrolled" as (
  select
    coalesce(nullif(cast(each."schoolId" as varchar), '_T'), '_U') as "SCHOOL",
    0 as numerator,
    0 as denominator
  from "enrolled, one by one" as each
),
numerator as (
  select
    "SCHOOL",
    sum(numerator) as NUM,
    0 as DEN,
    count(*) as NUM_CONTRIBUTORS,
    0 as DEN_CONTRIBUTORS,
    0 as EXPECTED
  from "population students"
  where numerator is not null
  and denominator is not null
  group by "SCHOOL"
),
denominator as (
  select
    "SCHOOL",
    0 as NUM,
    sum(denominator) as DEN,
    0 as NUM_CONTRIBUTORS,
    count(*) as DEN_CONTRIBUTORS,
    0 as EXPECTED
  from "population students"
  where numerator is not null
  and denominator is not null
  group by "SCHOOL"
),
expected as (
  select
    "SCHOOL",
    0 as NUM,
    0 as DEN,
    0 as NUM_CONTRIBUTORS,
    0 as DEN_CONTRIBUTORS,
    count(*) as EXPECTED
  from "population enrolled"
  group by "SCHOOL"
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
  cast(coalesce(sum(NUM), 0) as bigint) as "NUM",
  cast(coalesce(sum(DEN), 0) as bigint) as "DEN",
  least(cast(coalesce(sum(NUM_CONTRIBUTORS), 0) as bigint), cast(coalesce(sum(DEN_CONTRIBUTORS), 0) as bigint)) as "CONTRIBUTORS",
  cast(coalesce(sum(EXPECTED), 0) as bigint) as "EXPECTED"
from cells
group by cube ("SCHOOL")
order by "SCHOOL"

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
    coalesce(nullif(cast(each_one."schoolId" as varchar), '_T'), '_U') as "SCHOOL",
    case when each_one."events" > 0 then 1 when not (each_one."events" > 0) then 0 end as "NUM",
    1 as "DEN"
  from "students, one by one" as each_one
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
    coalesce(nullif(cast(each_one."schoolId" as varchar), '_T'), '_U') as "SCHOOL",
    1 as "EXPECTED"
  from "enrolled, one by one" as each_one
),
"students, by code" as (
  select
    "SCHOOL",
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "students counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "students left out"
  from "population students"
  group by "SCHOOL"
),
"enrolled, by code" as (
  select
    "SCHOOL",
    sum(case when "EXPECTED" is not null then 1 else 0 end) as "EXPECTED"
  from "population enrolled"
  group by "SCHOOL"
),
cells as (
  select
    "SCHOOL",
    "NUM",
    "DEN",
    "students counted",
    "students left out",
    0 as "EXPECTED"
  from "students, by code"
  union all
  select
    "SCHOOL",
    0 as "NUM",
    0 as "DEN",
    0 as "students counted",
    0 as "students left out",
    "EXPECTED"
  from "enrolled, by code"
)
select
  coalesce("SCHOOL", '_T') as "SCHOOL",
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("students counted"), 0) as bigint) as "students counted",
  cast(coalesce(sum("students left out"), 0) as bigint) as "students left out",
  cast(coalesce(sum("EXPECTED"), 0) as bigint) as "EXPECTED"
from cells
group by cube ("SCHOOL")
order by "SCHOOL"

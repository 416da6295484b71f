with
"lookup 1 for students" as (
  select
    "id",
    max(case when "deviceAtHome" then 1 when not "deviceAtHome" then 0 end) as "deviceKnown",
    max(case when "internetAtHome" then 1 when not "internetAtHome" then 0 end) as "internetKnown"
  from "student"
  group by "id"
),
"rows of students" as (
  select
    source.*,
    "lookup 1"."deviceKnown" as "deviceKnown",
    "lookup 1"."internetKnown" as "internetKnown"
  from "enrolment" as source
  left join "lookup 1 for students" as "lookup 1" on source."studentId" = "lookup 1"."id"
),
"students, one by one" as (
  select
    "studentId",
    max("deviceKnown") as "device",
    max("internetKnown") as "internet"
  from "rows of students"
  where "schoolYear" = '2025/2026' and ("entryDate" <= date '2025-10-01' and ("exitDate" is null or "exitDate" >= date '2025-10-01'))
  group by "studentId"
),
"population students" as (
  select
    case when each_one."device" = 1 and each_one."internet" = 1 then 1 when not (each_one."device" = 1 and each_one."internet" = 1) then 0 end as "NUM",
    1 as "DEN"
  from "students, one by one" as each_one
),
"enrolled, one by one" as (
  select
    "studentId"
  from "enrolment"
  where "schoolYear" = '2025/2026' and ("entryDate" <= date '2025-10-01' and ("exitDate" is null or "exitDate" >= date '2025-10-01'))
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

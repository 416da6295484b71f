with
"students, one by one" as (
  select
    "studentId",
    cast(sum(coalesce(case when round(cast("fte" as double) * 10000) / 10000 <> "fte" or abs(round(cast("fte" as double) * 10000)) > 9007199254740991 then error('A value has more decimals than it is counted in.') else cast(round(cast("fte" as double) * 10000) as bigint) end, 100 * 100)) as bigint) as "load"
  from "enrolment"
  where "schoolYear" = '2025/2026' and ("entryDate" <= date '2025-10-01' and ("exitDate" is null or "exitDate" >= date '2025-10-01'))
  group by "studentId"
),
"population students" as (
  select
    least(each_one."load", 10000) as "NUM"
  from "students, one by one" as each_one
),
"teachers, one by one" as (
  select
    "staffId",
    cast(sum(case when round(cast("fte" as double) * 10000) / 10000 <> "fte" or abs(round(cast("fte" as double) * 10000)) > 9007199254740991 then error('A value has more decimals than it is counted in.') else cast(round(cast("fte" as double) * 10000) as bigint) end) as bigint) as "work"
  from "staff-assignment"
  where "function" in ('classTeacher', 'subjectTeacher', 'specialNeedsTeacher') and "employment" not in ('substitute', 'volunteer') and ("startDate" <= date '2025-10-01' and ("endDate" is null or "endDate" >= date '2025-10-01'))
  group by "staffId"
),
"population teachers" as (
  select
    each_one."work" as "DEN"
  from "teachers, one by one" as each_one
),
"students, by code" as (
  select
    sum(case when "NUM" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null then 1 else 0 end) as "students counted",
    sum(case when not ("NUM" is not null) then 1 else 0 end) as "students left out"
  from "population students"
),
"teachers, by code" as (
  select
    sum(case when "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "DEN" is not null then 1 else 0 end) as "teachers counted",
    sum(case when not ("DEN" is not null) then 1 else 0 end) as "teachers left out"
  from "population teachers"
),
cells as (
  select
    "NUM",
    "students counted",
    "students left out",
    0 as "DEN",
    0 as "teachers counted",
    0 as "teachers left out"
  from "students, by code"
  union all
  select
    0 as "NUM",
    0 as "students counted",
    0 as "students left out",
    "DEN",
    "teachers counted",
    "teachers left out"
  from "teachers, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("students counted"), 0) as bigint) as "students counted",
  cast(coalesce(sum("students left out"), 0) as bigint) as "students left out",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("teachers counted"), 0) as bigint) as "teachers counted",
  cast(coalesce(sum("teachers left out"), 0) as bigint) as "teachers left out"
from cells

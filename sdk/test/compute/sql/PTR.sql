with
"students, stay by stay" as (
  select
    "studentId",
    "schoolId",
    max("entryDate") as "last of stay"
  from "enrolment"
  where "schoolYear" = '2025/2026' and ("entryDate" <= date '2025-10-01' and ("exitDate" is null or "exitDate" >= date '2025-10-01'))
  group by "studentId", "schoolId"
),
"students, one by one" as (
  select
    "studentId",
    last("schoolId" order by "last of stay" nulls first, "schoolId" nulls first) as "schoolId"
  from "students, stay by stay"
  group by "studentId"
),
"REF_AREA of students" as (
  select
    "id",
    last("areaCode" order by "areaCode" nulls first) as value
  from "organisation"
  group by "id"
),
"population students" as (
  select
    coalesce(nullif(cast("REF_AREA".value as varchar), 'FI-HEL'), '_U') as "REF_AREA",
    1 as "NUM"
  from "students, one by one" as each_one
  left join "REF_AREA of students" as "REF_AREA" on each_one."schoolId" = "REF_AREA"."id"
),
"teachers, stay by stay" as (
  select
    "staffId",
    "schoolId",
    max("startDate") as "last of stay"
  from "staff-assignment"
  where "function" in ('classTeacher', 'subjectTeacher', 'specialNeedsTeacher') and "employment" not in ('substitute', 'volunteer') and ("startDate" <= date '2025-10-01' and ("endDate" is null or "endDate" >= date '2025-10-01'))
  group by "staffId", "schoolId"
),
"teachers, one by one" as (
  select
    "staffId",
    last("schoolId" order by "last of stay" nulls first, "schoolId" nulls first) as "schoolId"
  from "teachers, stay by stay"
  group by "staffId"
),
"REF_AREA of teachers" as (
  select
    "id",
    last("areaCode" order by "areaCode" nulls first) as value
  from "organisation"
  group by "id"
),
"population teachers" as (
  select
    coalesce(nullif(cast("REF_AREA".value as varchar), 'FI-HEL'), '_U') as "REF_AREA",
    1 as "DEN"
  from "teachers, one by one" as each_one
  left join "REF_AREA of teachers" as "REF_AREA" on each_one."schoolId" = "REF_AREA"."id"
),
"students, by code" as (
  select
    "REF_AREA",
    sum(case when "NUM" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null then 1 else 0 end) as "students counted",
    sum(case when not ("NUM" is not null) then 1 else 0 end) as "students left out"
  from "population students"
  group by "REF_AREA"
),
"teachers, by code" as (
  select
    "REF_AREA",
    sum(case when "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "DEN" is not null then 1 else 0 end) as "teachers counted",
    sum(case when not ("DEN" is not null) then 1 else 0 end) as "teachers left out"
  from "population teachers"
  group by "REF_AREA"
),
cells as (
  select
    "REF_AREA",
    "NUM",
    "students counted",
    "students left out",
    0 as "DEN",
    0 as "teachers counted",
    0 as "teachers left out"
  from "students, by code"
  union all
  select
    "REF_AREA",
    0 as "NUM",
    0 as "students counted",
    0 as "students left out",
    "DEN",
    "teachers counted",
    "teachers left out"
  from "teachers, by code"
)
select
  coalesce("REF_AREA", 'FI-HEL') as "REF_AREA",
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("students counted"), 0) as bigint) as "students counted",
  cast(coalesce(sum("students left out"), 0) as bigint) as "students left out",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("teachers counted"), 0) as bigint) as "teachers counted",
  cast(coalesce(sum("teachers left out"), 0) as bigint) as "teachers left out"
from cells
group by cube ("REF_AREA")
order by "REF_AREA"

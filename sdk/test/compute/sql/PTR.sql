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
    1 as numerator,
    0 as denominator
  from "students, one by one" as each
  left join "REF_AREA of students" as "REF_AREA" on each."schoolId" = "REF_AREA"."id"
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
    0 as numerator,
    1 as denominator
  from "teachers, one by one" as each
  left join "REF_AREA of teachers" as "REF_AREA" on each."schoolId" = "REF_AREA"."id"
),
numerator as (
  select
    "REF_AREA",
    sum(numerator) as NUM,
    0 as DEN,
    count(*) as NUM_CONTRIBUTORS,
    0 as DEN_CONTRIBUTORS,
    0 as EXPECTED
  from "population students"
  where numerator is not null
  and denominator is not null
  group by "REF_AREA"
),
denominator as (
  select
    "REF_AREA",
    0 as NUM,
    sum(denominator) as DEN,
    0 as NUM_CONTRIBUTORS,
    count(*) as DEN_CONTRIBUTORS,
    0 as EXPECTED
  from "population teachers"
  where numerator is not null
  and denominator is not null
  group by "REF_AREA"
),
cells as (
  select * from numerator
  union all
  select * from denominator
)
select
  coalesce("REF_AREA", 'FI-HEL') as "REF_AREA",
  cast(coalesce(sum(NUM), 0) as bigint) as "NUM",
  cast(coalesce(sum(DEN), 0) as bigint) as "DEN",
  least(cast(coalesce(sum(NUM_CONTRIBUTORS), 0) as bigint), cast(coalesce(sum(DEN_CONTRIBUTORS), 0) as bigint)) as "CONTRIBUTORS",
  cast(null as bigint) as "EXPECTED"
from cells
group by cube ("REF_AREA")
order by "REF_AREA"

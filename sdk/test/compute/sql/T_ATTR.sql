with
"lookup 1 for teachers" as (
  select
    "staffId",
    count(*) as "assignmentsLater"
  from "staff-assignment"
  where "function" in ('classTeacher', 'subjectTeacher', 'specialNeedsTeacher') and "employment" not in ('substitute', 'volunteer') and ("startDate" <= cast(date '2025-10-01' + to_years(1) as date) and ("endDate" is null or "endDate" >= cast(date '2025-10-01' + to_years(1) as date)))
  group by "staffId"
),
"lookup 2 for teachers" as (
  select
    "schoolId",
    count(*) as "enrolmentsNextYear"
  from "enrolment"
  where "schoolYear" = '2026/2027' and "entryDate" <= cast(date '2025-10-01' + to_years(1) as date)
  group by "schoolId"
),
"rows of teachers" as (
  select
    source.*,
    coalesce("lookup 1"."assignmentsLater", 0) as "assignmentsLater",
    coalesce("lookup 2"."enrolmentsNextYear", 0) as "enrolmentsNextYear"
  from "staff-assignment" as source
  left join "lookup 1 for teachers" as "lookup 1" on source."staffId" = "lookup 1"."staffId"
  left join "lookup 2 for teachers" as "lookup 2" on source."schoolId" = "lookup 2"."schoolId"
),
"teachers, one by one" as (
  select
    "staffId",
    max("assignmentsLater") as "later",
    max("enrolmentsNextYear") as "nextYear"
  from "rows of teachers"
  where "function" in ('classTeacher', 'subjectTeacher', 'specialNeedsTeacher') and "employment" not in ('substitute', 'volunteer') and ("startDate" <= date '2025-10-01' and ("endDate" is null or "endDate" >= date '2025-10-01'))
  group by "staffId"
),
"population teachers" as (
  select
    case when each_one."nextYear" > 0 then case when each_one."later" = 0 then 1 else 0 end end as "NUM",
    case when each_one."nextYear" > 0 then 1 end as "DEN"
  from "teachers, one by one" as each_one
),
"atWork, one by one" as (
  select
    "staffId"
  from "staff-assignment"
  where "function" in ('classTeacher', 'subjectTeacher', 'specialNeedsTeacher') and "employment" not in ('substitute', 'volunteer') and ("startDate" <= date '2025-10-01' and ("endDate" is null or "endDate" >= date '2025-10-01'))
  group by "staffId"
),
"population atWork" as (
  select
    1 as "EXPECTED"
  from "atWork, one by one" as each_one
),
"teachers, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "teachers counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "teachers left out"
  from "population teachers"
),
"atWork, by code" as (
  select
    sum(case when "EXPECTED" is not null then 1 else 0 end) as "EXPECTED"
  from "population atWork"
),
cells as (
  select
    "NUM",
    "DEN",
    "teachers counted",
    "teachers left out",
    0 as "EXPECTED"
  from "teachers, by code"
  union all
  select
    0 as "NUM",
    0 as "DEN",
    0 as "teachers counted",
    0 as "teachers left out",
    "EXPECTED"
  from "atWork, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("teachers counted"), 0) as bigint) as "teachers counted",
  cast(coalesce(sum("teachers left out"), 0) as bigint) as "teachers left out",
  cast(coalesce(sum("EXPECTED"), 0) as bigint) as "EXPECTED"
from cells

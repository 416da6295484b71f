with
"lookup 1 for pupils" as (
  select
    "id",
    max("courseId") as "courseId",
    max(list_extract("sessionIds", 1)) as "firstSession",
    max(list_extract("sessionIds", len("sessionIds"))) as "lastSession"
  from "section"
  group by "id"
),
"lookup 2 for pupils" as (
  select
    "id",
    max("subject") as "taught"
  from "course"
  group by "id"
),
"lookup 3 for pupils" as (
  select
    "id",
    min("startDate") as "firstStart",
    max("endDate") as "firstEnd"
  from "academic-session"
  where "schoolYear" = '2025/2026'
  group by "id"
),
"lookup 4 for pupils" as (
  select
    "id",
    min("startDate") as "lastStart",
    max("endDate") as "lastEnd"
  from "academic-session"
  where "schoolYear" = '2025/2026'
  group by "id"
),
"lookup 5 for pupils" as (
  select
    "sectionId",
    count(*) as "teachers"
  from "section-membership"
  where "role" in ('teacher', 'substituteTeacher') and ("startDate" is null or "startDate" <= date '2025-11-01') and ("endDate" is null or date_diff('day', "endDate", date '2025-11-01') < 28)
  group by "sectionId"
),
"rows of pupils" as (
  select
    source.*,
    "lookup 1"."courseId" as "courseId",
    "lookup 1"."firstSession" as "firstSession",
    "lookup 1"."lastSession" as "lastSession",
    "lookup 2"."taught" as "taught",
    "lookup 3"."firstStart" as "firstStart",
    "lookup 3"."firstEnd" as "firstEnd",
    "lookup 4"."lastStart" as "lastStart",
    "lookup 4"."lastEnd" as "lastEnd",
    coalesce("lookup 5"."teachers", 0) as "teachers"
  from "section-membership" as source
  left join "lookup 1 for pupils" as "lookup 1" on source."sectionId" = "lookup 1"."id"
  left join "lookup 2 for pupils" as "lookup 2" on "lookup 1"."courseId" = "lookup 2"."id"
  left join "lookup 3 for pupils" as "lookup 3" on "lookup 1"."firstSession" = "lookup 3"."id"
  left join "lookup 4 for pupils" as "lookup 4" on "lookup 1"."lastSession" = "lookup 4"."id"
  left join "lookup 5 for pupils" as "lookup 5" on source."sectionId" = "lookup 5"."sectionId"
),
"pupils, one by one" as (
  select
    "studentId",
    count(*) filter (where "taught" = 'mathematics') as "sections",
    count(*) filter (where "taught" = 'mathematics' and "teachers" = 0) as "uncovered",
    count(*) filter (where "teachers" > 0) as "covered"
  from "rows of pupils"
  where "studentId" is not null and ("role" = 'student' and ("startDate" is null or "startDate" <= date '2025-11-01') and (("endDate" is null or "endDate" >= date '2025-11-01') and date_diff('day', least("firstStart", "lastStart"), date '2025-11-01') >= 28 - 1) and greatest("firstEnd", "lastEnd") >= date '2025-11-01')
  group by "studentId"
),
"population pupils" as (
  select
    case when each_one."sections" > 0 and each_one."covered" > 0 then case when each_one."uncovered" > 0 then 1 else 0 end end as "NUM",
    case when each_one."sections" > 0 and each_one."covered" > 0 then 1 end as "DEN"
  from "pupils, one by one" as each_one
),
"pupils, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "pupils counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "pupils left out"
  from "population pupils"
),
cells as (
  select
    "NUM",
    "DEN",
    "pupils counted",
    "pupils left out"
  from "pupils, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("pupils counted"), 0) as bigint) as "pupils counted",
  cast(coalesce(sum("pupils left out"), 0) as bigint) as "pupils left out"
from cells

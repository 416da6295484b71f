with
"lookup 1 for classes" as (
  select
    "id",
    max(list_extract("sessionIds", 1)) as "firstSession",
    max(list_extract("sessionIds", len("sessionIds"))) as "lastSession"
  from "section"
  group by "id"
),
"lookup 2 for classes" as (
  select
    "id",
    min("startDate") as "firstFrom",
    max("endDate") as "firstTo"
  from "academic-session"
  where "schoolYear" = '2025/2026'
  group by "id"
),
"lookup 3 for classes" as (
  select
    "id",
    min("startDate") as "lastFrom",
    max("endDate") as "lastTo"
  from "academic-session"
  where "schoolYear" = '2025/2026'
  group by "id"
),
"lookup 4 for classes" as (
  select
    "sectionId",
    count(*) as "members"
  from "section-membership"
  where "role" = 'student' and ("startDate" is null or "startDate" <= date '2025-10-01') and ("endDate" is null or "endDate" >= date '2025-10-01')
  group by "sectionId"
),
"rows of classes" as (
  select
    source.*,
    "lookup 1"."firstSession" as "firstSession",
    "lookup 1"."lastSession" as "lastSession",
    "lookup 2"."firstFrom" as "firstFrom",
    "lookup 2"."firstTo" as "firstTo",
    "lookup 3"."lastFrom" as "lastFrom",
    "lookup 3"."lastTo" as "lastTo",
    coalesce("lookup 4"."members", 0) as "members"
  from "section" as source
  left join "lookup 1 for classes" as "lookup 1" on source."id" = "lookup 1"."id"
  left join "lookup 2 for classes" as "lookup 2" on "lookup 1"."firstSession" = "lookup 2"."id"
  left join "lookup 3 for classes" as "lookup 3" on "lookup 1"."lastSession" = "lookup 3"."id"
  left join "lookup 4 for classes" as "lookup 4" on source."id" = "lookup 4"."sectionId"
),
"classes, one by one" as (
  select
    "id",
    cast(sum("members") as bigint) as "students"
  from "rows of classes"
  where "kind" = 'homeroom' and least("firstFrom", "lastFrom") <= date '2025-10-01' and (greatest("firstTo", "lastTo") >= date '2025-10-01' and list_min("gradeNumbers") >= 1) and (list_max("gradeNumbers") <= 9 and "members" > 0)
  group by "id"
),
"population classes" as (
  select
    each_one."students" as "NUM",
    1 as "DEN",
    each_one."students" as "PERSONS"
  from "classes, one by one" as each_one
),
"classes, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then "PERSONS" else 0 end) as "classes counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then "PERSONS" else 0 end) as "classes left out"
  from "population classes"
),
cells as (
  select
    "NUM",
    "DEN",
    "classes counted",
    "classes left out"
  from "classes, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("classes counted"), 0) as bigint) as "classes counted",
  cast(coalesce(sum("classes left out"), 0) as bigint) as "classes left out"
from cells

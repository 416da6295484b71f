with
"lookup 1 for students" as (
  select
    "id",
    max("scaleKind") as "scale",
    max(case when "scaleHigherIsBetter" then 0 else 1 end) as "lowerIsBetter",
    max(case when "scaleHigherIsBetter" then list_extract("scaleLabels", 2) else list_extract("scaleLabels", 1) end) as "passLabel",
    max(case when "scaleHigherIsBetter" then list_extract("scaleLabels", 1) else list_extract("scaleLabels", 2) end) as "failLabel"
  from "assessment"
  group by "id"
),
"rows of students" as (
  select
    source.*,
    "lookup 1"."scale" as "scale",
    "lookup 1"."lowerIsBetter" as "lowerIsBetter",
    "lookup 1"."passLabel" as "passLabel",
    "lookup 1"."failLabel" as "failLabel"
  from "assessment-result" as source
  left join "lookup 1 for students" as "lookup 1" on source."assessmentId" = "lookup 1"."id"
),
"students, one by one" as (
  select
    "studentId",
    last(case when "scale" = 'passFail' then case when "textScore" = "passLabel" then 1 when "textScore" = "failLabel" then 0 end when "lowerIsBetter" = 1 then case when "score" <= cast(420.07 as double) then 1 when "score" > cast(420.07 as double) then 0 end when "score" >= cast(420.07 as double) then 1 when "score" < cast(420.07 as double) then 0 end order by "attempt" nulls first, case when "scale" = 'passFail' then case when "textScore" = "passLabel" then 1 when "textScore" = "failLabel" then 0 end when "lowerIsBetter" = 1 then case when "score" <= cast(420.07 as double) then 1 when "score" > cast(420.07 as double) then 0 end when "score" >= cast(420.07 as double) then 1 when "score" < cast(420.07 as double) then 0 end nulls first) as "passed"
  from "rows of students"
  where "schoolYear" = '2025/2026' and ("assessmentId" = 'mathematics-2026' and "status" = 'graded')
  group by "studentId"
),
"population students" as (
  select
    each_one."passed" as "NUM",
    1 as "DEN"
  from "students, one by one" as each_one
),
"eligible, one by one" as (
  select
    "studentId"
  from "assessment-result"
  where "schoolYear" = '2025/2026' and ("assessmentId" = 'mathematics-2026' and "status" not in ('exempt', 'excluded'))
  group by "studentId"
),
"population eligible" as (
  select
    1 as "EXPECTED"
  from "eligible, one by one" as each_one
),
"students, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "students counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "students left out"
  from "population students"
),
"eligible, by code" as (
  select
    sum(case when "EXPECTED" is not null then 1 else 0 end) as "EXPECTED"
  from "population eligible"
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
  from "eligible, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("students counted"), 0) as bigint) as "students counted",
  cast(coalesce(sum("students left out"), 0) as bigint) as "students left out",
  cast(coalesce(sum("EXPECTED"), 0) as bigint) as "EXPECTED"
from cells

with
"students, one by one" as (
  select
    "studentId",
    last(case when list_contains("objectiveIdsMastered", 'mathematics-2026') then 1 else 0 end order by "date" nulls first, case when list_contains("objectiveIdsMastered", 'mathematics-2026') then 1 else 0 end nulls first) as "mastered"
  from "assessment-result"
  where "schoolYear" = '2025/2026' and ("status" in ('graded', 'partiallyGraded') and list_contains("objectiveIdsAttempted", 'mathematics-2026'))
  group by "studentId"
),
"population students" as (
  select
    each_one."mastered" as "NUM",
    1 as "DEN"
  from "students, one by one" as each_one
),
"students, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "students counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "students left out"
  from "population students"
),
cells as (
  select
    "NUM",
    "DEN",
    "students counted",
    "students left out"
  from "students, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("students counted"), 0) as bigint) as "students counted",
  cast(coalesce(sum("students left out"), 0) as bigint) as "students left out"
from cells

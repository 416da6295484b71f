with
"eligible, one by one" as (
  select
    "studentId",
    count(*) filter (where "status" = 'graded') as "gradedResults"
  from "assessment-result"
  where "schoolYear" = '2025/2026' and ("assessmentId" = 'mathematics-2026' and "status" not in ('exempt', 'excluded'))
  group by "studentId"
),
"population eligible" as (
  select
    case when each_one."gradedResults" > 0 then 1 else 0 end as "NUM",
    1 as "DEN"
  from "eligible, one by one" as each_one
),
"eligible, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "eligible counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "eligible left out"
  from "population eligible"
),
cells as (
  select
    "NUM",
    "DEN",
    "eligible counted",
    "eligible left out"
  from "eligible, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("eligible counted"), 0) as bigint) as "eligible counted",
  cast(coalesce(sum("eligible left out"), 0) as bigint) as "eligible left out"
from cells

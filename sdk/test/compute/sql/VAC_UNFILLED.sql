with
"posts, one by one" as (
  select
    "id",
    max(case when "closedDate" is null and "result" = 'open' then 1 when date_diff('day', "postedDate", "closedDate") > 30 then 1 when "result" in ('filledUnqualified', 'coveredRemotely') then 1 when "result" = 'filledQualified' and "closedDate" is not null then 0 end) as "unfilled"
  from "vacancy"
  where "schoolYear" = '2025/2026' and ("function" in ('classTeacher', 'subjectTeacher', 'specialNeedsTeacher') and date_diff('day', "postedDate", date '2025-10-01') >= 30 and ("result" <> 'cancelled' or "closedDate" is null or date_diff('day', "postedDate", "closedDate") > 30))
  group by "id"
),
"population posts" as (
  select
    each_one."unfilled" as "NUM",
    1 as "DEN"
  from "posts, one by one" as each_one
),
"posts, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "posts counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "posts left out"
  from "population posts"
),
cells as (
  select
    "NUM",
    "DEN",
    "posts counted",
    "posts left out"
  from "posts, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("posts counted"), 0) as bigint) as "posts counted",
  cast(coalesce(sum("posts left out"), 0) as bigint) as "posts left out"
from cells

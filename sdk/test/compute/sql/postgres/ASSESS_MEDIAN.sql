with
"lookup 1 for students" as (
  select
    "id",
    max(case when "weighting" = 'sample' collate "C" then 1 else 0 end) as "sampled"
  from "assessment"
  group by "id"
),
"rows of students" as (
  select
    source.*,
    "lookup 1"."sampled" as "sampled"
  from "assessment-result" as source
  left join "lookup 1 for students" as "lookup 1" on source."assessmentId" = "lookup 1"."id"
),
"students, one by one" as (
  select
    "studentId",
    (array_agg(case when round(cast("score" as double precision) * 1000) / 1000 <> "score" or abs(round(cast("score" as double precision) * 1000)) > 9007199254740991 then cast('A value has more decimals than it is counted in.' || left(cast("score" as text), 0) as bigint) else cast(round(cast("score" as double precision) * 1000) as bigint) end order by "attempt" desc nulls last, case when round(cast("score" as double precision) * 1000) / 1000 <> "score" or abs(round(cast("score" as double precision) * 1000)) > 9007199254740991 then cast('A value has more decimals than it is counted in.' || left(cast("score" as text), 0) as bigint) else cast(round(cast("score" as double precision) * 1000) as bigint) end desc nulls last))[1] as "scoreThousandths",
    max(coalesce("sampled", 0)) as "fromSample"
  from "rows of students"
  where "schoolYear" = '2025/2026' collate "C" and ("assessmentId" = 'mathematics-2026' collate "C" and "status" = 'graded' collate "C")
  group by "studentId"
),
"population students" as (
  select
    case when each_one."fromSample" = 0 then each_one."scoreThousandths" end as "NUM",
    case when each_one."fromSample" = 0 then 1 end as "DEN",
    case when each_one."fromSample" = 0 then each_one."scoreThousandths" end as "RANKED"
  from "students, one by one" as each_one
),
"eligible, one by one" as (
  select
    "studentId"
  from "assessment-result"
  where "schoolYear" = '2025/2026' collate "C" and ("assessmentId" = 'mathematics-2026' collate "C" and "status" not in ('exempt' collate "C", 'excluded' collate "C"))
  group by "studentId"
),
"population eligible" as (
  select
    1 as "EXPECTED"
  from "eligible, one by one" as each_one
),
"students, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null and "RANKED" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null and "RANKED" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null and "RANKED" is not null then 1 else 0 end) as "students counted",
    sum(case when not ("NUM" is not null and "DEN" is not null and "RANKED" is not null) then 1 else 0 end) as "students left out"
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
),
"by value" as (
  select
    "RANKED" as value,
    count(*) as number_of
  from "population students"
  where "NUM" is not null and "DEN" is not null and "RANKED" is not null
  group by "RANKED"
),
"in order" as (
  select
    value,
    sum(number_of) over (order by value) as upto,
    sum(number_of) over () as everyone
  from "by value"
),
"ranks" as (
  select
    min(case when upto * 10 >= everyone * 5 then value end) as "LOW",
    min(case when upto * 10 > everyone * 5 then value end) as "HIGH"
  from "in order"
)
select
  margins.*,
  "ranks"."LOW" as "LOW",
  "ranks"."HIGH" as "HIGH"
from (
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("students counted"), 0) as bigint) as "students counted",
  cast(coalesce(sum("students left out"), 0) as bigint) as "students left out",
  cast(coalesce(sum("EXPECTED"), 0) as bigint) as "EXPECTED"
from cells
) as margins
left join "ranks" on true

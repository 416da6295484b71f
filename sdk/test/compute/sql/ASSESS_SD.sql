with
"lookup 1 for students" as (
  select
    "id",
    max(case when "weighting" = 'sample' then 1 else 0 end) as "sampled"
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
    last(case when round(cast("score" as double) * 1000) / 1000 <> "score" or abs(round(cast("score" as double) * 1000)) > 9007199254740991 then error('A value has more decimals than it is counted in.') else cast(round(cast("score" as double) * 1000) as bigint) end order by "attempt" nulls first, case when round(cast("score" as double) * 1000) / 1000 <> "score" or abs(round(cast("score" as double) * 1000)) > 9007199254740991 then error('A value has more decimals than it is counted in.') else cast(round(cast("score" as double) * 1000) as bigint) end nulls first) as "scoreThousandths",
    last(case when "sampled" = 1 then case when round(cast("weight" as double) * 1000000) / 1000000 <> "weight" or abs(round(cast("weight" as double) * 1000000)) > 9007199254740991 then error('A value has more decimals than it is counted in.') else cast(round(cast("weight" as double) * 1000000) as bigint) end else case when round(cast(coalesce("weight", 1) as double) * 1000000) / 1000000 <> coalesce("weight", 1) or abs(round(cast(coalesce("weight", 1) as double) * 1000000)) > 9007199254740991 then error('A value has more decimals than it is counted in.') else cast(round(cast(coalesce("weight", 1) as double) * 1000000) as bigint) end end order by "attempt" nulls first, case when "sampled" = 1 then case when round(cast("weight" as double) * 1000000) / 1000000 <> "weight" or abs(round(cast("weight" as double) * 1000000)) > 9007199254740991 then error('A value has more decimals than it is counted in.') else cast(round(cast("weight" as double) * 1000000) as bigint) end else case when round(cast(coalesce("weight", 1) as double) * 1000000) / 1000000 <> coalesce("weight", 1) or abs(round(cast(coalesce("weight", 1) as double) * 1000000)) > 9007199254740991 then error('A value has more decimals than it is counted in.') else cast(round(cast(coalesce("weight", 1) as double) * 1000000) as bigint) end end nulls first) as "studentWeight"
  from "rows of students"
  where "schoolYear" = '2025/2026' and ("assessmentId" = 'mathematics-2026' and "status" = 'graded')
  group by "studentId"
),
"population students" as (
  select
    cast(each_one."scoreThousandths" as hugeint) * cast(each_one."studentWeight" as hugeint) as "NUM",
    cast(1 as hugeint) * cast(each_one."studentWeight" as hugeint) as "DEN",
    cast(each_one."scoreThousandths" as hugeint) * cast(each_one."scoreThousandths" as hugeint) * cast(each_one."studentWeight" as hugeint) as "SQUARES"
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
    sum(case when "NUM" is not null and "DEN" is not null and "SQUARES" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null and "SQUARES" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null and "SQUARES" is not null then "SQUARES" end) as "SQUARES",
    sum(case when "NUM" is not null and "DEN" is not null and "SQUARES" is not null then 1 else 0 end) as "students counted",
    sum(case when not ("NUM" is not null and "DEN" is not null and "SQUARES" is not null) then 1 else 0 end) as "students left out"
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
    "SQUARES",
    "students counted",
    "students left out",
    0 as "EXPECTED"
  from "students, by code"
  union all
  select
    0 as "NUM",
    0 as "DEN",
    0 as "SQUARES",
    0 as "students counted",
    0 as "students left out",
    "EXPECTED"
  from "eligible, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as varchar) as "NUM",
  cast(coalesce(sum("DEN"), 0) as varchar) as "DEN",
  cast(coalesce(sum("SQUARES"), 0) as varchar) as "SQUARES",
  cast(coalesce(sum("students counted"), 0) as bigint) as "students counted",
  cast(coalesce(sum("students left out"), 0) as bigint) as "students left out",
  cast(coalesce(sum("EXPECTED"), 0) as bigint) as "EXPECTED"
from cells

with
"pupils, one by one" as (
  select
    "studentId",
    min(case when "setting" = 'general80To100' then 1 when "setting" is not null then 0 end) as "general"
  from "support-measure"
  where "startDate" <= date '2025-10-01' and ("endDate" is null or "endDate" >= date '2025-10-01') and "tier" = 'studentSupport'
  group by "studentId"
),
"population pupils" as (
  select
    each_one."general" as "NUM",
    1 as "DEN"
  from "pupils, one by one" as each_one
),
"supported, one by one" as (
  select
    "studentId"
  from "support-measure"
  where "startDate" <= date '2025-10-01' and ("endDate" is null or "endDate" >= date '2025-10-01') and "tier" = 'studentSupport'
  group by "studentId"
),
"population supported" as (
  select
    1 as "EXPECTED"
  from "supported, one by one" as each_one
),
"pupils, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "pupils counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "pupils left out"
  from "population pupils"
),
"supported, by code" as (
  select
    sum(case when "EXPECTED" is not null then 1 else 0 end) as "EXPECTED"
  from "population supported"
),
cells as (
  select
    "NUM",
    "DEN",
    "pupils counted",
    "pupils left out",
    0 as "EXPECTED"
  from "pupils, by code"
  union all
  select
    0 as "NUM",
    0 as "DEN",
    0 as "pupils counted",
    0 as "pupils left out",
    "EXPECTED"
  from "supported, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("pupils counted"), 0) as bigint) as "pupils counted",
  cast(coalesce(sum("pupils left out"), 0) as bigint) as "pupils left out",
  cast(coalesce(sum("EXPECTED"), 0) as bigint) as "EXPECTED"
from cells

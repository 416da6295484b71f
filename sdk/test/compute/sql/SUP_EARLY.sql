with
"students, one by one" as (
  select
    "studentId",
    count(*) filter (where date_diff('day', "concernDate", "startDate") <= 30) as "early",
    count(*) as "measures"
  from "support-measure"
  where "concernDate" is not null and "startDate" <= date '2026-05-31' and date_diff('day', "startDate", date '2026-05-31') < 365
  group by "studentId"
),
"population students" as (
  select
    each_one."early" as "NUM",
    each_one."measures" as "DEN"
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

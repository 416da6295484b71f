with
"responses, one by one" as (
  select
    "id",
    cast(sum(list_count("answers")) as bigint) as "knownAnswers",
    cast(sum(list_sum("answers")) as bigint) as "rawScore"
  from "wellbeing-response"
  where "date" >= date '2025-08-01' and "date" < date '2026-08-01' and "instrumentId" = 'gad7'
  group by "id"
),
"population responses" as (
  select
    case when each_one."knownAnswers" = 7 then case when each_one."rawScore" >= 10 then 1 when not (each_one."rawScore" >= 10) then 0 end end as "NUM",
    case when each_one."knownAnswers" = 7 then 1 end as "DEN"
  from "responses, one by one" as each_one
),
"responses, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "responses counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "responses left out"
  from "population responses"
),
cells as (
  select
    "NUM",
    "DEN",
    "responses counted",
    "responses left out"
  from "responses, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("responses counted"), 0) as bigint) as "responses counted",
  cast(coalesce(sum("responses left out"), 0) as bigint) as "responses left out"
from cells

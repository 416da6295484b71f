with
"responses, stay by stay" as (
  select
    "id",
    "sex",
    max("date") as "last of stay",
    cast(sum(list_count("answers")) as bigint) as "knownAnswers",
    cast(sum(list_sum("answers")) as bigint) as "rawScore"
  from "wellbeing-response"
  where "date" >= date '2025-08-01' and "date" < date '2026-08-01' and "instrumentId" = 'who5'
  group by "id", "sex"
),
"responses, one by one" as (
  select
    "id",
    last("sex" order by "last of stay" nulls first, "sex" nulls first) as "sex",
    cast(sum("knownAnswers") as bigint) as "knownAnswers",
    cast(sum("rawScore") as bigint) as "rawScore"
  from "responses, stay by stay"
  group by "id"
),
"population responses" as (
  select
    coalesce(nullif(case cast(each_one."sex" as varchar) when '0' then '_U' when '1' then 'M' when '2' then 'F' when '9' then '_Z' else cast(each_one."sex" as varchar) end, '_T'), '_U') as "SEX",
    case when each_one."knownAnswers" = 5 then 4 * each_one."rawScore" end as "NUM",
    case when each_one."knownAnswers" = 5 then 1 end as "DEN"
  from "responses, one by one" as each_one
),
"responses, by code" as (
  select
    "SEX",
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "responses counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "responses left out"
  from "population responses"
  group by "SEX"
),
cells as (
  select
    "SEX",
    "NUM",
    "DEN",
    "responses counted",
    "responses left out"
  from "responses, by code"
)
select
  coalesce("SEX", '_T') as "SEX",
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("responses counted"), 0) as bigint) as "responses counted",
  cast(coalesce(sum("responses left out"), 0) as bigint) as "responses left out"
from cells
group by cube ("SEX")
order by "SEX"

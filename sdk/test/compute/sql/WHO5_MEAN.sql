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
    coalesce(nullif(case cast(each."sex" as varchar) when '0' then '_U' when '1' then 'M' when '2' then 'F' when '9' then '_Z' else cast(each."sex" as varchar) end, '_T'), '_U') as "SEX",
    4 * each."rawScore" as numerator,
    1 as denominator
  from "responses, one by one" as each
  where each."knownAnswers" = 5
),
numerator as (
  select
    "SEX",
    sum(numerator) as NUM,
    0 as DEN,
    count(*) as NUM_CONTRIBUTORS,
    0 as DEN_CONTRIBUTORS,
    0 as EXPECTED
  from "population responses"
  where numerator is not null
  and denominator is not null
  group by "SEX"
),
denominator as (
  select
    "SEX",
    0 as NUM,
    sum(denominator) as DEN,
    0 as NUM_CONTRIBUTORS,
    count(*) as DEN_CONTRIBUTORS,
    0 as EXPECTED
  from "population responses"
  where numerator is not null
  and denominator is not null
  group by "SEX"
),
cells as (
  select * from numerator
  union all
  select * from denominator
)
select
  coalesce("SEX", '_T') as "SEX",
  cast(coalesce(sum(NUM), 0) as bigint) as "NUM",
  cast(coalesce(sum(DEN), 0) as bigint) as "DEN",
  least(cast(coalesce(sum(NUM_CONTRIBUTORS), 0) as bigint), cast(coalesce(sum(DEN_CONTRIBUTORS), 0) as bigint)) as "CONTRIBUTORS",
  cast(null as bigint) as "EXPECTED"
from cells
group by cube ("SEX")
order by "SEX"

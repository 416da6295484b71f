with
"vacancies, one by one" as (
  select
    "id",
    cast(sum(case when "fte" is not null then case when round(cast("fte" as double) * 10000) / 10000 <> "fte" or abs(round(cast("fte" as double) * 10000)) > 9007199254740991 then error('A value has more decimals than it is counted in.') else cast(round(cast("fte" as double) * 10000) as bigint) end * greatest(0, 1) when 0 > 0 then case when round(cast("hoursPerWeek" as double) * 10000) / 10000 <> "hoursPerWeek" or abs(round(cast("hoursPerWeek" as double) * 10000)) > 9007199254740991 then error('A value has more decimals than it is counted in.') else cast(round(cast("hoursPerWeek" as double) * 10000) as bigint) end end) as bigint) as "open"
  from "vacancy"
  where "schoolYear" <= '2025/2026' and ("function" in ('classTeacher', 'subjectTeacher', 'specialNeedsTeacher') and "postedDate" <= date '2025-10-01' and ("closedDate" is null or "closedDate" >= date '2025-10-01'))
  group by "id"
),
"population vacancies" as (
  select
    each_one."open" as "NUM",
    each_one."open" as "DEN"
  from "vacancies, one by one" as each_one
),
"held, one by one" as (
  select
    "staffId",
    cast(sum(case when round(cast("fte" as double) * 10000) / 10000 <> "fte" or abs(round(cast("fte" as double) * 10000)) > 9007199254740991 then error('A value has more decimals than it is counted in.') else cast(round(cast("fte" as double) * 10000) as bigint) end * greatest(0, 1)) as bigint) as "filled"
  from "staff-assignment"
  where "function" in ('classTeacher', 'subjectTeacher', 'specialNeedsTeacher') and "employment" not in ('substitute', 'volunteer') and ("startDate" <= date '2025-10-01' and ("endDate" is null or "endDate" >= date '2025-10-01'))
  group by "staffId"
),
"population held" as (
  select
    0 as "NUM",
    each_one."filled" as "DEN"
  from "held, one by one" as each_one
),
"vacancies, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "vacancies counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "vacancies left out"
  from "population vacancies"
),
"held, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "held counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "held left out"
  from "population held"
),
cells as (
  select
    "NUM",
    "DEN",
    "vacancies counted",
    "vacancies left out",
    0 as "held counted",
    0 as "held left out"
  from "vacancies, by code"
  union all
  select
    "NUM",
    "DEN",
    0 as "vacancies counted",
    0 as "vacancies left out",
    "held counted",
    "held left out"
  from "held, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("vacancies counted"), 0) as bigint) as "vacancies counted",
  cast(coalesce(sum("vacancies left out"), 0) as bigint) as "vacancies left out",
  cast(coalesce(sum("held counted"), 0) as bigint) as "held counted",
  cast(coalesce(sum("held left out"), 0) as bigint) as "held left out"
from cells

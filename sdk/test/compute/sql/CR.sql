with
"lookup 1 for completers" as (
  select
    "id",
    max("birthYear") as "born"
  from "student"
  group by "id"
),
"rows of completers" as (
  select
    source.*,
    "lookup 1"."born" as "born"
  from "enrolment" as source
  left join "lookup 1 for completers" as "lookup 1" on source."studentId" = "lookup 1"."id"
),
"completers, one by one" as (
  select
    "studentId",
    max(year(date '2025-12-31') - "born") as "age"
  from "rows of completers"
  where "schoolYear" <= '2025/2026' and (("iscedLevel" > '2' and "iscedLevel" <> '9' or "iscedLevel" = '2' and "exitType" = 'completed') and ("born" is null or year(date '2025-12-31') - "born" >= 15 + 3 and year(date '2025-12-31') - "born" <= 15 + 5))
  group by "studentId"
),
"population completers" as (
  select
    case when each_one."age" >= 15 + 3 and each_one."age" <= 15 + 5 then 1 when not (each_one."age" >= 15 + 3 and each_one."age" <= 15 + 5) then 0 end as "NUM"
  from "completers, one by one" as each_one
),
"lookup 1 for residents" as (
  select
    "areaCode",
    "referenceDate",
    "ageFrom",
    "ageTo",
    count(*) as "splitBySex"
  from "population-count"
  where "referenceDate" >= date '2025-08-01' and "referenceDate" < date '2026-08-01' and "sex" <> '0'
  group by "areaCode", "referenceDate", "ageFrom", "ageTo"
),
"rows of residents" as (
  select
    source.*,
    coalesce("lookup 1"."splitBySex", 0) as "splitBySex"
  from "population-count" as source
  left join "lookup 1 for residents" as "lookup 1" on source."areaCode" = "lookup 1"."areaCode" and source."referenceDate" = "lookup 1"."referenceDate" and source."ageFrom" = "lookup 1"."ageFrom" and source."ageTo" = "lookup 1"."ageTo"
),
"residents, one by one" as (
  select
    "areaCode",
    "referenceDate",
    "ageFrom",
    "ageTo",
    "sex",
    cast(sum("count") as bigint) as "persons"
  from "rows of residents"
  where "referenceDate" >= date '2025-08-01' and "referenceDate" < date '2026-08-01' and ("referenceDate" = date '2025-12-31' and "ageFrom" >= 15 + 3 and ("ageTo" <= 15 + 5 and ("sex" <> '0' or "splitBySex" = 0)))
  group by "areaCode", "referenceDate", "ageFrom", "ageTo", "sex"
),
"population residents" as (
  select
    each_one."persons" as "DEN",
    each_one."persons" as "PERSONS"
  from "residents, one by one" as each_one
),
"completers, by code" as (
  select
    sum(case when "NUM" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null then 1 else 0 end) as "completers counted",
    sum(case when not ("NUM" is not null) then 1 else 0 end) as "completers left out"
  from "population completers"
),
"residents, by code" as (
  select
    sum(case when "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "DEN" is not null then "PERSONS" else 0 end) as "residents counted",
    sum(case when not ("DEN" is not null) then "PERSONS" else 0 end) as "residents left out"
  from "population residents"
),
cells as (
  select
    "NUM",
    "completers counted",
    "completers left out",
    0 as "DEN",
    0 as "residents counted",
    0 as "residents left out"
  from "completers, by code"
  union all
  select
    0 as "NUM",
    0 as "completers counted",
    0 as "completers left out",
    "DEN",
    "residents counted",
    "residents left out"
  from "residents, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("completers counted"), 0) as bigint) as "completers counted",
  cast(coalesce(sum("completers left out"), 0) as bigint) as "completers left out",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("residents counted"), 0) as bigint) as "residents counted",
  cast(coalesce(sum("residents left out"), 0) as bigint) as "residents left out"
from cells

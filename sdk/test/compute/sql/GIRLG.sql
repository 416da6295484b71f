with
"lookup 1 for entrants" as (
  select
    "studentId",
    count(*) as "earlierInGrade"
  from "enrolment"
  where "schoolYear" = '2024/2025' and "gradeNumber" = 9
  group by "studentId"
),
"rows of entrants" as (
  select
    source.*,
    coalesce("lookup 1"."earlierInGrade", 0) as "earlierInGrade"
  from "enrolment" as source
  left join "lookup 1 for entrants" as "lookup 1" on source."studentId" = "lookup 1"."studentId"
),
"entrants, one by one" as (
  select
    "studentId"
  from "rows of entrants"
  where "schoolYear" = '2025/2026' and ("gradeNumber" = 9 and "entryDate" <= date '2025-10-01' and (("exitDate" is null or "exitDate" >= date '2025-10-01') and "earlierInGrade" = 0) and (("repeating" is null or not "repeating") and ("entryType" is null or "entryType" <> 'repeating')))
  group by "studentId"
),
"population entrants" as (
  select
    1 as "NUM"
  from "entrants, one by one" as each_one
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
  where "referenceDate" >= date '2025-08-01' and "referenceDate" < date '2026-08-01' and ("referenceDate" = date '2025-12-31' and "ageFrom" = 15 and ("ageTo" = 15 and ("sex" <> '0' or "splitBySex" = 0)))
  group by "areaCode", "referenceDate", "ageFrom", "ageTo", "sex"
),
"population residents" as (
  select
    each_one."persons" as "DEN",
    each_one."persons" as "PERSONS"
  from "residents, one by one" as each_one
),
"entrants, by code" as (
  select
    sum(case when "NUM" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null then 1 else 0 end) as "entrants counted",
    sum(case when not ("NUM" is not null) then 1 else 0 end) as "entrants left out"
  from "population entrants"
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
    "entrants counted",
    "entrants left out",
    0 as "DEN",
    0 as "residents counted",
    0 as "residents left out"
  from "entrants, by code"
  union all
  select
    0 as "NUM",
    0 as "entrants counted",
    0 as "entrants left out",
    "DEN",
    "residents counted",
    "residents left out"
  from "residents, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("entrants counted"), 0) as bigint) as "entrants counted",
  cast(coalesce(sum("entrants left out"), 0) as bigint) as "entrants left out",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("residents counted"), 0) as bigint) as "residents counted",
  cast(coalesce(sum("residents left out"), 0) as bigint) as "residents left out"
from cells

with
"students, one by one" as (
  select
    "studentId"
  from "enrolment"
  where "schoolYear" = '2025/2026' and (("iscedLevel" = '1' or left("iscedLevel", 1) = '1') and "entryDate" <= date '2025-10-01' and ("exitDate" is null or "exitDate" >= date '2025-10-01'))
  group by "studentId"
),
"population students" as (
  select
    1 as "NUM"
  from "students, one by one" as each_one
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
  where "referenceDate" >= date '2025-08-01' and "referenceDate" < date '2026-08-01' and ("referenceDate" = date '2025-12-31' and "ageFrom" >= 7 and ("ageTo" <= 12 and ("sex" <> '0' or "splitBySex" = 0)))
  group by "areaCode", "referenceDate", "ageFrom", "ageTo", "sex"
),
"population residents" as (
  select
    each_one."persons" as "DEN",
    each_one."persons" as "PERSONS"
  from "residents, one by one" as each_one
),
"students, by code" as (
  select
    sum(case when "NUM" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null then 1 else 0 end) as "students counted",
    sum(case when not ("NUM" is not null) then 1 else 0 end) as "students left out"
  from "population students"
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
    "students counted",
    "students left out",
    0 as "DEN",
    0 as "residents counted",
    0 as "residents left out"
  from "students, by code"
  union all
  select
    0 as "NUM",
    0 as "students counted",
    0 as "students left out",
    "DEN",
    "residents counted",
    "residents left out"
  from "residents, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("students counted"), 0) as bigint) as "students counted",
  cast(coalesce(sum("students left out"), 0) as bigint) as "students left out",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("residents counted"), 0) as bigint) as "residents counted",
  cast(coalesce(sum("residents left out"), 0) as bigint) as "residents left out"
from cells

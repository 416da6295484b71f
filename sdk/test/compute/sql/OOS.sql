with
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
    each_one."persons" as "NUM",
    each_one."persons" as "DEN",
    each_one."persons" as "PERSONS"
  from "residents, one by one" as each_one
),
"lookup 1 for students" as (
  select
    "id",
    max("birthYear") as "born"
  from "student"
  group by "id"
),
"rows of students" as (
  select
    source.*,
    "lookup 1"."born" as "born"
  from "enrolment" as source
  left join "lookup 1 for students" as "lookup 1" on source."studentId" = "lookup 1"."id"
),
"students, one by one" as (
  select
    "studentId",
    max(year(date '2025-12-31') - "born") as "age"
  from "rows of students"
  where "schoolYear" = '2025/2026' and (case when regexp_matches(left("iscedLevel", 1), '^[0-9]{1,15}$') then cast(left("iscedLevel", 1) as bigint) end >= 0 and "entryDate" <= date '2025-10-01' and (("exitDate" is null or "exitDate" >= date '2025-10-01') and ("born" is null or year(date '2025-12-31') - "born" >= 7 and year(date '2025-12-31') - "born" <= 12)))
  group by "studentId"
),
"population students" as (
  select
    case when each_one."age" >= 7 and each_one."age" <= 12 then -1 end as "NUM"
  from "students, one by one" as each_one
),
"residents, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then "PERSONS" else 0 end) as "residents counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then "PERSONS" else 0 end) as "residents left out"
  from "population residents"
),
"students, by code" as (
  select
    sum(case when "NUM" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null then 1 else 0 end) as "students counted",
    sum(case when not ("NUM" is not null) then 1 else 0 end) as "students left out"
  from "population students"
),
cells as (
  select
    "NUM",
    "DEN",
    "residents counted",
    "residents left out",
    0 as "students counted",
    0 as "students left out"
  from "residents, by code"
  union all
  select
    "NUM",
    0 as "DEN",
    0 as "residents counted",
    0 as "residents left out",
    "students counted",
    "students left out"
  from "students, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("residents counted"), 0) as bigint) as "residents counted",
  cast(coalesce(sum("residents left out"), 0) as bigint) as "residents left out",
  cast(coalesce(sum("students counted"), 0) as bigint) as "students counted",
  cast(coalesce(sum("students left out"), 0) as bigint) as "students left out"
from cells

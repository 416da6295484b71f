with
"responses, one by one" as (
  select
    "id"
  from "wellbeing-response"
  where "date" >= date '2025-08-01' and "date" < date '2026-08-01' and ("instrumentId" = 'who5' and "waveId" = 'mathematics-2026' and list_count("answers") >= 5)
  group by "id"
),
"population responses" as (
  select
    1 as "NUM"
  from "responses, one by one" as each_one
),
"invited, one by one" as (
  select
    "studentId"
  from "enrolment"
  where "schoolYear" = '2025/2026' and ("entryDate" <= date '2025-10-01' and ("exitDate" is null or "exitDate" >= date '2025-10-01') and ("gradeNumber" >= 0 and "gradeNumber" <= 13))
  group by "studentId"
),
"population invited" as (
  select
    1 as "DEN"
  from "invited, one by one" as each_one
),
"responses, by code" as (
  select
    sum(case when "NUM" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null then 1 else 0 end) as "responses counted",
    sum(case when not ("NUM" is not null) then 1 else 0 end) as "responses left out"
  from "population responses"
),
"invited, by code" as (
  select
    sum(case when "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "DEN" is not null then 1 else 0 end) as "invited counted",
    sum(case when not ("DEN" is not null) then 1 else 0 end) as "invited left out"
  from "population invited"
),
cells as (
  select
    "NUM",
    "responses counted",
    "responses left out",
    0 as "DEN",
    0 as "invited counted",
    0 as "invited left out"
  from "responses, by code"
  union all
  select
    0 as "NUM",
    0 as "responses counted",
    0 as "responses left out",
    "DEN",
    "invited counted",
    "invited left out"
  from "invited, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("responses counted"), 0) as bigint) as "responses counted",
  cast(coalesce(sum("responses left out"), 0) as bigint) as "responses left out",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("invited counted"), 0) as bigint) as "invited counted",
  cast(coalesce(sum("invited left out"), 0) as bigint) as "invited left out"
from cells

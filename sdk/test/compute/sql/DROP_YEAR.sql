with
"lookup 1 for students" as (
  select
    "studentId",
    min("entryDate") as "nextEntry"
  from "enrolment"
  where "schoolYear" = '2026/2027'
  group by "studentId"
),
"rows of students" as (
  select
    source.*,
    "lookup 1"."nextEntry" as "nextEntry"
  from "enrolment" as source
  left join "lookup 1 for students" as "lookup 1" on source."studentId" = "lookup 1"."studentId"
),
"students, one by one" as (
  select
    "studentId",
    count(*) filter (where "exitDate" is null) as "goingOn",
    max("exitDate") as "leftOn",
    max("exitDate") filter (where "exitType" in ('dropout', 'deemedWithdrawn')) as "earlyOn",
    max("exitDate") filter (where "exitType" not in ('dropout', 'deemedWithdrawn', 'unknown')) as "otherwiseOn",
    min("nextEntry") as "backOn"
  from "rows of students"
  where "schoolYear" = '2025/2026'
  group by "studentId"
),
"population students" as (
  select
    case when each_one."goingOn" > 0 then 0 when date_diff('day', each_one."leftOn", each_one."backOn") <= 365 then 0 when each_one."otherwiseOn" = each_one."leftOn" then 0 when each_one."earlyOn" = each_one."leftOn" then 1 end as "NUM",
    1 as "DEN"
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

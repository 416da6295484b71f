with
"students, one by one" as (
  select
    "studentId",
    count(*) as "lessons",
    count(*) filter (where "expectedMinutes" is not null and ("attendedMinutes" is not null or "status" in ('absentExcused', 'absentUnexcused', 'absentUnknown', 'suspended'))) as "timedLessons",
    cast(sum("expectedMinutes") as bigint) as "plannedMinutes",
    cast(sum(case when "status" in ('absentExcused', 'absentUnexcused', 'absentUnknown', 'suspended') then 0 else least("attendedMinutes", "expectedMinutes") end) as bigint) as "presentMinutes"
  from "attendance-record"
  where "date" >= date '2025-08-01' and "date" < date '2026-08-01' and ("granularity" = 'lesson' and "mode" = 'remoteSynchronous' and "status" <> 'notExpected')
  group by "studentId"
),
"population students" as (
  select
    case when each_one."timedLessons" = each_one."lessons" then each_one."presentMinutes" end as "NUM",
    case when each_one."timedLessons" = each_one."lessons" then each_one."plannedMinutes" end as "DEN"
  from "students, one by one" as each_one
),
"invited, one by one" as (
  select
    "studentId"
  from "attendance-record"
  where "date" >= date '2025-08-01' and "date" < date '2026-08-01' and ("granularity" = 'lesson' and "mode" = 'remoteSynchronous' and "status" <> 'notExpected')
  group by "studentId"
),
"population invited" as (
  select
    1 as "EXPECTED"
  from "invited, one by one" as each_one
),
"students, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "students counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "students left out"
  from "population students"
),
"invited, by code" as (
  select
    sum(case when "EXPECTED" is not null then 1 else 0 end) as "EXPECTED"
  from "population invited"
),
cells as (
  select
    "NUM",
    "DEN",
    "students counted",
    "students left out",
    0 as "EXPECTED"
  from "students, by code"
  union all
  select
    0 as "NUM",
    0 as "DEN",
    0 as "students counted",
    0 as "students left out",
    "EXPECTED"
  from "invited, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("students counted"), 0) as bigint) as "students counted",
  cast(coalesce(sum("students left out"), 0) as bigint) as "students left out",
  cast(coalesce(sum("EXPECTED"), 0) as bigint) as "EXPECTED"
from cells

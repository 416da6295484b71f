with
"students, one by one" as (
  select
    "studentId",
    cast(sum(case when "granularity" = 'day' then 2 else 1 end) as bigint) as "expectedHalfDays",
    cast(sum(case when "status" in ('absentExcused', 'absentUnexcused', 'absentUnknown', 'suspended') then case when "granularity" = 'day' then 2 else 1 end when "status" = 'partial' and "granularity" = 'day' then 1 else 0 end) as bigint) as "absentHalfDays"
  from "attendance-record"
  where "date" >= date '2025-08-01' and "date" < date '2026-08-01' and ("granularity" in ('day', 'halfDay') and "status" <> 'notExpected')
  group by "studentId"
),
"population students" as (
  select
    case when each_one."expectedHalfDays" >= 2 * 10 then 1 end as "NUM",
    case when each_one."expectedHalfDays" >= 2 * 10 then 1 end as "DEN",
    case when each_one."expectedHalfDays" >= 2 * 10 then case when 20 * each_one."absentHalfDays" < each_one."expectedHalfDays" then 1 when 10 * each_one."absentHalfDays" < each_one."expectedHalfDays" then 0 when 5 * each_one."absentHalfDays" < each_one."expectedHalfDays" then 0 when 5 * each_one."absentHalfDays" >= each_one."expectedHalfDays" then 0 end end as "NUM SATISFACTORY",
    case when each_one."expectedHalfDays" >= 2 * 10 then case when 20 * each_one."absentHalfDays" < each_one."expectedHalfDays" then 0 when 10 * each_one."absentHalfDays" < each_one."expectedHalfDays" then 1 when 5 * each_one."absentHalfDays" < each_one."expectedHalfDays" then 0 when 5 * each_one."absentHalfDays" >= each_one."expectedHalfDays" then 0 end end as "NUM AT_RISK",
    case when each_one."expectedHalfDays" >= 2 * 10 then case when 20 * each_one."absentHalfDays" < each_one."expectedHalfDays" then 0 when 10 * each_one."absentHalfDays" < each_one."expectedHalfDays" then 0 when 5 * each_one."absentHalfDays" < each_one."expectedHalfDays" then 1 when 5 * each_one."absentHalfDays" >= each_one."expectedHalfDays" then 0 end end as "NUM MODERATE",
    case when each_one."expectedHalfDays" >= 2 * 10 then case when 20 * each_one."absentHalfDays" < each_one."expectedHalfDays" then 0 when 10 * each_one."absentHalfDays" < each_one."expectedHalfDays" then 0 when 5 * each_one."absentHalfDays" < each_one."expectedHalfDays" then 0 when 5 * each_one."absentHalfDays" >= each_one."expectedHalfDays" then 1 end end as "NUM SEVERE"
  from "students, one by one" as each_one
),
"enrolled, one by one" as (
  select
    "studentId"
  from "enrolment"
  where "schoolYear" = '2025/2026'
  group by "studentId"
),
"population enrolled" as (
  select
    1 as "EXPECTED"
  from "enrolled, one by one" as each_one
),
"students, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null and "NUM SATISFACTORY" is not null and "NUM AT_RISK" is not null and "NUM MODERATE" is not null and "NUM SEVERE" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null and "NUM SATISFACTORY" is not null and "NUM AT_RISK" is not null and "NUM MODERATE" is not null and "NUM SEVERE" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null and "NUM SATISFACTORY" is not null and "NUM AT_RISK" is not null and "NUM MODERATE" is not null and "NUM SEVERE" is not null then "NUM SATISFACTORY" end) as "NUM SATISFACTORY",
    sum(case when "NUM" is not null and "DEN" is not null and "NUM SATISFACTORY" is not null and "NUM AT_RISK" is not null and "NUM MODERATE" is not null and "NUM SEVERE" is not null then "NUM AT_RISK" end) as "NUM AT_RISK",
    sum(case when "NUM" is not null and "DEN" is not null and "NUM SATISFACTORY" is not null and "NUM AT_RISK" is not null and "NUM MODERATE" is not null and "NUM SEVERE" is not null then "NUM MODERATE" end) as "NUM MODERATE",
    sum(case when "NUM" is not null and "DEN" is not null and "NUM SATISFACTORY" is not null and "NUM AT_RISK" is not null and "NUM MODERATE" is not null and "NUM SEVERE" is not null then "NUM SEVERE" end) as "NUM SEVERE",
    sum(case when "NUM" is not null and "DEN" is not null and "NUM SATISFACTORY" is not null and "NUM AT_RISK" is not null and "NUM MODERATE" is not null and "NUM SEVERE" is not null then 1 else 0 end) as "students counted",
    sum(case when not ("NUM" is not null and "DEN" is not null and "NUM SATISFACTORY" is not null and "NUM AT_RISK" is not null and "NUM MODERATE" is not null and "NUM SEVERE" is not null) then 1 else 0 end) as "students left out"
  from "population students"
),
"enrolled, by code" as (
  select
    sum(case when "EXPECTED" is not null then 1 else 0 end) as "EXPECTED"
  from "population enrolled"
),
cells as (
  select
    "NUM",
    "DEN",
    "NUM SATISFACTORY",
    "NUM AT_RISK",
    "NUM MODERATE",
    "NUM SEVERE",
    "students counted",
    "students left out",
    0 as "EXPECTED"
  from "students, by code"
  union all
  select
    0 as "NUM",
    0 as "DEN",
    0 as "NUM SATISFACTORY",
    0 as "NUM AT_RISK",
    0 as "NUM MODERATE",
    0 as "NUM SEVERE",
    0 as "students counted",
    0 as "students left out",
    "EXPECTED"
  from "enrolled, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("NUM SATISFACTORY"), 0) as bigint) as "NUM SATISFACTORY",
  cast(coalesce(sum("NUM AT_RISK"), 0) as bigint) as "NUM AT_RISK",
  cast(coalesce(sum("NUM MODERATE"), 0) as bigint) as "NUM MODERATE",
  cast(coalesce(sum("NUM SEVERE"), 0) as bigint) as "NUM SEVERE",
  cast(coalesce(sum("students counted"), 0) as bigint) as "students counted",
  cast(coalesce(sum("students left out"), 0) as bigint) as "students left out",
  cast(coalesce(sum("EXPECTED"), 0) as bigint) as "EXPECTED"
from cells

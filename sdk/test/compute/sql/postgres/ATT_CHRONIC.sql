with
"students, stay by stay" as (
  select
    "studentId",
    "schoolId",
    max("date") as "last of stay",
    cast(sum(case when "granularity" = 'day' collate "C" then 2 else 1 end) as bigint) as "expectedHalfDays",
    cast(sum(case when "status" in ('absentExcused' collate "C", 'absentUnexcused' collate "C", 'absentUnknown' collate "C", 'suspended' collate "C") then case when "granularity" = 'day' collate "C" then 2 else 1 end when "status" = 'partial' collate "C" and "granularity" = 'day' collate "C" then 1 else 0 end) as bigint) as "absentHalfDays"
  from "attendance-record"
  where "date" >= date '2025-08-01' and "date" < date '2026-08-01' and ("granularity" in ('day' collate "C", 'halfDay' collate "C") and "status" <> 'notExpected' collate "C")
  group by "studentId", "schoolId"
),
"students, one by one" as (
  select
    "studentId",
    (array_agg("schoolId" order by "last of stay" desc nulls last, "schoolId" desc nulls last))[1] as "schoolId",
    cast(sum("expectedHalfDays") as bigint) as "expectedHalfDays",
    cast(sum("absentHalfDays") as bigint) as "absentHalfDays"
  from "students, stay by stay"
  group by "studentId"
),
"SEX of students" as (
  select
    "id",
    (array_agg("sex" order by "sex" desc nulls last))[1] as value
  from "student"
  group by "id"
),
"population students" as (
  select
    coalesce(nullif(cast(each_one."schoolId" as text), '_T' collate "C"), '_U' collate "C") as "SCHOOL",
    coalesce(nullif(case cast("SEX".value as text) when '0' collate "C" then '_U' collate "C" when '1' collate "C" then 'M' collate "C" when '2' collate "C" then 'F' collate "C" when '9' collate "C" then '_Z' collate "C" else cast("SEX".value as text) end, '_T' collate "C"), '_U' collate "C") as "SEX",
    case when each_one."expectedHalfDays" >= 2 * 10 then case when 10 * each_one."absentHalfDays" >= each_one."expectedHalfDays" then 1 else 0 end end as "NUM",
    case when each_one."expectedHalfDays" >= 2 * 10 then 1 end as "DEN"
  from "students, one by one" as each_one
  left join "SEX of students" as "SEX" on each_one."studentId" = "SEX"."id"
),
"enrolled, stay by stay" as (
  select
    "studentId",
    "schoolId",
    max("entryDate") as "last of stay"
  from "enrolment"
  where "schoolYear" = '2025/2026' collate "C"
  group by "studentId", "schoolId"
),
"enrolled, one by one" as (
  select
    "studentId",
    (array_agg("schoolId" order by "last of stay" desc nulls last, "schoolId" desc nulls last))[1] as "schoolId"
  from "enrolled, stay by stay"
  group by "studentId"
),
"SEX of enrolled" as (
  select
    "id",
    (array_agg("sex" order by "sex" desc nulls last))[1] as value
  from "student"
  group by "id"
),
"population enrolled" as (
  select
    coalesce(nullif(cast(each_one."schoolId" as text), '_T' collate "C"), '_U' collate "C") as "SCHOOL",
    coalesce(nullif(case cast("SEX".value as text) when '0' collate "C" then '_U' collate "C" when '1' collate "C" then 'M' collate "C" when '2' collate "C" then 'F' collate "C" when '9' collate "C" then '_Z' collate "C" else cast("SEX".value as text) end, '_T' collate "C"), '_U' collate "C") as "SEX",
    1 as "EXPECTED"
  from "enrolled, one by one" as each_one
  left join "SEX of enrolled" as "SEX" on each_one."studentId" = "SEX"."id"
),
"students, by code" as (
  select
    "SCHOOL",
    "SEX",
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "students counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "students left out"
  from "population students"
  group by "SCHOOL", "SEX"
),
"enrolled, by code" as (
  select
    "SCHOOL",
    "SEX",
    sum(case when "EXPECTED" is not null then 1 else 0 end) as "EXPECTED"
  from "population enrolled"
  group by "SCHOOL", "SEX"
),
cells as (
  select
    "SCHOOL",
    "SEX",
    "NUM",
    "DEN",
    "students counted",
    "students left out",
    0 as "EXPECTED"
  from "students, by code"
  union all
  select
    "SCHOOL",
    "SEX",
    0 as "NUM",
    0 as "DEN",
    0 as "students counted",
    0 as "students left out",
    "EXPECTED"
  from "enrolled, by code"
)
select
  coalesce("SCHOOL", '_T' collate "C") as "SCHOOL",
  coalesce("SEX", '_T' collate "C") as "SEX",
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("students counted"), 0) as bigint) as "students counted",
  cast(coalesce(sum("students left out"), 0) as bigint) as "students left out",
  cast(coalesce(sum("EXPECTED"), 0) as bigint) as "EXPECTED"
from cells
group by cube ("SCHOOL", "SEX")
order by "SCHOOL", "SEX"

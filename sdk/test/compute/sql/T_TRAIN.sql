with
"lookup 1 for teachers" as (
  select
    "staffId",
    cast(sum(case when round(cast("hours" as double) * 100) / 100 <> "hours" or abs(round(cast("hours" as double) * 100)) > 9007199254740991 then error('A value has more decimals than it is counted in.') else cast(round(cast("hours" as double) * 100) as bigint) end) as bigint) as "trainedHundredths"
  from "training-record"
  where "completedDate" < date '2026-08-01' and ("completedDate" <= date '2026-05-31' and date_diff('day', "completedDate", date '2026-05-31') < 365)
  group by "staffId"
),
"rows of teachers" as (
  select
    source.*,
    "lookup 1"."trainedHundredths" as "trainedHundredths"
  from "staff-assignment" as source
  left join "lookup 1 for teachers" as "lookup 1" on source."staffId" = "lookup 1"."staffId"
),
"teachers, one by one" as (
  select
    "staffId",
    max(coalesce("trainedHundredths", 0)) as "hundredths"
  from "rows of teachers"
  where "function" in ('classTeacher', 'subjectTeacher', 'specialNeedsTeacher') and "employment" not in ('substitute', 'volunteer') and ("startDate" <= date '2026-05-31' and ("endDate" is null or "endDate" >= date '2026-05-31'))
  group by "staffId"
),
"population teachers" as (
  select
    case when each_one."hundredths" >= 100 * 15 then 1 else 0 end as "NUM",
    1 as "DEN"
  from "teachers, one by one" as each_one
),
"teachers, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "teachers counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "teachers left out"
  from "population teachers"
),
cells as (
  select
    "NUM",
    "DEN",
    "teachers counted",
    "teachers left out"
  from "teachers, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("teachers counted"), 0) as bigint) as "teachers counted",
  cast(coalesce(sum("teachers left out"), 0) as bigint) as "teachers left out"
from cells

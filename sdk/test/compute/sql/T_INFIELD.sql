with
"teachers, one by one" as (
  select
    "staffId",
    cast(sum(case when "inSubjectQualified" then case when round(cast("fte" as double) * 10000) / 10000 <> "fte" or abs(round(cast("fte" as double) * 10000)) > 9007199254740991 then error('A value has more decimals than it is counted in.') else cast(round(cast("fte" as double) * 10000) as bigint) end when not "inSubjectQualified" then 0 end) as bigint) as "inField",
    cast(sum(case when "inSubjectQualified" is not null then case when round(cast("fte" as double) * 10000) / 10000 <> "fte" or abs(round(cast("fte" as double) * 10000)) > 9007199254740991 then error('A value has more decimals than it is counted in.') else cast(round(cast("fte" as double) * 10000) as bigint) end end) as bigint) as "known"
  from "staff-assignment"
  where "function" in ('classTeacher', 'subjectTeacher', 'specialNeedsTeacher') and "employment" not in ('substitute', 'volunteer') and ("startDate" <= date '2025-10-01' and ("endDate" is null or "endDate" >= date '2025-10-01'))
  group by "staffId"
),
"population teachers" as (
  select
    each_one."inField" as "NUM",
    each_one."known" as "DEN"
  from "teachers, one by one" as each_one
),
"atWork, one by one" as (
  select
    "staffId"
  from "staff-assignment"
  where "function" in ('classTeacher', 'subjectTeacher', 'specialNeedsTeacher') and "employment" not in ('substitute', 'volunteer') and ("startDate" <= date '2025-10-01' and ("endDate" is null or "endDate" >= date '2025-10-01'))
  group by "staffId"
),
"population atWork" as (
  select
    1 as "EXPECTED"
  from "atWork, one by one" as each_one
),
"teachers, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "teachers counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "teachers left out"
  from "population teachers"
),
"atWork, by code" as (
  select
    sum(case when "EXPECTED" is not null then 1 else 0 end) as "EXPECTED"
  from "population atWork"
),
cells as (
  select
    "NUM",
    "DEN",
    "teachers counted",
    "teachers left out",
    0 as "EXPECTED"
  from "teachers, by code"
  union all
  select
    0 as "NUM",
    0 as "DEN",
    0 as "teachers counted",
    0 as "teachers left out",
    "EXPECTED"
  from "atWork, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("teachers counted"), 0) as bigint) as "teachers counted",
  cast(coalesce(sum("teachers left out"), 0) as bigint) as "teachers left out",
  cast(coalesce(sum("EXPECTED"), 0) as bigint) as "EXPECTED"
from cells

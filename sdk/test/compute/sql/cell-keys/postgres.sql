with
"students, one by one" as (
  select
    "studentId",
    cast(sum(case when 2 * "expectedDays" <> floor(2 * "expectedDays") then cast('A value that is counted in whole steps has a fraction.' || left(cast(2 * "expectedDays" as text), 0) as bigint) else cast(2 * "expectedDays" as bigint) end) as bigint) as "expectedHalfDays",
    cast(sum(case when 2 * "absentDays" <> floor(2 * "absentDays") then cast('A value that is counted in whole steps has a fraction.' || left(cast(2 * "absentDays" as text), 0) as bigint) else cast(2 * "absentDays" as bigint) end) as bigint) as "absentHalfDays"
  from "attendance-summary"
  where "schoolYear" = '2025/2026' collate "C"
  group by "studentId"
),
"GRADE of students" as (
  select
    "studentId",
    (array_agg("gradeNumber" order by "entryDate" desc nulls last, "gradeNumber" desc nulls last))[1] as value
  from "enrolment"
  where "schoolYear" = '2025/2026' collate "C"
  group by "studentId"
),
"population students" as (
  select
    coalesce(nullif(cast("GRADE".value as text), '_T' collate "C"), '_U' collate "C") as "GRADE",
    case when each_one."expectedHalfDays" >= 2 * 10 then case when 10 * each_one."absentHalfDays" >= each_one."expectedHalfDays" then 1 else 0 end end as "NUM",
    case when each_one."expectedHalfDays" >= 2 * 10 then 1 end as "DEN",
    cast(cast('x' || encode(substring(sha256(record_key."outer pad" || sha256(record_key."inner pad" || int4send(octet_length(convert_to(cast(each_one."studentId" as text), 'UTF8'))) || convert_to(cast(each_one."studentId" as text), 'UTF8'))) from 1 for 4), 'hex') as bit(32)) as bigint) as "RECORD KEY"
  from "students, one by one" as each_one
  left join "GRADE of students" as "GRADE" on each_one."studentId" = "GRADE"."studentId"
  cross join "key of students" as record_key
),
"enrolled, stay by stay" as (
  select
    "studentId",
    "gradeNumber",
    max("entryDate") as "last of stay"
  from "enrolment"
  where "schoolYear" = '2025/2026' collate "C"
  group by "studentId", "gradeNumber"
),
"enrolled, one by one" as (
  select
    "studentId",
    (array_agg("gradeNumber" order by "last of stay" desc nulls last, "gradeNumber" desc nulls last))[1] as "gradeNumber"
  from "enrolled, stay by stay"
  group by "studentId"
),
"population enrolled" as (
  select
    coalesce(nullif(cast(each_one."gradeNumber" as text), '_T' collate "C"), '_U' collate "C") as "GRADE",
    1 as "EXPECTED"
  from "enrolled, one by one" as each_one
),
"students, by code" as (
  select
    "GRADE",
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null and "NUM" <> 0 then "RECORD KEY" end) as "NUM key",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null and "DEN" <> 0 then "RECORD KEY" end) as "DEN key",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "students counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "students left out"
  from "population students"
  group by "GRADE"
),
"enrolled, by code" as (
  select
    "GRADE",
    sum(case when "EXPECTED" is not null then 1 else 0 end) as "EXPECTED"
  from "population enrolled"
  group by "GRADE"
),
cells as (
  select
    "GRADE",
    "NUM",
    "NUM key",
    "DEN",
    "DEN key",
    "students counted",
    "students left out",
    0 as "EXPECTED"
  from "students, by code"
  union all
  select
    "GRADE",
    0 as "NUM",
    0 as "NUM key",
    0 as "DEN",
    0 as "DEN key",
    0 as "students counted",
    0 as "students left out",
    "EXPECTED"
  from "enrolled, by code"
)
select
  coalesce("GRADE", '_T' collate "C") as "GRADE",
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("NUM key"), 0) % 4294967296 as bigint) as "NUM key",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("DEN key"), 0) % 4294967296 as bigint) as "DEN key",
  cast(coalesce(sum("students counted"), 0) as bigint) as "students counted",
  cast(coalesce(sum("students left out"), 0) as bigint) as "students left out",
  cast(coalesce(sum("EXPECTED"), 0) as bigint) as "EXPECTED"
from cells
group by cube ("GRADE")
order by "GRADE"

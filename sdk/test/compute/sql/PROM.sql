with
"lookup 1 for students" as (
  select
    "studentId",
    last("exitType" order by "entryDate" nulls first, "exitType" nulls first) as "exitReason"
  from "enrolment"
  where "schoolYear" = '2025/2026'
  group by "studentId"
),
"lookup 2 for students" as (
  select
    "studentId",
    last("exitType" order by "entryDate" nulls first, "exitType" nulls first) as "laterExitReason"
  from "enrolment"
  where "schoolYear" = '2026/2027'
  group by "studentId"
),
"lookup 3 for students" as (
  select
    "studentId",
    count(*) as "laterPlaces",
    last("gradeNumber" order by "entryDate" nulls first, "gradeNumber" nulls first) as "laterGrade",
    last(left("iscedLevel", 1) order by "entryDate" nulls first, left("iscedLevel", 1) nulls first) as "laterLevel"
  from "enrolment"
  where "schoolYear" = '2026/2027' and ("entryDate" <= cast(date '2025-10-01' + to_years(1) as date) and ("exitDate" is null or "exitDate" >= cast(date '2025-10-01' + to_years(1) as date)))
  group by "studentId"
),
"rows of students" as (
  select
    source.*,
    "lookup 1"."exitReason" as "exitReason",
    "lookup 2"."laterExitReason" as "laterExitReason",
    coalesce("lookup 3"."laterPlaces", 0) as "laterPlaces",
    "lookup 3"."laterGrade" as "laterGrade",
    "lookup 3"."laterLevel" as "laterLevel"
  from "enrolment" as source
  left join "lookup 1 for students" as "lookup 1" on source."studentId" = "lookup 1"."studentId"
  left join "lookup 2 for students" as "lookup 2" on source."studentId" = "lookup 2"."studentId"
  left join "lookup 3 for students" as "lookup 3" on source."studentId" = "lookup 3"."studentId"
),
"students, one by one" as (
  select
    "studentId",
    last("gradeNumber" order by "entryDate" nulls first, "gradeNumber" nulls first) as "grade",
    last(left("iscedLevel", 1) order by "entryDate" nulls first, left("iscedLevel", 1) nulls first) as "level",
    max("laterPlaces") as "places",
    max("laterGrade") as "toGrade",
    max("laterLevel") as "toLevel",
    max(case when coalesce("laterExitReason", "exitReason") in ('transferredOutOfSystem', 'deceased') then 1 else 0 end) as "leftSystem",
    max(case when "exitReason" = 'completed' or "laterExitReason" = 'completed' then 1 else 0 end) as "completed"
  from "rows of students"
  where "schoolYear" = '2025/2026' and ("gradeNumber" >= 1 and "gradeNumber" <= 9 and "entryDate" <= date '2025-10-01' and ("exitDate" is null or "exitDate" >= date '2025-10-01'))
  group by "studentId"
),
"population students" as (
  select
    case when (each_one."places" > 0 or each_one."leftSystem" = 0) and (each_one."places" = 0 or each_one."toLevel" > each_one."level" or each_one."toGrade" is not null) then case when each_one."places" = 0 then each_one."completed" when each_one."toLevel" > each_one."level" then 1 when each_one."toGrade" > each_one."grade" then 1 else 0 end end as "NUM",
    case when (each_one."places" > 0 or each_one."leftSystem" = 0) and (each_one."places" = 0 or each_one."toLevel" > each_one."level" or each_one."toGrade" is not null) then 1 end as "DEN"
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

with
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
    max(year(date '2025-12-31') - "born") as "age",
    last("gradeNumber" order by "entryDate" nulls first, "gradeNumber" nulls first) as "grade"
  from "rows of students"
  where "schoolYear" = '2025/2026' and ("iscedLevel" in ('1', '2') and "entryDate" <= date '2025-10-01' and ("exitDate" is null or "exitDate" >= date '2025-10-01'))
  group by "studentId"
),
"population students" as (
  select
    case when each_one."age" - 2 >= 7 + each_one."grade" - 1 then 1 when not (each_one."age" - 2 >= 7 + each_one."grade" - 1) then 0 end as "NUM",
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

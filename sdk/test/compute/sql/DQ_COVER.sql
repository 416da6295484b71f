with
"lookup 1 for schools" as (
  select
    "schoolId",
    count(*) as "enrolmentRecords"
  from "enrolment"
  where "schoolYear" = '2025/2026'
  group by "schoolId"
),
"lookup 2 for schools" as (
  select
    "schoolId",
    count(*) as "assignmentRecords"
  from "staff-assignment"
  where "startDate" <= date '2025-10-01' and ("endDate" is null or "endDate" >= date '2025-10-01')
  group by "schoolId"
),
"lookup 3 for schools" as (
  select
    "schoolId",
    count(*) as "profileRecords",
    max("enrolmentCount") as "studentsStated"
  from "school-profile"
  where "schoolYear" = '2025/2026'
  group by "schoolId"
),
"rows of schools" as (
  select
    source.*,
    coalesce("lookup 1"."enrolmentRecords", 0) as "enrolmentRecords",
    coalesce("lookup 2"."assignmentRecords", 0) as "assignmentRecords",
    coalesce("lookup 3"."profileRecords", 0) as "profileRecords",
    "lookup 3"."studentsStated" as "studentsStated"
  from "organisation" as source
  left join "lookup 1 for schools" as "lookup 1" on source."id" = "lookup 1"."schoolId"
  left join "lookup 2 for schools" as "lookup 2" on source."id" = "lookup 2"."schoolId"
  left join "lookup 3 for schools" as "lookup 3" on source."id" = "lookup 3"."schoolId"
),
"schools, one by one" as (
  select
    "id",
    max("enrolmentRecords") as "enrolments",
    max("assignmentRecords") as "assignments",
    max("profileRecords") as "profiles",
    max(coalesce("studentsStated", 0)) as "stated"
  from "rows of schools"
  where "type" = 'school' and "status" = 'active'
  group by "id"
),
"population schools" as (
  select
    case when (1 = 0 or each_one."enrolments" > 0 and 100 * each_one."enrolments" >= 95 * each_one."stated") and (1 = 0 or each_one."assignments" > 0) and (1 = 0 or each_one."profiles" > 0) then 1 else 0 end as "NUM",
    1 as "DEN"
  from "schools, one by one" as each_one
),
"schools, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "schools counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "schools left out"
  from "population schools"
),
cells as (
  select
    "NUM",
    "DEN",
    "schools counted",
    "schools left out"
  from "schools, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("schools counted"), 0) as bigint) as "schools counted",
  cast(coalesce(sum("schools left out"), 0) as bigint) as "schools left out"
from cells

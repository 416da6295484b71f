with
"lookup 1 for students" as (
  select
    "assessmentId",
    count(*) as "timedResults"
  from "assessment-result"
  where "schoolYear" = '2025/2026' and ("late" is not null or "missing" is not null)
  group by "assessmentId"
),
"rows of students" as (
  select
    source.*,
    coalesce("lookup 1"."timedResults", 0) as "timedResults"
  from "assessment-result" as source
  left join "lookup 1 for students" as "lookup 1" on source."assessmentId" = "lookup 1"."assessmentId"
),
"students, one by one" as (
  select
    "studentId",
    count(*) as "assignments",
    count(*) filter (where "status" = 'notSubmitted' or "late" is not null) as "knownAssignments",
    count(*) filter (where "status" in ('graded', 'partiallyGraded', 'submitted') and not "late") as "inTime"
  from "rows of students"
  where "schoolYear" = '2025/2026' and ("timedResults" > 0 and coalesce("attempt", 1) = 1 and ("status" in ('graded', 'partiallyGraded', 'submitted') or "status" = 'notSubmitted' and coalesce("missing", true)))
  group by "studentId"
),
"population students" as (
  select
    case when each_one."knownAssignments" = each_one."assignments" then each_one."inTime" end as "NUM",
    case when each_one."knownAssignments" = each_one."assignments" then each_one."assignments" end as "DEN"
  from "students, one by one" as each_one
),
"lookup 1 for assigned" as (
  select
    "assessmentId",
    count(*) as "timedResults"
  from "assessment-result"
  where "schoolYear" = '2025/2026' and ("late" is not null or "missing" is not null)
  group by "assessmentId"
),
"rows of assigned" as (
  select
    source.*,
    coalesce("lookup 1"."timedResults", 0) as "timedResults"
  from "assessment-result" as source
  left join "lookup 1 for assigned" as "lookup 1" on source."assessmentId" = "lookup 1"."assessmentId"
),
"assigned, one by one" as (
  select
    "studentId"
  from "rows of assigned"
  where "schoolYear" = '2025/2026' and ("timedResults" > 0 and coalesce("attempt", 1) = 1 and ("status" in ('graded', 'partiallyGraded', 'submitted') or "status" = 'notSubmitted' and coalesce("missing", true)))
  group by "studentId"
),
"population assigned" as (
  select
    1 as "EXPECTED"
  from "assigned, one by one" as each_one
),
"students, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "students counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "students left out"
  from "population students"
),
"assigned, by code" as (
  select
    sum(case when "EXPECTED" is not null then 1 else 0 end) as "EXPECTED"
  from "population assigned"
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
  from "assigned, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("students counted"), 0) as bigint) as "students counted",
  cast(coalesce(sum("students left out"), 0) as bigint) as "students left out",
  cast(coalesce(sum("EXPECTED"), 0) as bigint) as "EXPECTED"
from cells

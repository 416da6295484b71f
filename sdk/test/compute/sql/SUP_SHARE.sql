with
"lookup 1 for pupils" as (
  select
    "studentId",
    count(*) filter (where "tier" = 'special') as "onSpecial",
    count(*) filter (where "tier" = 'studentSupport') as "onStudentSupport",
    count(*) filter (where "tier" = 'specialEducation') as "onSpecialEducation",
    count(*) filter (where "tier" = 'intensified') as "onIntensified",
    count(*) filter (where "tier" = 'groupSupport') as "onGroupSupport",
    count(*) filter (where "tier" = 'general') as "onGeneral",
    count(*) as "onAny"
  from "support-measure"
  where "startDate" <= date '2025-10-01' and ("endDate" is null or "endDate" >= date '2025-10-01')
  group by "studentId"
),
"lookup 2 for pupils" as (
  select
    "schoolId",
    count(*) as "measuresOfSchool"
  from "support-measure"
  where "startDate" <= date '2025-10-01'
  group by "schoolId"
),
"rows of pupils" as (
  select
    source.*,
    coalesce("lookup 1"."onSpecial", 0) as "onSpecial",
    coalesce("lookup 1"."onStudentSupport", 0) as "onStudentSupport",
    coalesce("lookup 1"."onSpecialEducation", 0) as "onSpecialEducation",
    coalesce("lookup 1"."onIntensified", 0) as "onIntensified",
    coalesce("lookup 1"."onGroupSupport", 0) as "onGroupSupport",
    coalesce("lookup 1"."onGeneral", 0) as "onGeneral",
    coalesce("lookup 1"."onAny", 0) as "onAny",
    coalesce("lookup 2"."measuresOfSchool", 0) as "measuresOfSchool"
  from "enrolment" as source
  left join "lookup 1 for pupils" as "lookup 1" on source."studentId" = "lookup 1"."studentId"
  left join "lookup 2 for pupils" as "lookup 2" on source."schoolId" = "lookup 2"."schoolId"
),
"pupils, one by one" as (
  select
    "studentId",
    max("measuresOfSchool") as "recorded",
    max("onSpecial") as "special",
    max("onStudentSupport") as "studentSupport",
    max("onSpecialEducation") as "specialEducation",
    max("onIntensified") as "intensified",
    max("onGroupSupport") as "groupSupport",
    max("onGeneral") as "general",
    max("onAny") as "measures"
  from "rows of pupils"
  where "schoolYear" = '2025/2026' and ("entryDate" <= date '2025-10-01' and ("exitDate" is null or "exitDate" >= date '2025-10-01') and "iscedLevel" in ('1', '2'))
  group by "studentId"
),
"population pupils" as (
  select
    case when each_one."recorded" > 0 then 1 end as "NUM",
    case when each_one."recorded" > 0 then 1 end as "DEN",
    case when each_one."recorded" > 0 then case when each_one."studentSupport" > 0 then 1 when each_one."special" > 0 then 0 when each_one."specialEducation" > 0 then 0 when each_one."intensified" > 0 then 0 when each_one."groupSupport" > 0 then 0 when each_one."general" > 0 then 0 when each_one."measures" > 0 then 0 when each_one."measures" = 0 then 0 end end as "NUM STUDENT_SUPPORT",
    case when each_one."recorded" > 0 then case when each_one."studentSupport" > 0 then 0 when each_one."special" > 0 then 1 when each_one."specialEducation" > 0 then 0 when each_one."intensified" > 0 then 0 when each_one."groupSupport" > 0 then 0 when each_one."general" > 0 then 0 when each_one."measures" > 0 then 0 when each_one."measures" = 0 then 0 end end as "NUM SPECIAL",
    case when each_one."recorded" > 0 then case when each_one."studentSupport" > 0 then 0 when each_one."special" > 0 then 0 when each_one."specialEducation" > 0 then 1 when each_one."intensified" > 0 then 0 when each_one."groupSupport" > 0 then 0 when each_one."general" > 0 then 0 when each_one."measures" > 0 then 0 when each_one."measures" = 0 then 0 end end as "NUM SPECIAL_EDUCATION",
    case when each_one."recorded" > 0 then case when each_one."studentSupport" > 0 then 0 when each_one."special" > 0 then 0 when each_one."specialEducation" > 0 then 0 when each_one."intensified" > 0 then 1 when each_one."groupSupport" > 0 then 0 when each_one."general" > 0 then 0 when each_one."measures" > 0 then 0 when each_one."measures" = 0 then 0 end end as "NUM INTENSIFIED",
    case when each_one."recorded" > 0 then case when each_one."studentSupport" > 0 then 0 when each_one."special" > 0 then 0 when each_one."specialEducation" > 0 then 0 when each_one."intensified" > 0 then 0 when each_one."groupSupport" > 0 then 1 when each_one."general" > 0 then 0 when each_one."measures" > 0 then 0 when each_one."measures" = 0 then 0 end end as "NUM GROUP_SUPPORT",
    case when each_one."recorded" > 0 then case when each_one."studentSupport" > 0 then 0 when each_one."special" > 0 then 0 when each_one."specialEducation" > 0 then 0 when each_one."intensified" > 0 then 0 when each_one."groupSupport" > 0 then 0 when each_one."general" > 0 then 1 when each_one."measures" > 0 then 0 when each_one."measures" = 0 then 0 end end as "NUM GENERAL",
    case when each_one."recorded" > 0 then case when each_one."studentSupport" > 0 then 0 when each_one."special" > 0 then 0 when each_one."specialEducation" > 0 then 0 when each_one."intensified" > 0 then 0 when each_one."groupSupport" > 0 then 0 when each_one."general" > 0 then 0 when each_one."measures" > 0 then 1 when each_one."measures" = 0 then 0 end end as "NUM OTHER",
    case when each_one."recorded" > 0 then case when each_one."studentSupport" > 0 then 0 when each_one."special" > 0 then 0 when each_one."specialEducation" > 0 then 0 when each_one."intensified" > 0 then 0 when each_one."groupSupport" > 0 then 0 when each_one."general" > 0 then 0 when each_one."measures" > 0 then 0 when each_one."measures" = 0 then 1 end end as "NUM NONE"
  from "pupils, one by one" as each_one
),
"enrolled, one by one" as (
  select
    "studentId"
  from "enrolment"
  where "schoolYear" = '2025/2026' and ("entryDate" <= date '2025-10-01' and ("exitDate" is null or "exitDate" >= date '2025-10-01') and "iscedLevel" in ('1', '2'))
  group by "studentId"
),
"population enrolled" as (
  select
    1 as "EXPECTED"
  from "enrolled, one by one" as each_one
),
"pupils, by code" as (
  select
    sum(case when "pupils known" then "NUM" end) as "NUM",
    sum(case when "pupils known" then "DEN" end) as "DEN",
    sum(case when "pupils known" then "NUM STUDENT_SUPPORT" end) as "NUM STUDENT_SUPPORT",
    sum(case when "pupils known" then "NUM SPECIAL" end) as "NUM SPECIAL",
    sum(case when "pupils known" then "NUM SPECIAL_EDUCATION" end) as "NUM SPECIAL_EDUCATION",
    sum(case when "pupils known" then "NUM INTENSIFIED" end) as "NUM INTENSIFIED",
    sum(case when "pupils known" then "NUM GROUP_SUPPORT" end) as "NUM GROUP_SUPPORT",
    sum(case when "pupils known" then "NUM GENERAL" end) as "NUM GENERAL",
    sum(case when "pupils known" then "NUM OTHER" end) as "NUM OTHER",
    sum(case when "pupils known" then "NUM NONE" end) as "NUM NONE",
    sum(case when "pupils known" then 1 else 0 end) as "pupils counted",
    sum(case when not ("pupils known") then 1 else 0 end) as "pupils left out"
  from (
  select
    *,
    ("NUM" is not null and "DEN" is not null and "NUM STUDENT_SUPPORT" is not null and "NUM SPECIAL" is not null and "NUM SPECIAL_EDUCATION" is not null and "NUM INTENSIFIED" is not null and "NUM GROUP_SUPPORT" is not null and "NUM GENERAL" is not null and "NUM OTHER" is not null and "NUM NONE" is not null) as "pupils known"
  from "population pupils"
  ) as each_known
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
    "NUM STUDENT_SUPPORT",
    "NUM SPECIAL",
    "NUM SPECIAL_EDUCATION",
    "NUM INTENSIFIED",
    "NUM GROUP_SUPPORT",
    "NUM GENERAL",
    "NUM OTHER",
    "NUM NONE",
    "pupils counted",
    "pupils left out",
    0 as "EXPECTED"
  from "pupils, by code"
  union all
  select
    0 as "NUM",
    0 as "DEN",
    0 as "NUM STUDENT_SUPPORT",
    0 as "NUM SPECIAL",
    0 as "NUM SPECIAL_EDUCATION",
    0 as "NUM INTENSIFIED",
    0 as "NUM GROUP_SUPPORT",
    0 as "NUM GENERAL",
    0 as "NUM OTHER",
    0 as "NUM NONE",
    0 as "pupils counted",
    0 as "pupils left out",
    "EXPECTED"
  from "enrolled, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("NUM STUDENT_SUPPORT"), 0) as bigint) as "NUM STUDENT_SUPPORT",
  cast(coalesce(sum("NUM SPECIAL"), 0) as bigint) as "NUM SPECIAL",
  cast(coalesce(sum("NUM SPECIAL_EDUCATION"), 0) as bigint) as "NUM SPECIAL_EDUCATION",
  cast(coalesce(sum("NUM INTENSIFIED"), 0) as bigint) as "NUM INTENSIFIED",
  cast(coalesce(sum("NUM GROUP_SUPPORT"), 0) as bigint) as "NUM GROUP_SUPPORT",
  cast(coalesce(sum("NUM GENERAL"), 0) as bigint) as "NUM GENERAL",
  cast(coalesce(sum("NUM OTHER"), 0) as bigint) as "NUM OTHER",
  cast(coalesce(sum("NUM NONE"), 0) as bigint) as "NUM NONE",
  cast(coalesce(sum("pupils counted"), 0) as bigint) as "pupils counted",
  cast(coalesce(sum("pupils left out"), 0) as bigint) as "pupils left out",
  cast(coalesce(sum("EXPECTED"), 0) as bigint) as "EXPECTED"
from cells

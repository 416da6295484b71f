with
"schools, one by one" as (
  select
    "schoolId",
    max(case when "handwashing" then 1 when not "handwashing" then 0 end) as "equipped"
  from "school-profile"
  where "schoolYear" = '2025/2026' and case when 0 = 1 then list_contains("iscedLevels", '1') when 0 = 2 then list_contains("iscedLevels", '2') when 0 = 3 then list_contains("iscedLevels", '3') else true end
  group by "schoolId"
),
"population schools" as (
  select
    each_one."equipped" as "NUM",
    1 as "DEN"
  from "schools, one by one" as each_one
),
"described, one by one" as (
  select
    "schoolId"
  from "school-profile"
  where "schoolYear" = '2025/2026' and case when 0 = 1 then list_contains("iscedLevels", '1') when 0 = 2 then list_contains("iscedLevels", '2') when 0 = 3 then list_contains("iscedLevels", '3') else true end
  group by "schoolId"
),
"population described" as (
  select
    1 as "EXPECTED"
  from "described, one by one" as each_one
),
"schools, by code" as (
  select
    sum(case when "NUM" is not null and "DEN" is not null then "NUM" end) as "NUM",
    sum(case when "NUM" is not null and "DEN" is not null then "DEN" end) as "DEN",
    sum(case when "NUM" is not null and "DEN" is not null then 1 else 0 end) as "schools counted",
    sum(case when not ("NUM" is not null and "DEN" is not null) then 1 else 0 end) as "schools left out"
  from "population schools"
),
"described, by code" as (
  select
    sum(case when "EXPECTED" is not null then 1 else 0 end) as "EXPECTED"
  from "population described"
),
cells as (
  select
    "NUM",
    "DEN",
    "schools counted",
    "schools left out",
    0 as "EXPECTED"
  from "schools, by code"
  union all
  select
    0 as "NUM",
    0 as "DEN",
    0 as "schools counted",
    0 as "schools left out",
    "EXPECTED"
  from "described, by code"
)
select
  cast(coalesce(sum("NUM"), 0) as bigint) as "NUM",
  cast(coalesce(sum("DEN"), 0) as bigint) as "DEN",
  cast(coalesce(sum("schools counted"), 0) as bigint) as "schools counted",
  cast(coalesce(sum("schools left out"), 0) as bigint) as "schools left out",
  cast(coalesce(sum("EXPECTED"), 0) as bigint) as "EXPECTED"
from cells

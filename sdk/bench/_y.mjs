import {DuckDBInstance} from "@duckdb/node-api";
const c=await (await DuckDBInstance.create(":memory:",{threads:"2",memory_limit:"3GB"})).connect();
await c.run(`create table att as select md5((i%200000)::varchar)||'-0' as "studentId", 'school-'||((i%200000)%1000 + case when (i%200000)%50=0 and i>10000000 then 1 else 0 end) as "schoolId", date '2025-08-10' + (i//200000)::int as date, case when hash(i)%13=0 then 'absentExcused' else 'present' end as status, 'day' as granularity from range(20000000) t(i)`);
await c.run(`create table enr as select distinct "studentId", 1+(hash("studentId")%9)::int as g from att`);
const M=`cast(sum(case when granularity='day' then 2 else 1 end) as bigint) as e, cast(sum(case when status in ('absentExcused','absentUnexcused') then case when granularity='day' then 2 else 1 end else 0 end) as bigint) as a`;
const P=`e as e, a as a`;
const V={
 A:`select "studentId", arg_max("schoolId", date) s, ${M} from att where date>=date '2025-08-01' group by "studentId"`,
 A2:`select "studentId", arg_max("schoolId", (date,"schoolId")) s, ${M} from att where date>=date '2025-08-01' group by "studentId"`,
 B:`select "studentId", max((date,"schoolId")) s, ${M} from att where date>=date '2025-08-01' group by "studentId"`,
 C:`with p as (select "studentId", "schoolId", max(date) mx, ${M} from att where date>=date '2025-08-01' group by "studentId","schoolId") select "studentId", arg_max("schoolId", (mx,"schoolId")) s, cast(sum(e) as bigint) e, cast(sum(a) as bigint) a from p group by 1`,
 C2:`with p as (select "studentId", "schoolId", max(date) mx, ${M} from att where date>=date '2025-08-01' group by "studentId","schoolId") select "studentId", last("schoolId" order by mx, "schoolId") s, cast(sum(e) as bigint) e, cast(sum(a) as bigint) a from p group by 1`,
 D:`select "studentId", arg_max("schoolId", date) s, max(date) l, ${M} from att where date>=date '2025-08-01' group by "studentId"`,
};
for(let k=0;k<3;k++) for (const [n,q] of Object.entries(V)) { const t=performance.now(); const r=await c.runAndReadAll(`select count(*), sum(e), sum(a) from (${q})`); console.log(n,(performance.now()-t).toFixed(0),JSON.stringify(r.getRowsJson())); }

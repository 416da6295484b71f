import { loadRegistry } from "@edufed/schemas";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import { readRecords } from "../../src/import/records.ts";
import { validate } from "../../src/validate/validate.ts";
import { mkdirSync, existsSync } from "node:fs";
const registry = loadRegistry(); const d="/tmp/slice-b/big"; mkdirSync(d,{recursive:true});
const engine = await openDuckDb();
if (!existsSync(d+"/attendance-record.parquet")) {
 await engine.run(`copy (select 's'||i as id, ['1','2'][1+i%2] as sex from range(200000) t(i)) to '${d}/student.parquet'`);
 await engine.run(`copy (select 'o'||i as id, '{"en":"School"}' as name, 'school' as type, 'active' as status from range(400) t(i)) to '${d}/organisation.parquet'`);
 await engine.run(`copy (select 's'||i as studentId, 'o'||(i%400) as schoolId, date '2025-08-11' + d::int as date, 'day' as granularity, case when hash(i,d)%12=0 then 'absentExcused' else 'present' end as status, 'onSite' as mode from range(200000) t(i), range(40) u(d)) to '${d}/attendance-record.parquet'`);
 await engine.run(`copy (select * from '${d}/attendance-record.parquet') to '${d}-csv.csv'`);
}
for (const path of [d, d, d+"-csv.csv"]) {
 const t=performance.now();
 const { records } = await readRecords(engine, [path], registry, path.endsWith(".csv") ? {entity:"attendance-record"} : {});
 const t1=performance.now();
 const r = await validate(records, registry);
 console.log(path, "read", Math.round(t1-t), "validate", Math.round(performance.now()-t1), "ms", r.findings.length, r.findings.map(f=>f.rule+" "+f.count).slice(0,4), r.valid!==null, Math.round(process.resourceUsage().maxRSS/1024)+" MB");
}
engine.close();

import { planMetric } from "../src/compute/plan-metric.ts";
import { cellsSql } from "../src/engine/sql.ts";
import { loadRegistry } from "@edufed/schemas";
const registry=loadRegistry();
const metric=registry.metrics.get(process.argv[2]!)!;
const relations=new Map(["attendance-record","enrolment","student","organisation","staff-assignment","activity-day","wellbeing-response"].map(e=>[e,{entity:e,name:e}]));
const p=planMetric({metric,registry,dimensions:(process.argv[3]??"").split(",").filter(Boolean),period:"2025/2026",config:{refArea:"FI-HEL",schoolYearStart:"--08-01"}},relations);
console.log(cellsSql(p.plan)); console.log(p.quantities);

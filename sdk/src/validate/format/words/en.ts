import { counter, type ReportWords } from "./shape.ts";

const records = counter("en", "record", "records");
const entities = counter("en", "entity", "entities");
const checks = counter("en", "check", "checks");

export const english: ReportWords = {
  valid: "Valid",
  notValid: "Not valid",
  severity: { error: "error", warning: "warning", info: "note" },
  errors: counter("en", "error", "errors"),
  warnings: counter("en", "warning", "warnings"),
  notes: counter("en", "note", "notes"),
  records,
  checks,
  notPassed: (count) => `${count.toLocaleString("en")} not passed`,
  checked: (checked, of) => `${records(checked)} of ${entities(of)} checked`,
  row: "row",
  rows: "rows",
  unchecked: (count, entity) =>
    `${checks(count)} ${count === 1 ? "was" : "were"} not made, because the data set has no records of ${entity}.`,
  explained: "`edufed rule <id>` explains a check.",
  reportTitle: "data quality report",
  findings: "Findings",
  recordsTitle: "Records",
  checksTitle: "Checks",
  none: "None.",
  whatToDo: "What to do.",
  entity: "Entity",
  check: "Check",
  how: "How",
  recordsThatFail: "Records that fail",
  ways: {
    sql: "all records, in the engine",
    record: "every value, by the record validator",
    none: "not checked",
  },
  noValues: "No value of a record is part of this report.",
};

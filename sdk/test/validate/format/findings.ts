import type { Finding } from "../../../src/finding.ts";
import type { ReportFacts } from "../../../src/validate/format/report-facts.ts";

/** Findings of every severity: with many rows, with one, without a row, and with marks that formats must escape. */
export const findings: readonly Finding[] = [
  {
    code: "unknown-reference",
    severity: "info",
    entity: "enrolment",
    file: "records/enrolment.csv",
    pointer: "/schoolId",
    rule: "enrolment/schoolId/reference",
    message: "schoolId was not checked: the data set has no records of organisation.",
    fix: "Add the records of organisation to check it.",
    count: 60000,
  },
  {
    code: "wrong-format",
    severity: "error",
    entity: "student",
    file: "records/student.csv",
    row: 2,
    pointer: "/birthDate",
    rule: "student/birthDate/format",
    message: "birthDate is not a day written as YYYY-MM-DD.",
    fix: "Write the day as YYYY-MM-DD, with an existing month and day.",
    count: 1204,
    rows: [2, 3, 5, 8, 13, 21, 34, 55, 89, 144],
  },
  {
    code: "rule",
    severity: "warning",
    entity: "student",
    file: "records, 100%/student<1>.csv",
    row: 7,
    pointer: "/socioEconomicBand",
    rule: "student-band-has-scheme",
    message: "A band is given without the scheme that defines it.",
    fix: "Name the scheme.",
    count: 1,
    rows: [7],
  },
];

export const facts: ReportFacts = {
  version: "0.1.0",
  records: { student: 58412, enrolment: 60000 },
  checks: [
    {
      id: "student/birthDate/format",
      entity: "student",
      by: "sql",
      records: 58412,
      violations: 1204,
    },
    {
      id: "assessment-result/objectiveScores/record",
      entity: "assessment-result",
      by: "record",
      records: 58412,
      violations: 0,
    },
    {
      id: "enrolment/schoolId/reference",
      entity: "enrolment",
      by: "none",
      records: 60000,
      violations: 0,
    },
  ],
};

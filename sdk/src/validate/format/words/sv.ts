import { counter, type ReportWords } from "./shape.ts";

const records = counter("sv", "post", "poster");
const checks = counter("sv", "kontroll", "kontroller");

export const swedish: ReportWords = {
  valid: "Godtas",
  notValid: "Godtas inte",
  severity: { error: "fel", warning: "varning", info: "anmärkning" },
  errors: counter("sv", "fel", "fel"),
  warnings: counter("sv", "varning", "varningar"),
  notes: counter("sv", "anmärkning", "anmärkningar"),
  records,
  checks,
  notPassed: (count) => `${count.toLocaleString("sv")} inte godkända`,
  checked: (checked, of) =>
    `${records(checked)} av ${counter("sv", "posttyp", "posttyper")(of)} ${checked === 1 ? "kontrollerad" : "kontrollerade"}`,
  row: "rad",
  rows: "rader",
  unchecked: (count, entity) =>
    `${checks(count)} gjordes inte, eftersom datamängden inte har poster av typen ${entity}.`,
  explained: "`edufed rule <id>` förklarar en kontroll.",
  reportTitle: "rapport om datakvalitet",
  findings: "Fynd",
  recordsTitle: "Poster",
  checksTitle: "Kontroller",
  none: "Inga.",
  whatToDo: "Vad man gör.",
  entity: "Posttyp",
  check: "Kontroll",
  how: "Hur",
  recordsThatFail: "Poster som inte godtas",
  ways: {
    sql: "alla poster, i databasen",
    record: "varje värde, post för post",
    none: "inte kontrollerat",
  },
  noValues: "Rapporten innehåller inget värde ur någon post.",
};

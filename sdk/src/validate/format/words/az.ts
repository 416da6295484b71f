import { counter, type ReportWords } from "./shape.ts";

const noun = (word: string) => counter("az", word, word);

/** After a number the noun stays in the singular. */
export const azerbaijani: ReportWords = {
  valid: "Keçir",
  notValid: "Keçmir",
  severity: { error: "səhv", warning: "xəbərdarlıq", info: "qeyd" },
  errors: noun("səhv"),
  warnings: noun("xəbərdarlıq"),
  notes: noun("qeyd"),
  records: noun("yazı"),
  checks: noun("yoxlanış"),
  notPassed: (count) => `keçməyən: ${count.toLocaleString("az")}`,
  checked: (checked, of) => `${noun("yazı")(checked)} yoxlanılıb (${noun("yazı növü")(of)})`,
  row: "sətir",
  rows: "sətirlər",
  unchecked: (count, entity) =>
    `${noun("yoxlanış")(count)} aparılmayıb, çünki verilənlərdə ${entity} yazıları yoxdur.`,
  explained: "`edufed rule <id>` yoxlanışı izah edir.",
  reportTitle: "verilənlərin keyfiyyəti haqqında hesabat",
  findings: "Tapıntılar",
  recordsTitle: "Yazılar",
  checksTitle: "Yoxlanışlar",
  none: "Yoxdur.",
  whatToDo: "Nə etməli.",
  entity: "Yazı növü",
  check: "Yoxlanış",
  how: "Necə",
  recordsThatFail: "Keçməyən yazılar",
  ways: {
    sql: "bütün yazılar, verilənlər bazasında",
    record: "hər dəyər, yazı-yazı",
    none: "yoxlanılmayıb",
  },
  noValues: "Bu hesabatda heç bir yazının dəyəri yoxdur.",
};

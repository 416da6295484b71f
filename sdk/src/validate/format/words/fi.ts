import { counter, type ReportWords } from "./shape.ts";

const records = counter("fi", "tietue", "tietuetta");

export const finnish: ReportWords = {
  valid: "Kelpaa",
  notValid: "Ei kelpaa",
  severity: { error: "virhe", warning: "varoitus", info: "huomautus" },
  errors: counter("fi", "virhe", "virhettä"),
  warnings: counter("fi", "varoitus", "varoitusta"),
  notes: counter("fi", "huomautus", "huomautusta"),
  records,
  checks: counter("fi", "tarkistus", "tarkistusta"),
  notPassed: (count) => `hylätty: ${count.toLocaleString("fi")}`,
  checked: (checked, of) =>
    `tarkistettu ${records(checked)} (${counter("fi", "tietuetyyppi", "tietuetyyppiä")(of)})`,
  row: "rivi",
  rows: "rivit",
  unchecked: (count, entity) =>
    `Tekemättä jäi ${counter("fi", "tarkistus", "tarkistusta")(count)}, koska aineistossa ei ole ${entity}-tietueita.`,
  explained: "`edufed rule <id>` selittää tarkistuksen.",
  reportTitle: "tietojen laaturaportti",
  findings: "Havainnot",
  recordsTitle: "Tietueet",
  checksTitle: "Tarkistukset",
  none: "Ei ole.",
  whatToDo: "Mitä tehdä.",
  entity: "Tietuetyyppi",
  check: "Tarkistus",
  how: "Miten",
  recordsThatFail: "Hylättyjä tietueita",
  ways: {
    sql: "kaikki tietueet, tietokannassa",
    record: "jokainen arvo, tietue kerrallaan",
    none: "ei tarkistettu",
  },
  noValues: "Raportissa ei ole yhtään tietueen arvoa.",
};

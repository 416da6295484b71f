import type { Language } from "./notebook.ts";

/** The words a rendered notebook adds to what its author wrote. */
export interface Words {
  /** In the place of a figure that is withheld to protect. */
  readonly withheld: string;
  readonly withheldLong: string;
  readonly noData: string;
  readonly nothingToDivide: string;
  readonly tooLittle: string;
  readonly noRows: string;
  readonly question: string;
  readonly table: string;
  readonly chart: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    withheld: "withheld",
    withheldLong: "Withheld to protect the people counted",
    noData: "no data",
    nothingToDivide: "nobody to count",
    tooLittle: "too little collected",
    noRows: "The question has no answer in the observations given.",
    question: "The question in SQL",
    table: "Table",
    chart: "Chart",
  },
  fi: {
    withheld: "salattu",
    withheldLong: "Salattu laskettujen henkilöiden suojaamiseksi",
    noData: "ei tietoa",
    nothingToDivide: "ei laskettavia",
    tooLittle: "kerätty liian vähän",
    noRows: "Annetuissa havainnoissa ei ole vastausta kysymykseen.",
    question: "Kysymys SQL-kielellä",
    table: "Taulukko",
    chart: "Kuvio",
  },
  sv: {
    withheld: "undertryckt",
    withheldLong: "Undertryckt för att skydda dem som räknas",
    noData: "uppgift saknas",
    nothingToDivide: "ingen att räkna",
    tooLittle: "för lite insamlat",
    noRows: "Frågan har inget svar i de givna observationerna.",
    question: "Frågan i SQL",
    table: "Tabell",
    chart: "Diagram",
  },
  az: {
    withheld: "gizlədilib",
    withheldLong: "Sayılan şəxsləri qorumaq üçün gizlədilib",
    noData: "məlumat yoxdur",
    nothingToDivide: "sayılacaq şəxs yoxdur",
    tooLittle: "çox az toplanıb",
    noRows: "Verilmiş müşahidələrdə bu sualın cavabı yoxdur.",
    question: "SQL ilə sual",
    table: "Cədvəl",
    chart: "Diaqram",
  },
};

export function wordsIn(language: Language): Words {
  return words[language];
}

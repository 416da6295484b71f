import type { FixWords } from "./shape.ts";

function values(count: number): string {
  return `${count.toLocaleString("fi")} ${count === 1 ? "arvo" : "arvoa"}`;
}

function changes(count: number, columns: number): string {
  const named = columns === 1 ? "1 sarakkeen nimi" : `${columns} sarakkeen nimeä`;
  if (columns === 0) return values(count);
  return count === 0 ? named : `${values(count)} ja ${named}`;
}

export const finnish: FixWords = {
  kinds: {
    "white-space": "tyhjää arvon ympärillä",
    characters: "toisenlaiset merkit",
    "letter-case": "isot ja pienet kirjaimet",
    "code-spelling": "välit tai yhdysmerkit koodissa",
    "code-label": "nimi koodin paikalla",
    "code-number": "koodi desimaalilukuna",
    "boolean-word": "sana, kun pitäisi olla true tai false",
    "number-sign": "luvun etumerkki",
    "decimal-comma": "desimaalipilkku",
    "date-form": "päivä toisessa muodossa",
    "date-order": "päivän osat toisessa järjestyksessä",
    "moment-form": "ajankohta toisessa muodossa",
    "json-type": "toinen JSON-tyyppi",
  },
  fixable: (count, of, kinds) => {
    const some = `Turvallisesti korjattavissa ${count.toLocaleString("fi")}/${of.toLocaleString("fi")}`;
    const all = `${of === 1 ? "Sen" : `Kaikki ${of.toLocaleString("fi")}`} voi korjata turvallisesti`;
    return `${count === of ? all : some} (${kinds}): \`edufed fix\`.`;
  },
  canBeFixed: (count, columns, command) =>
    `Turvallisesti korjattavissa ${changes(count, columns)}: \`${command}\``,
  renames: "`edufed fix` nimeää sen uudelleen.",
  values,
  records: (count) => `${count.toLocaleString("fi")} ${count === 1 ? "tietue" : "tietuetta"}`,
  row: "rivi",
  rows: "rivit",
  renamed: (column, property) => `sarakkeen ”${column}” nimi on ${property}`,
  nothing: "Mitään ei voi korjata turvallisesti.",
  fixed: (count, columns) => `Korjattu: ${changes(count, columns)}.`,
  wouldFix: (count, columns) => `Korjattavissa: ${changes(count, columns)}.`,
  written: (place) => `Kirjoitettu kansioon ${place}; luetut tiedostot ovat ennallaan.`,
  notWritten: "Mitään ei kirjoitettu.",
  allFixed: "Virheitä ei jäänyt.",
  remaining: (errors) =>
    errors === 1
      ? "Jäljellä on 1 virhelaji."
      : `Jäljellä on ${errors.toLocaleString("fi")} virhelajia.`,
  byHand: "Loppuja ei voi korjata tietämättä, mitä on tarkoitettu.",
};

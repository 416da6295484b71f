import type { FixWords } from "./shape.ts";

function values(count: number): string {
  return `${count.toLocaleString("sv")} ${count === 1 ? "värde" : "värden"}`;
}

function changes(count: number, columns: number): string {
  const named = columns === 1 ? "1 kolumnnamn" : `${columns} kolumnnamn`;
  if (columns === 0) return values(count);
  return count === 0 ? named : `${values(count)} och ${named}`;
}

export const swedish: FixWords = {
  kinds: {
    "white-space": "blanktecken runt värdet",
    characters: "tecken i en annan form",
    "letter-case": "stora och små bokstäver",
    "code-spelling": "mellanslag eller bindestreck i en kod",
    "code-label": "namnet i stället för koden",
    "code-number": "en kod skriven som decimaltal",
    "boolean-word": "ett ord i stället för true eller false",
    "number-sign": "talets tecken",
    "decimal-comma": "decimalkomma",
    "date-form": "en dag i ett annat format",
    "date-order": "en dag med delarna i en annan ordning",
    "moment-form": "en tidpunkt i ett annat format",
    "json-type": "en annan JSON-typ",
  },
  fixable: (count, of, kinds) => {
    const some = `${count.toLocaleString("sv")} av ${of.toLocaleString("sv")}`;
    const all = of === 1 ? "Det" : `Alla ${of.toLocaleString("sv")}`;
    return `${count === of ? all : some} kan rättas utan risk (${kinds}): \`edufed fix\`.`;
  },
  canBeFixed: (count, columns, command) =>
    `${changes(count, columns)} kan rättas utan risk: \`${command}\``,
  renames: "`edufed fix` byter namn på den.",
  values,
  records: (count) => `${count.toLocaleString("sv")} ${count === 1 ? "post" : "poster"}`,
  row: "rad",
  rows: "rader",
  renamed: (column, property) => `kolumnen ”${column}” heter ${property}`,
  nothing: "Ingenting kan rättas utan risk.",
  fixed: (count, columns) => `Rättat: ${changes(count, columns)}.`,
  wouldFix: (count, columns) => `Kan rättas: ${changes(count, columns)}.`,
  written: (place) => `Skrivet till ${place}; filerna som lästes är som de var.`,
  notWritten: "Ingenting skrevs.",
  allFixed: "Inga fel återstår.",
  remaining: (errors) =>
    errors === 1 ? "1 slags fel återstår." : `${errors.toLocaleString("sv")} slags fel återstår.`,
  byHand: "Det som återstår kan inte rättas utan att man vet vad som menades.",
};

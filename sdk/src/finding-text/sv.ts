import { extensionPrefix } from "../extension-name.ts";
import {
  codesNamedMax,
  type ExpectedFormat,
  type ExpectedKind,
  type FindingFacts,
  type FindingTable,
  type FindingWords,
  namedCodes,
  type RowDefect,
  series,
  type Subject,
} from "./table.ts";

/** What findings say in Swedish. */
export const swedish: FindingTable = {
  "unknown-entity": ({ meant }) => ({
    message: "Filen har inte namn efter någon posttyp och lästes inte.",
    fix:
      meant === undefined
        ? "Ge den namn efter sin posttyp eller flytta den."
        : `Menade du ”${meant}”? Byt namn på filen.`,
  }),
  "unread-file": ({ entity }) => ({
    message: `Filen har namn efter ${entity}, men är inte i ett format som läses.`,
    fix: "Exportera den som CSV, NDJSON, JSON eller Parquet, eller flytta den.",
  }),
  "unknown-column": ({ column, position, meant }) => ({
    message: `Kolumnen ${column === undefined ? `nummer ${position}` : `”${column}”`} är inte en egenskap hos posten.`,
    fix:
      meant === undefined
        ? (extensionFix(column) ??
          "Ta bort kolumnen eller ge den namn efter den egenskap som den innehåller.")
        : `Menade du ”${meant}”? Byt namn på kolumnen.`,
  }),
  "missing-column": ({ property, expected }) => ({
    message: `Kolumnen ${property} saknas, och varje post behöver den.`,
    fix:
      expected === "list"
        ? `Lägg till kolumnen ${property}; en lista skrivs som JSON, till exempel ["a","b"].`
        : `Lägg till kolumnen ${property}.`,
  }),
  "empty-file": () => ({
    message: "Filen innehåller inga poster.",
    fix: "Exportera den på nytt eller utelämna den.",
  }),
  "malformed-row": ({ defect }) => rowDefects[defect],
  missing: ({ property }) => ({
    message: `Egenskapen ${property} saknas.`,
    fix: `Fyll i ${property} eller utelämna posten.`,
  }),
  "wrong-type": (facts) => ({
    message: `${subject(facts)} är inte ${kindNames[facts.expected]}.`,
    fix: kindFix(facts),
  }),
  "unknown-code": ({ codes, check, ...about }) => ({
    message: `${subject(about)} är inte en kod i kodlistan.`,
    fix: codeFix(codes, check),
  }),
  "out-of-range": ({ side, limit, ...about }) =>
    side === "step"
      ? {
          message: `${subject(about)} är inte en multipel av ${limit}.`,
          fix: `Kontrollera värdet; det ska vara en multipel av ${limit}.`,
        }
      : {
          message: `${subject(about)} är ${side === "minimum" ? "mindre" : "större"} än ${limit}.`,
          fix: `Kontrollera värdet; det är ${side === "minimum" ? "minst" : "högst"} ${limit}.`,
        },
  "wrong-format": ({ format, pattern, example, ...about }) => ({
    message: `${subject(about)} är inte ${formatNames[format]}.`,
    fix: format === "pattern" ? patternFix(pattern, example) : formatFixes[format],
  }),
  "wrong-length": ({ side, limit, ...about }) => ({
    message: `${subject(about)} är ${side === "minimum" ? "kortare" : "längre"} än ${limit} tecken.`,
    fix:
      side === "minimum"
        ? `Fyll i det eller utelämna ${about.isItem === true ? "elementet" : "det"}.`
        : `Förkorta det; det kan ${about.isItem === true ? "vara flera element" : "stå i fel kolumn"}.`,
  }),
  "wrong-items": (facts) =>
    facts.side === "unique"
      ? {
          message: `Listan ${facts.property} nämner något två gånger.`,
          fix: "Nämn varje sak en gång.",
        }
      : {
          message: `Listan ${facts.property} har ${facts.side === "minimum" ? "färre" : "fler"} än ${facts.limit} element.`,
          fix: "Kontrollera listan; utelämna egenskapen när det inte finns något att lista.",
        },
  "unknown-property": ({ property, meant }) => ({
    message:
      property === ""
        ? "Posten har en egenskap som inte hör till den."
        : `Egenskapen ${property} hör inte till posten.`,
    fix:
      meant === undefined
        ? (extensionFix(property) ??
          "Utelämna den eller ge den namn efter den egenskap som den innehåller.")
        : `Menade du ”${meant}”? Byt namn på den.`,
  }),
  rule: ({ message, fix }) => ({ message: message.sv ?? message.en, fix: fix.sv ?? fix.en }),
  "duplicate-key": ({ properties }) => ({
    message: `Flera poster har samma ${series(properties, "och")}.`,
    fix:
      properties.length === 1
        ? `Behåll en post av varje eller rätta ${properties[0]}; två poster får inte ha samma.`
        : "Behåll en post av varje eller rätta någon av egenskaperna; två poster får inte ha alla lika.",
  }),
  "unknown-reference": ({ property, entity, checked }) =>
    checked
      ? {
          message: `Egenskapen ${property} pekar på en post (${entity}) som inte finns i datamängden.`,
          fix: `Lägg till posten (${entity}) eller rätta ${property}.`,
        }
      : {
          message: `Egenskapen ${property} kontrollerades inte: datamängden har inga poster av typen ${entity}.`,
          fix: `Lägg till posterna av typen ${entity} för att kontrollera den.`,
        },
  unchecked: ({ entity }) => ({
    message: `Regeln kontrollerades inte: datamängden har inga poster av typen ${entity}.`,
    fix: `Lägg till posterna av typen ${entity} för att kontrollera den.`,
  }),
  "ambiguous-date": ({ property, reason }) => ({
    message:
      reason === "order"
        ? `Värdet på ${property} är skrivet med snedstreck, och dag och månad kan inte skiljas åt.`
        : `Värdet på ${property} är en dag som inte finns i den angivna ordningen av dag och månad.`,
    fix:
      reason === "order"
        ? "Exportera datum som ÅÅÅÅ-MM-DD eller ange ordningen: --date-order dmy eller --date-order mdy."
        : "Kontrollera --date-order eller rätta datumet i källsystemet.",
  }),
  "unmapped-code": ({ property }) => ({
    message: `Egenskapen ${property} har en kod som saknar motsvarighet i motsvarighetstabellen.`,
    fix: "Lägg till koden i motsvarighetstabellen; den gissas aldrig.",
  }),
  "unmapped-column": ({ property }) => ({
    message: `Kolumnen ${property} nämns inte i motsvarighetstabellen.`,
    fix: "Ge den en motsvarighet i tabellen eller ange den där som utelämnad, med skälet.",
  }),
  superseded: () => ({
    message: "En senare leverans ersätter posten.",
    fix: "Inget behöver göras; den nyare posten behålls.",
  }),
};

function subject({ property, isItem }: Subject): string {
  if (isItem === true) return `Ett element i ${property}`;
  return property === "" ? "Posten" : `Värdet på ${property}`;
}

/** What is not known is said only of a value that can be left out. */
function kindFix({ property, isItem, expected, isNullable }: FindingFacts<"wrong-type">): string {
  const how = (isItem === true ? itemFixes[expected] : undefined) ?? kindFixes[expected];
  return isNullable === true || property === ""
    ? `${how}.`
    : `${how}; det som inte är känt utelämnas och skrivs inte som null.`;
}

function patternFix(pattern: string | undefined, example: string | undefined): string {
  return example === undefined
    ? `Skriv det så att det motsvarar uttrycket ${pattern}.`
    : `Skriv det så här: ${example}.`;
}

const kindNames: Readonly<Record<ExpectedKind, string>> = {
  string: "text",
  code: "text",
  integer: "ett heltal",
  number: "ett tal",
  boolean: "true eller false",
  date: "en dag",
  "date-time": "en tidpunkt",
  list: "en lista",
  object: "ett objekt",
};

const kindFixes: Readonly<Record<ExpectedKind, string>> = {
  string: "Skriv det som text",
  code: "Skriv koden som text",
  integer: "Skriv bara siffror, utan mellanslag och decimaltecken",
  number: "Skriv siffror med punkt som decimaltecken, utan mellanslag och enhet",
  boolean: "Skriv true eller false",
  date: "Skriv dagen som ÅÅÅÅ-MM-DD",
  "date-time": "Skriv tidpunkten som 2025-10-01T08:00:00Z, med tidsskillnaden",
  list: 'Skriv listan som JSON, till exempel ["a","b"], med varje element av rätt slag',
  object: "Skriv objektet som JSON",
};

/** The same of the items of a list, where it is said otherwise. */
const itemFixes: Readonly<Partial<Record<ExpectedKind, string>>> = {
  string: "Skriv varje element som text",
  code: "Skriv varje kod som text",
  object: "Skriv varje element som ett JSON-objekt",
};

const formatNames: Readonly<Record<ExpectedFormat, string>> = {
  date: "en dag skriven som ÅÅÅÅ-MM-DD",
  "date-time": "en tidpunkt skriven som 2025-10-01T08:00:00Z",
  pattern: "skrivet som det ska",
};

const formatFixes: Readonly<Record<Exclude<ExpectedFormat, "pattern">, string>> = {
  date: "Skriv dagen som ÅÅÅÅ-MM-DD, med en månad och en dag som finns.",
  "date-time": "Skriv datum, T, klockslag och tidsskillnad, till exempel 2025-10-01T08:00:00Z.",
};

function codeFix(codes: readonly string[], check: string | undefined): string {
  const named = namedCodes(codes);
  if (codes.length === 1) return `Använd ${named}.`;
  if (codes.length <= codesNamedMax) return `Använd någon av ${named}.`;
  const where = check === undefined ? "" : `; \`edufed rule ${check}\` räknar upp dem`;
  return `Använd någon av de ${codes.length} koderna, till exempel ${named}${where}.`;
}

function extensionFix(name: string | undefined): string | undefined {
  const prefix = name === undefined ? undefined : extensionPrefix(name);
  if (prefix === undefined) return undefined;
  return `Om den är er egen, definiera den i extensions/${prefix}.json och nämn filen i edufed.config.json; utelämna den annars.`;
}

const rowDefects: Readonly<Record<RowDefect, FindingWords>> = {
  "too-few-values": {
    message: "Raden har färre värden än rubrikraden har kolumner.",
    fix: "Kontrollera raden: ett värde kan saknas, eller en radbrytning kan stå utanför citattecken.",
  },
  "too-many-values": {
    message: "Raden har fler värden än rubrikraden har kolumner.",
    fix: "Kontrollera raden: ett värde som innehåller avgränsaren ska stå inom citattecken.",
  },
  "unclosed-quote": {
    message: "Ett citattecken på raden är inte rätt öppnat och stängt.",
    fix: 'Stäng citattecknet; ett citattecken i ett värde skrivs två gånger: "".',
  },
  "too-long": {
    message: "Raden är längre än 16 MB.",
    fix: "Kontrollera att varje rad innehåller en post, att inget värde är en hel fil och att varje citattecken är stängt.",
  },
  "empty-line": {
    message: "Raden är tom, och fler rader följer.",
    fix: "Ta bort den tomma raden.",
  },
  "not-utf8": {
    message: "Raden är inte UTF-8-text.",
    fix: "Spara filen på nytt som UTF-8 (i Excel: ”CSV UTF-8”).",
  },
  "not-json": {
    message: "Raden är inte giltig JSON.",
    fix: "Kontrollera citattecken, kommatecken och klamrar där, eller exportera filen på nytt.",
  },
  "not-object": {
    message: "Posten är inte ett JSON-objekt.",
    fix: 'Skriv varje post som ett objekt: {"egenskap": värde, …}.',
  },
  "duplicate-name": {
    message: "Posten nämner en egenskap två gånger.",
    fix: "Behåll den som avses; vilken som gäller vore en gissning.",
  },
};

import type { MeaningTable } from "./table.ts";

const notValid = "Posterna är inte giltiga förrän felet har rättats.";
const rejected = "Raden avvisas och räknas.";
const nothingUnknown =
  "Inget läses som standarden inte känner till: det kunde vara vad som helst, och ingen har sagt hur känsligt det är.";

/** What codes mean in Swedish. */
export const swedish: MeaningTable = {
  "unknown-entity": {
    title: "En fil har inte namn efter någon posttyp.",
    why: "Filens namn säger vad dess poster är; en fil som hoppas över kunde förbises.",
    fix: "Ge den namn efter sin posttyp eller flytta den.",
    effect: "Filen läses inte. Om filen angavs ensam avslutas kommandot.",
  },
  "unread-file": {
    title: "En fil har namn efter en posttyp men är inte i ett format som läses.",
    why: "Ett kalkylblad som hoppas över kunde förbises.",
    fix: "Exportera den som CSV, NDJSON, JSON eller Parquet, eller flytta den.",
    effect: "Filen läses inte. Om filen angavs ensam avslutas kommandot.",
  },
  "unknown-column": {
    title: "En kolumn är inte en egenskap hos posten.",
    why: nothingUnknown,
    fix: "Ge kolumnen namn efter den egenskap som den innehåller eller ta bort den.",
    effect: notValid,
  },
  "missing-column": {
    title: "En kolumn som varje post behöver saknas.",
    why: "Utan den kan ingen post användas.",
    fix: "Lägg till kolumnen.",
    effect: notValid,
  },
  "empty-file": {
    title: "En fil innehåller inga poster.",
    why: "En tom fil betyder oftast att exporten misslyckades.",
    fix: "Exportera den på nytt eller utelämna den.",
    effect: "Filen läses och tillför inget.",
  },
  "malformed-row": {
    title: "En rad i en fil är inte en post.",
    why: "En rad som inte kan delas upp i värden utelämnas inte i tysthet, och dess värden flyttas inte till andra kolumner.",
    fix: "Rätta raden i filen eller exportera filen på nytt.",
    effect: `Raden räknas och dess nummer anges; de övriga raderna kontrolleras. ${notValid}`,
  },
  missing: {
    title: "Ett värde som varje post behöver saknas.",
    why: "Ett värde som saknas läses aldrig som noll, nej eller okänt.",
    fix: "Fyll i det eller utelämna posten.",
    effect: notValid,
  },
  "wrong-type": {
    title: "Ett värde är inte av rätt typ.",
    why: "Vad som avses gissas inte: 3.7 avrundas inte till 4, och t läses inte som true.",
    fix: "Skriv värdet så som egenskapens beskrivning säger.",
    effect: notValid,
  },
  "unknown-code": {
    title: "Ett värde är inte en kod i sin kodlista.",
    why: "Medlemmarnas siffror kan jämföras bara om en kod betyder detsamma överallt.",
    fix: "Använd en kod ur listan; översätt lokala koder vid importen.",
    effect: notValid,
  },
  "out-of-range": {
    title: "Ett tal ligger utanför sina gränser.",
    why: "Det är inte möjligt, eller så osannolikt att det är ett fel.",
    fix: "Kontrollera värdet i källsystemet.",
    effect: notValid,
  },
  "wrong-format": {
    title: "En text är inte skriven som den ska.",
    why: "Bara ett skrivsätt kan läsas utan gissningar.",
    fix: "Skriv dagar som ÅÅÅÅ-MM-DD och andra texter så som egenskapens beskrivning säger.",
    effect: notValid,
  },
  "wrong-length": {
    title: "En text är för kort eller för lång.",
    why: "Nycklar och namn har en längd som varje system kan bevara; längre texter står ofta i fel kolumn.",
    fix: "Kontrollera att texten står i rätt kolumn.",
    effect: notValid,
  },
  "wrong-items": {
    title: "En lista har för få eller för många element, eller något av dem två gånger.",
    why: "Element i listor räknas; ett element som nämns två gånger skulle räknas två gånger.",
    fix: "Nämn varje element en gång; utelämna egenskapen när det inte finns något att lista.",
    effect: notValid,
  },
  "unknown-property": {
    title: "En post har en egenskap som inte hör till den.",
    why: nothingUnknown,
    fix: "Ge den namn efter den egenskap som den innehåller eller utelämna den.",
    effect: notValid,
  },
  rule: {
    title: "Egenskaper hos en post, eller poster som hör ihop, motsäger varandra.",
    why: "Varje regel motiveras med egna ord.",
    fix: "Rätta posten i källsystemet.",
    effect: "Så allvarligt som regeln säger; på sidan om varje posttyp finns dess regler.",
  },
  "duplicate-key": {
    title: "Flera poster gäller samma sak.",
    why: "Den skulle räknas mer än en gång.",
    fix: "Behåll en post av varje.",
    effect: notValid,
  },
  "unknown-reference": {
    title: "En post pekar på en post som inte finns eller som inte kunde slås upp.",
    why: "Det som hör ihop hittas genom dessa hänvisningar; poster utan dem faller bort ur uppdelningar.",
    fix: "Lägg till de poster som det hänvisas till.",
    effect:
      "Posten blir kvar men faller bort ur det som hänvisningen leder till. Det är bara en anmärkning när datamängden inte har någon av de poster som det hänvisas till, så att inget kunde slås upp.",
  },
  unchecked: {
    title:
      "En regel kunde inte kontrolleras, eftersom de poster som den behöver inte finns i datamängden.",
    why: "Det som inte har granskats får inte gälla som felfritt.",
    fix: "Lägg till posterna för att kontrollera regeln.",
    effect: "Posterna blir kvar; om regeln sägs inget.",
  },
  "ambiguous-date": {
    title: "En dag är skriven med snedstreck, så att dag och månad kan förväxlas.",
    why: "1/9/2025 är i januari eller i september; en gissning skulle flytta barn mellan månader.",
    fix: "Exportera dagar som ÅÅÅÅ-MM-DD eller ange ordningen med --date-order.",
    effect: rejected,
  },
  "unmapped-code": {
    title: "Källan använder en kod som saknar motsvarighet i motsvarighetstabellen.",
    why: "Vad en kod betyder bestäms av människor och gissas aldrig.",
    fix: "Lägg till koden i motsvarighetstabellen.",
    effect: rejected,
  },
  "unmapped-column": {
    title: "Källan har en kolumn som inte nämns i motsvarighetstabellen.",
    why: "En kolumn som ingen har tagit ställning till kan innehålla vad som helst.",
    fix: "Ge den en motsvarighet i tabellen eller ange den där som utelämnad, med skälet.",
    effect: "Kolumnen utelämnas och nämns i rapporten.",
  },
  superseded: {
    title: "En senare leverans ersätter posten.",
    why: "Ändringsleveranser innehåller radens senaste tillstånd.",
    fix: "Inget behöver göras.",
    effect: "Den äldre raden utelämnas och räknas.",
  },
};

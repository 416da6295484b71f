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

/** What findings say in Finnish. Names of properties stand uninflected beside a word that bends. */
export const finnish: FindingTable = {
  "unknown-entity": ({ meant }) => ({
    message: "Tiedostoa ei ole nimetty minkään tietuetyypin mukaan, eikä sitä luettu.",
    fix:
      meant === undefined
        ? "Nimeä se tietuetyyppinsä mukaan tai siirrä se muualle."
        : `Tarkoititko ”${meant}”? Nimeä tiedosto uudelleen.`,
  }),
  "unread-file": ({ entity }) => ({
    message: `Tiedosto on nimetty tietuetyypin ${entity} mukaan, mutta sen muotoa ei lueta.`,
    fix: "Vie se CSV-, NDJSON-, JSON- tai Parquet-muotoon tai siirrä se muualle.",
  }),
  "unknown-column": ({ column, position, meant }) => ({
    message: `Sarake ${column === undefined ? `numero ${position}` : `”${column}”`} ei ole tietueen ominaisuus.`,
    fix:
      meant === undefined
        ? (extensionFix(column) ?? "Poista sarake tai nimeä se sisältämänsä ominaisuuden mukaan.")
        : `Tarkoititko ”${meant}”? Nimeä sarake uudelleen.`,
  }),
  "missing-column": ({ property, expected }) => ({
    message: `Saraketta ${property} ei ole, ja jokainen tietue tarvitsee sen.`,
    fix:
      expected === "list"
        ? `Lisää sarake ${property}; luettelo kirjoitetaan JSON-muodossa, esimerkiksi ["a","b"].`
        : `Lisää sarake ${property}.`,
  }),
  "empty-file": () => ({
    message: "Tiedostossa ei ole tietueita.",
    fix: "Vie se lähdejärjestelmästä uudelleen tai jätä se pois.",
  }),
  "malformed-row": ({ defect }) => rowDefects[defect],
  missing: ({ property }) => ({
    message: `Ominaisuus ${property} puuttuu.`,
    fix: `Täydennä ${property} tai jätä tietue pois.`,
  }),
  "wrong-type": (facts) => ({
    message: `${subject(facts)} ei ole ${kindNames[facts.expected]}.`,
    fix: kindFix(facts),
  }),
  "unknown-code": ({ codes, check, ...about }) => ({
    message: `${subject(about)} ei ole sen koodiston koodi.`,
    fix: codeFix(codes, check),
  }),
  "out-of-range": ({ side, limit, ...about }) =>
    side === "step"
      ? {
          message: `${subject(about)} ei ole luvun ${limit} monikerta.`,
          fix: `Tarkista arvo; sen on oltava luvun ${limit} monikerta.`,
        }
      : {
          message: `${subject(about)} on ${side === "minimum" ? "pienempi" : "suurempi"} kuin ${limit}.`,
          fix: `Tarkista arvo; se on ${side === "minimum" ? "vähintään" : "enintään"} ${limit}.`,
        },
  "wrong-format": ({ format, pattern, example, ...about }) => ({
    message: `${subject(about)} ei ole ${formatNames[format]}.`,
    fix: format === "pattern" ? patternFix(pattern, example) : formatFixes[format],
  }),
  "wrong-length": ({ property, isItem, side, limit }) => ({
    message: `${isItem === true ? `Jossakin luettelon ${property} kohdassa` : `Ominaisuuden ${property} arvossa`} on ${side === "minimum" ? "vähemmän" : "enemmän"} kuin ${limit} ${limit === 1 ? "merkki" : "merkkiä"}.`,
    fix:
      side === "minimum"
        ? `Täydennä se tai jätä ${isItem === true ? "kohta" : "se"} pois.`
        : `Lyhennä sitä; se voi olla ${isItem === true ? "monta kohtaa" : "väärässä sarakkeessa"}.`,
  }),
  "wrong-items": (facts) =>
    facts.side === "unique"
      ? {
          message: `Luettelossa ${facts.property} on sama asia kahdesti.`,
          fix: "Mainitse kukin asia vain kerran.",
        }
      : {
          message: `Luettelossa ${facts.property} on ${facts.side === "minimum" ? "vähemmän" : "enemmän"} kuin ${facts.limit} ${facts.limit === 1 ? "kohta" : "kohtaa"}.`,
          fix: "Tarkista luettelo; jätä ominaisuus pois, jos lueteltavaa ei ole.",
        },
  "unknown-property": ({ property, meant }) => ({
    message:
      property === ""
        ? "Tietueessa on ominaisuus, joka ei kuulu siihen."
        : `Ominaisuus ${property} ei kuulu tietueeseen.`,
    fix:
      meant === undefined
        ? (extensionFix(property) ?? "Jätä se pois tai nimeä se sisältämänsä ominaisuuden mukaan.")
        : `Tarkoititko ”${meant}”? Nimeä se uudelleen.`,
  }),
  rule: ({ message, fix }) => ({ message: message.fi ?? message.en, fix: fix.fi ?? fix.en }),
  "duplicate-key": ({ properties }) => ({
    message: `Useassa tietueessa on sama ${series(properties, "ja")}.`,
    fix:
      properties.length === 1
        ? `Säilytä kustakin yksi tietue tai korjaa ${properties[0]}; se ei saa olla sama kahdessa tietueessa.`
        : "Säilytä kustakin yksi tietue tai korjaa jokin ominaisuuksista; ne eivät saa kaikki olla samat kahdessa tietueessa.",
  }),
  "unknown-reference": ({ property, entity, checked }) =>
    checked
      ? {
          message: `Ominaisuus ${property} viittaa ${entity}-tietueeseen, jota aineistossa ei ole.`,
          fix: `Lisää ${entity}-tietue tai korjaa ${property}.`,
        }
      : {
          message: `Ominaisuutta ${property} ei tarkistettu: aineistossa ei ole ${entity}-tietueita.`,
          fix: `Lisää ${entity}-tietueet, niin se tarkistetaan.`,
        },
  unchecked: ({ entity }) => ({
    message: `Sääntöä ei tarkistettu: aineistossa ei ole ${entity}-tietueita.`,
    fix: `Lisää ${entity}-tietueet, niin se tarkistetaan.`,
  }),
  "ambiguous-date": ({ property, reason }) => ({
    message:
      reason === "order"
        ? `Ominaisuus ${property} on kirjoitettu kauttaviivoin, eikä päivää ja kuukautta voi erottaa toisistaan.`
        : `Ominaisuuden ${property} päivää ei ole olemassa annetussa päivän ja kuukauden järjestyksessä.`,
    fix:
      reason === "order"
        ? "Vie päivämäärät muodossa VVVV-KK-PP tai kerro järjestys: --date-order dmy tai --date-order mdy."
        : "Tarkista --date-order tai korjaa päivämäärä lähdejärjestelmässä.",
  }),
  "unmapped-code": ({ property }) => ({
    message: `Ominaisuudessa ${property} on koodi, jolle vastaavuustaulu ei anna vastinetta.`,
    fix: "Lisää koodi vastaavuustauluun; sitä ei koskaan arvata.",
  }),
  "unmapped-column": ({ property }) => ({
    message: `Vastaavuustaulu ei mainitse saraketta ${property}.`,
    fix: "Anna sille vastine vastaavuustaulussa tai merkitse se siellä pois jätetyksi perusteluineen.",
  }),
  superseded: () => ({
    message: "Myöhempi erä korvaa tietueen.",
    fix: "Mitään ei tarvitse tehdä; uudempi tietue säilyy.",
  }),
};

function subject({ property, isItem }: Subject): string {
  if (isItem === true) return `Jokin luettelon ${property} kohta`;
  return property === "" ? "Tietue" : `Ominaisuuden ${property} arvo`;
}

/** What is not known is said only of a value that can be left out. */
function kindFix({ property, isItem, expected, isNullable }: FindingFacts<"wrong-type">): string {
  const how = (isItem === true ? itemFixes[expected] : undefined) ?? kindFixes[expected];
  return isNullable === true || property === ""
    ? `${how}.`
    : `${how}; mitä ei tiedetä, jätetään pois eikä kirjoiteta arvona null.`;
}

function patternFix(pattern: string | undefined, example: string | undefined): string {
  return example === undefined
    ? `Kirjoita se niin, että se vastaa lauseketta ${pattern}.`
    : `Kirjoita se näin: ${example}.`;
}

const kindNames: Readonly<Record<ExpectedKind, string>> = {
  string: "tekstiä",
  code: "tekstiä",
  integer: "kokonaisluku",
  number: "luku",
  boolean: "true eikä false",
  date: "päivä",
  "date-time": "ajankohta",
  list: "luettelo",
  object: "objekti",
};

const kindFixes: Readonly<Record<ExpectedKind, string>> = {
  string: "Kirjoita se tekstinä",
  code: "Kirjoita koodi tekstinä",
  integer: "Kirjoita vain numeroita ilman välilyöntejä ja desimaalimerkkiä",
  number: "Kirjoita numerot ja desimaalipiste ilman välilyöntejä ja yksikköä",
  boolean: "Kirjoita true tai false",
  date: "Kirjoita päivä muodossa VVVV-KK-PP",
  "date-time": "Kirjoita ajankohta muodossa 2025-10-01T08:00:00Z, aikaero mukaan lukien",
  list: 'Kirjoita luettelo JSON-muodossa, esimerkiksi ["a","b"], ja joka kohta oikeaa lajia',
  object: "Kirjoita objekti JSON-muodossa",
};

/** The same of the items of a list, where it is said otherwise. */
const itemFixes: Readonly<Partial<Record<ExpectedKind, string>>> = {
  string: "Kirjoita jokainen kohta tekstinä",
  code: "Kirjoita jokainen koodi tekstinä",
  object: "Kirjoita jokainen kohta JSON-objektina",
};

const formatNames: Readonly<Record<ExpectedFormat, string>> = {
  date: "päivä muodossa VVVV-KK-PP",
  "date-time": "ajankohta muodossa 2025-10-01T08:00:00Z",
  pattern: "oikeassa muodossa",
};

const formatFixes: Readonly<Record<Exclude<ExpectedFormat, "pattern">, string>> = {
  date: "Kirjoita päivä muodossa VVVV-KK-PP; kuukauden ja päivän on oltava olemassa.",
  "date-time": "Kirjoita päivä, T, kellonaika ja aikaero, esimerkiksi 2025-10-01T08:00:00Z.",
};

function codeFix(codes: readonly string[], check: string | undefined): string {
  const named = namedCodes(codes);
  if (codes.length === 1) return `Käytä koodia ${named}.`;
  if (codes.length <= codesNamedMax) return `Käytä jotakin näistä: ${named}.`;
  const where = check === undefined ? "" : `; \`edufed rule ${check}\` luettelee ne`;
  return `Käytä jotakin koodeista, joita on ${codes.length}, esimerkiksi ${named}${where}.`;
}

function extensionFix(name: string | undefined): string | undefined {
  const prefix = name === undefined ? undefined : extensionPrefix(name);
  if (prefix === undefined) return undefined;
  return `Jos se on oma ominaisuutesi, määrittele se tiedostossa extensions/${prefix}.json ja mainitse tiedosto asetuksissa edufed.config.json; muuten jätä se pois.`;
}

const rowDefects: Readonly<Record<RowDefect, FindingWords>> = {
  "too-few-values": {
    message: "Rivillä on vähemmän arvoja kuin otsikkorivillä on sarakkeita.",
    fix: "Tarkista rivi: arvo voi puuttua, tai rivinvaihto voi olla lainausmerkkien ulkopuolella.",
  },
  "too-many-values": {
    message: "Rivillä on enemmän arvoja kuin otsikkorivillä on sarakkeita.",
    fix: "Tarkista rivi: arvo, jossa on erotinmerkki, kirjoitetaan lainausmerkkeihin.",
  },
  "unclosed-quote": {
    message: "Rivin lainausmerkkiä ei ole avattu ja suljettu oikein.",
    fix: 'Sulje lainausmerkki; arvon sisällä oleva lainausmerkki kirjoitetaan kahdesti: "".',
  },
  "too-long": {
    message: "Rivi on pidempi kuin 16 Mt.",
    fix: "Tarkista, että joka rivillä on yksi tietue, ettei mikään arvo ole kokonainen tiedosto ja että joka lainausmerkki on suljettu.",
  },
  "empty-line": {
    message: "Rivi on tyhjä, ja sen jälkeen on lisää rivejä.",
    fix: "Poista tyhjä rivi.",
  },
  "not-utf8": {
    message: "Rivi ei ole UTF-8-tekstiä.",
    fix: "Tallenna tiedosto uudelleen UTF-8-muodossa (Excelissä: ”CSV UTF-8”).",
  },
  "not-json": {
    message: "Rivi ei ole kelvollista JSONia.",
    fix: "Tarkista lainausmerkit, pilkut ja sulkeet, tai vie tiedosto uudelleen.",
  },
  "not-object": {
    message: "Tietue ei ole JSON-objekti.",
    fix: 'Kirjoita jokainen tietue objektina: {"ominaisuus": arvo, …}.',
  },
  "duplicate-name": {
    message: "Tietue nimeää ominaisuuden kahdesti.",
    fix: "Säilytä se, jota tarkoitetaan; muuten jäisi arvattavaksi, kumpi pätee.",
  },
};

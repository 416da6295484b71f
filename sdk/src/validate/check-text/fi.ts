import { type CheckSentences, coded, type KindWords, type Limited } from "./table.ts";

/** What checks ask in Finnish. Names of properties stand uninflected beside a word that bends. */
export const finnish: CheckSentences = {
  missing: ({ property }, entity) =>
    `Jokaisessa ${entity}-tietueessa on ominaisuus \`${property}\`.`,
  "wrong-type": ({ property, expected }, entity) =>
    `${each(property, entity)} voi lukea tyyppinä ${kinds[expected]}.`,
  "unknown-code": ({ property, codes }, entity) =>
    codes.length === 1
      ? `${each(property, entity)} on sen koodiston ainoa koodi.`
      : `${each(property, entity)} on jokin sen koodiston ${codes.length} koodista.`,
  "out-of-range": limitText,
  "wrong-length": limitText,
  "wrong-items": limitText,
  "wrong-format": ({ property, format, pattern }, entity) =>
    `${each(property, entity)} ${format === "pattern" ? `vastaa lauseketta \`${pattern}\`` : formats[format]}.`,
  "unknown-property": (_, entity) =>
    `Missään ${entity}-tietueessa ei ole ominaisuutta, jota standardi tai oma laajennuksesi ei määrittele.`,
  "duplicate-key": ({ properties }, entity) =>
    `Kahdessa ${entity}-tietueessa ei ole samaa avainta: ${coded(properties)}.`,
  "unknown-reference": (facts, entity) =>
    `${each(facts.property, entity)} viittaa aineistossa olevaan \`${facts.entity}\`-tietueeseen.`,
};

function each(property: string, entity: string): string {
  return `Jokaisen ${entity}-tietueen ominaisuuden \`${property}\` arvo`;
}

function limitText(facts: Limited, entity: string): string {
  if (facts.side === "unique") {
    return `Jokaisen ${entity}-tietueen luettelossa \`${facts.property}\` on kukin kohta vain kerran.`;
  }
  if (facts.side === "step") {
    return `${each(facts.property, entity)} on luvun ${facts.limit} monikerta.`;
  }
  const most = facts.side === "minimum" ? "vähintään" : "enintään";
  switch (facts.code) {
    case "out-of-range":
      return `${each(facts.property, entity)} on ${most} ${facts.limit}.`;
    case "wrong-length":
      return `Jokaisen ${entity}-tietueen ominaisuuden \`${facts.property}\` arvossa on ${most} ${facts.limit} ${facts.limit === 1 ? "merkki" : "merkkiä"}.`;
    case "wrong-items":
      return `Jokaisen ${entity}-tietueen luettelossa \`${facts.property}\` on ${most} ${facts.limit} ${facts.limit === 1 ? "kohta" : "kohtaa"}.`;
  }
}

const kinds: KindWords = {
  string: "teksti",
  code: "teksti",
  integer: "kokonaisluku",
  number: "luku",
  boolean: "true tai false",
  date: "päivä",
  "date-time": "ajankohta",
  list: "luettelo, jonka kohdat ovat oikeaa tyyppiä",
  object: "objekti",
};

const formats: Readonly<Record<"date" | "date-time", string>> = {
  date: "on päivä muodossa VVVV-KK-PP",
  "date-time": "on ajankohta muodossa 2025-10-01T08:00:00Z",
};
